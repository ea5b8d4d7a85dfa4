"""Compare two databases, corpora or published ones: what decides, and what came of it. Neither is written to."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from corpus.compare.differences import Comparison, Differences, Row, differences
from corpus.errors import BadInput
from corpus.publish import PUBLISHED_ID
from corpus.schema import APPLICATION_ID


@dataclass(frozen=True)
class Compared:
    """A table that is compared: its fields, and the one that tells a person which row it is."""

    table: str
    fields: tuple[str, ...]
    name: str


TABLES = (
    Compared("articles", ("title", "author", "author_side", "published", "language", "words", "family_id"), "title"),
    Compared(
        "statements",
        ("kind", "text", "holder", "target", "addressee", "speaker", "speaker_side", "not_factual", "score"),
        "text",
    ),
    Compared("statistics", ("text", "value", "low", "high", "unit", "nature", "population", "claim"), "text"),
    Compared("themes", ("label", "description", "code", "statements", "families", "first_year", "last_year"), "label"),
    Compared("findings", ("claim", "value", "population", "agreement", "families"), "claim"),
)


def open_either(path: Path) -> Database:
    """Open a corpus or a published database for reading alone; raise BadInput for another file."""
    if not path.is_file():
        raise BadInput(f"There is no database at {path}.")
    try:
        db = Database(sqlite3.connect(f"file:{path}?mode=ro", uri=True))
        if db.execute("PRAGMA application_id").fetchone()[0] in (APPLICATION_ID, PUBLISHED_ID):
            return db
    except sqlite3.DatabaseError as error:
        raise BadInput(f"{path} cannot be read: {error}.") from error
    raise BadInput(f"{path} is neither a corpus nor a database that crosstalk publish made.")


def compare(before: Database, after: Database, names: tuple[str, str]) -> Comparison:
    """Return what differs from `before` to `after`; fields that only one of them has are not compared."""
    settings = tuple(_settings(what, before, after) for what in ("parameters", "versions"))
    rows = [_table(before, after, compared) for compared in TABLES]
    return Comparison(*names, settings, (*rows, _places(before, after)))


def _table(before: Database, after: Database, compared: Compared) -> Differences:
    shared = _columns(before, compared.table) & _columns(after, compared.table)
    fields = [field for field in compared.fields if field in shared]
    old, new = (_rows(db, compared.table) for db in (before, after))
    return differences(compared.table, old, new, fields, compared.name)


def _columns(db: Database, table: str) -> set[str]:
    return set(db.table(table).columns_dict) if table in db.table_names() else set()


def _rows(db: Database, table: str) -> dict[str, Row]:
    return {row["id"]: row for row in db.table(table).rows} if table in db.table_names() else {}


_PLACES = """
SELECT statements.id, statements.text, themes.id || ' ' || themes.label AS theme FROM theme_statements
JOIN themes ON themes.id = theme_statements.theme_id JOIN statements ON statements.id = theme_statements.statement_id
ORDER BY statements.id, themes.id
"""


def _places(before: Database, after: Database) -> Differences:
    """Compare in which themes each statement stands, told by the themes' names."""

    def places(db: Database) -> dict[str, Row]:
        found: dict[str, Row] = {}
        for row in db.query(_PLACES):
            place = found.setdefault(row["id"], {"text": row["text"], "themes": ""})
            place["themes"] += f"{', ' if place['themes'] else ''}{row['theme']}"
        return found

    return differences("places in themes", places(before), places(after), ["themes"], "text")


def _settings(what: str, before: Database, after: Database) -> Differences:
    old, new = (_last(db, what) for db in (before, after))
    return differences(f"{what} of the last runs", old, new, ["value"], "name")


def _last(db: Database, column: str) -> dict[str, Row]:
    """Return what the last finished run of each command was told, a row a name."""
    if "runs" not in db.table_names():
        return {}
    return told(db.query(f"SELECT command, {column} AS told FROM runs WHERE finished IS NOT NULL ORDER BY id"))


def told(runs: Iterable[Mapping[str, Any]], names: Sequence[str] = ()) -> dict[str, Row]:
    """Return what runs were told as rows with `name` and `value`, the last run of a command before earlier ones."""
    found: dict[str, Row] = {}
    last: dict[str, dict[str, Any]] = {run["command"]: json.loads(run["told"] or "{}") for run in runs}
    for command, values in last.items():
        for name, value in values.items():
            key = f"{command}: {name}"
            found[key] = {"name": key, "value": value if isinstance(value, str) else json.dumps(value)}
    return found
