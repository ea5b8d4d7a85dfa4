"""Make a bundle's result again from nothing but the bundle, and say whether it came out the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.bundle import SITE, TABLES, Bundle, lock, machine, text_sha256
from corpus.errors import BadInput
from corpus.exports import export
from corpus.store import Corpus
from nlp.annotate import annotate
from nlp.codebook import SHIPPED
from nlp.coder import Coder
from nlp.embeddings import Embedder
from nlp.theme_settings import ThemeSettings
from nlp.themes import fit_themes

Row = dict[str, Any]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Repeated:
    """Files that came out with the same bytes, those that differ with where, and what of the makers differs."""

    same: tuple[str, ...]
    differing: tuple[tuple[str, str], ...]
    makers: tuple[str, ...]


def settings_of(bundle: Bundle, codebook: str | None = None) -> ThemeSettings:
    """Return the settings of the bundle's grouping; raise BadInput when they name a codebook that must be given."""
    told = {name: value for name, value in bundle.facts["themes"].items() if name in ThemeSettings.__dataclass_fields__}
    if told.get("codebook") not in (None, SHIPPED.name) and codebook is None:
        raise BadInput(f"The run used a codebook of its own, {told['codebook']}; name the file with --codebook.")
    settings = ThemeSettings(**{**told, "stop_words": tuple(told.get("stop_words", ()))})
    return replace(settings, codebook=codebook or (str(SHIPPED) if settings.codebook else None))


def repeat(
    bundle: Bundle,
    folder: Path,
    coder: Coder,
    embedder: Embedder,
    *,
    codebook: str | None = None,
    texts: Corpus | None = None,
    progress: Progress | None = None,
) -> Repeated:
    """Make the bundle's corpus and exports again in `folder`, which must hold neither, and compare the exports' bytes.

    `texts` gives the articles' texts where the bundle has only their checksums.
    """
    db = folder / "corpus.db"
    if db.exists():
        raise BadInput(f"{db} is there already; name an empty folder.")
    settings = settings_of(bundle, codebook)
    folder.mkdir(parents=True, exist_ok=True)
    with Corpus.open(db) as corpus:
        _gather(corpus, bundle, texts)
        annotate(corpus, coder, progress)
        _start(corpus, bundle)
        fit_themes(corpus, embedder, settings, progress)
        names = export(corpus, folder / "exports", site=SITE)
    made = {name: (folder / "exports" / name).read_bytes() for name in names}
    return _compared(bundle, made, _makers(bundle, coder, embedder))


def _gather(corpus: Corpus, bundle: Bundle, texts: Corpus | None) -> None:
    articles = [_with_text(row, bundle, texts) for row in bundle.tables["articles"]]
    with corpus.transaction():
        for table in TABLES:
            rows = articles if table == "articles" else bundle.tables[table]
            for row in rows:
                _insert(corpus, table, row)


def _insert(corpus: Corpus, table: str, row: Row) -> None:
    """Columns that this version does not know are left out: an older bundle's have all their successors' names."""
    known = [name for name in row if name in corpus.db.table(table).columns_dict]
    columns = ", ".join(f'"{name}"' for name in known)
    marks = ", ".join("?" * len(known))
    corpus.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", [row[name] for name in known])


def _with_text(row: Row, bundle: Bundle, texts: Corpus | None) -> Row:
    if bundle.facts["texts"]:
        return row
    if texts is None:
        raise BadInput("This bundle names its articles by checksum alone; name a corpus that has them with --db.")
    text = texts.value("SELECT text FROM articles WHERE id = ?", [row["id"]])
    if text is None or text_sha256(text) != bundle.facts["articles"][row["id"]]:
        raise BadInput(f"Article {row['id']} ({row['url']}) is not in {texts.path}, or has another text there.")
    return {**row, "text": text}


def _start(corpus: Corpus, bundle: Bundle) -> None:
    """Put the grouping where it started: a later theme finds its former self."""
    with corpus.transaction():
        for row in bundle.runs:
            if not corpus.value("SELECT 1 FROM runs WHERE id = ?", [row["id"]]):
                _insert(corpus, "runs", row)
        for table in ("themes", "theme_found", "theme_fits", "theme_history"):
            for row in bundle.start.get(table, ()):
                _insert(corpus, table, row)


def _makers(bundle: Bundle, coder: Coder, embedder: Embedder) -> tuple[str, ...]:
    """Return a line for each version, model or machine that is not the bundle's."""
    facts, here = bundle.facts, machine()
    found = [
        f"{name}: {facts['machine'].get(name)} there, {here[name]} here"
        for name in here
        if facts["machine"].get(name) != here[name]
    ]
    for name, there, now in (
        ("coder", facts["annotate"]["coder"], coder.version),
        ("embedder", facts["themes"]["embedder_sha256"], embedder.sha256),
    ):
        found += [f"{name}: {there} there, {now} here"] if there != now else []
    old, new = (dict(line.split("==", 1) for line in lines) for lines in (bundle.lock, lock()))
    found += [
        f"{name}: {old.get(name, 'not installed')} there, {new.get(name, 'not installed')} here"
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    ]
    return tuple(found)


def _compared(bundle: Bundle, made: dict[str, bytes], makers: tuple[str, ...]) -> Repeated:
    names = sorted(bundle.exports.keys() | made.keys())
    same = tuple(name for name in names if bundle.exports.get(name) == made.get(name))
    differing = tuple((name, _where(bundle.exports.get(name), made.get(name))) for name in names if name not in same)
    return Repeated(same, differing, makers)


def _where(there: bytes | None, here: bytes | None) -> str:
    if there is None or here is None:
        return "it was not made before" if there is None else "it was not made now"
    old, new = ([*csv.reader(io.StringIO(text.decode("utf-8-sig")))] for text in (there, here))
    for n, (a, b) in enumerate(zip(old, new, strict=False), 1):
        if a != b:
            columns = [name for name, x, y in zip(old[0], a, b, strict=False) if x != y]
            return f"row {n} differs in {', '.join(columns)}"
    return f"{len(old):,} rows before, {len(new):,} now"
