"""How to cite a page: as text, as BibTeX and as CSL-JSON, each with run, version and date."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from crosstalk_site.database import Row

SAMPLE = "Sample: invented articles, real studies."


class Source(NamedTuple):
    """What a citation names: a key for programs, the title, the facts of the site, the address, and a sentence of counts."""

    key: str
    title: str
    facts: Row
    address: str
    note: str


class Citations(NamedTuple):
    """One source in three forms."""

    text: str
    bibtex: str
    csl: str


def citations(source: Source) -> Citations:
    """Return a source as text, BibTeX and CSL-JSON; a sample says in each that it is one."""
    notes = [source.note, SAMPLE] if source.facts["sample"] else [source.note]
    note = " ".join(part for part in notes if part)
    return Citations(_text(source, note), _bibtex(source, note), _csl(source, note))


def _text(source: Source, note: str) -> str:
    made = ", ".join(part for part in (source.facts["run"], source.facts["version"]) if part)
    return f"Crosstalk. {source.title}{', ' + made if made else ''}. {note} {source.address}"


def _bibtex(source: Source, note: str) -> str:
    date = source.facts["run_date"] or ""
    fields = {
        "author": "{Crosstalk}",
        "title": f"{{{_tex(source.title)}}}",
        "year": date[:4],
        "version": ", ".join(part for part in (source.facts["run"], source.facts["version"]) if part),
        "note": _tex(note),
        "url": source.address,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{re.sub(r'[^A-Za-z0-9:-]', '-', source.key)},", *lines, "}"])


def _tex(text: str) -> str:
    """Return `text` with what means something to TeX made plain."""
    plain = text.replace("\\", "/").replace("{", "(").replace("}", ")")
    return re.sub(r"([&%$#_])", r"\\\1", plain)


def _csl(source: Source, note: str) -> str:
    date = (source.facts["run_date"] or "")[:10]
    parts = [int(part) for part in date.split("-") if part.isdigit()]
    item: dict[str, Any] = {
        "id": source.key,
        "type": "dataset",
        "title": source.title,
        "author": [{"literal": "Crosstalk"}],
        "version": ", ".join(part for part in (source.facts["run"], source.facts["version"]) if part),
        "URL": source.address,
        "note": note,
    }
    if parts:
        item["issued"] = {"date-parts": [parts]}
    return json.dumps([item], ensure_ascii=False, indent=1)
