"""Coded units: the gold labels that the classifier is trained on and measured against."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BadInput
from nlp.units import Unit

_KIND = {"s": "sentence", "h": "heading", "li": "item"}
LABELS = ("frustration", "recommendation", "statistic")
_MARK = re.compile(r"^(?:[-•*–]\s+|\(?#?\d{1,2}[.):]\s+)")


@dataclass(frozen=True)
class Coded:
    """A unit with its codes: `labels` hold for it, `optional` ones are borderline and count for neither right nor wrong.

    A unit that is only `context` was not coded: it stands beside one that was, and all labels are optional for it.
    """

    doc: str
    unit: Unit
    labels: frozenset[str]
    optional: frozenset[str]
    holder: str | None = None
    target: str | None = None
    addressee: str | None = None
    register: str = ""
    context: bool = False


def read_gold(path: Path) -> list[Coded]:
    """Read a file of coded units (JSON Lines), leaving out units marked `skip`; raise BadInput with line and reason."""
    rows = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is no UTF-8 text.") from error
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            row["doc"], row["text"], _KIND[row["struct"]], _checked(row["labels"])
        except (json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
            raise BadInput(f"{path}, line {number}: not a coded unit ({error}).") from error
        if not row.get("skip"):
            rows.append(row)
    if not rows:
        raise BadInput(f"{path} holds no coded units.")
    return list(_with_context(rows))


def by_document(coded: Iterable[Coded]) -> list[list[Coded]]:
    """Return the units of each document, documents and units in their order."""
    found: dict[str, list[Coded]] = {}
    for unit in coded:
        found.setdefault(unit.doc, []).append(unit)
    return list(found.values())


def title_of(units: Iterable[Coded]) -> str:
    """Return the title of the document whose units these are, or nothing."""
    return next((c.unit.list_title for c in units if c.unit.list_title), "")


def _checked(labels: list[str]) -> list[str]:
    """Return `labels`; raise ValueError for one that is none of ours."""
    for name in labels:
        if name not in LABELS:
            raise ValueError(f"{name!r} is no label")
    return labels


def _with_context(rows: list[dict]) -> Iterable[Coded]:
    doc, heading, governs = None, None, None
    for position, row in enumerate(rows):
        if row["doc"] != doc:
            doc, heading, governs = row["doc"], row.get("heading"), row.get("title")
        kind = _KIND[row["struct"]]
        numbered = kind == "heading" and bool(_MARK.match(row["text"]))
        text = _MARK.sub("", row["text"]) if kind != "sentence" else row["text"]
        unit = Unit(text, 0, len(text), kind, position, position, heading, governs, True)
        yield Coded(
            doc=row["doc"],
            unit=unit,
            labels=frozenset(row["labels"]),
            optional=frozenset(LABELS if row.get("context") else row.get("optional") or ()),
            holder=row.get("holder"),
            target=row.get("target"),
            addressee=row.get("addressee"),
            register=row.get("register") or "",
            context=bool(row.get("context")),
        )
        if kind == "heading":
            heading = text
            governs = governs if numbered else text
        elif kind == "sentence":
            governs = text if text.rstrip().endswith(":") else governs
