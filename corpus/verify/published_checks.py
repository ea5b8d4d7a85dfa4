"""The rules of a published database: whole, searchable, and nothing in it but what the corpus allows to be shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from corpus.errors import BadInput
from corpus.publish import PUBLISHED_ID, SEARCHED, published_rows
from corpus.store import Corpus
from corpus.verify.failure import Findings, Row, Verdict

#: A run of publish or later is in the corpus only.
_LEFT_OUT = {"runs"}


def verify_published(path: str | Path, corpus: Corpus | None = None) -> Verdict:
    """Check the published database at `path`, against `corpus` too when given; raise BadInput for another file."""
    verdict = Verdict()
    db = _opened(Path(path))
    try:
        verdict.make("published database integrity", lambda: _integrity(db))
        verdict.make("published foreign keys", lambda: _foreign_keys(db))
        for table in ("statements", "statistics"):
            verdict.make(f"published {table} lead to their words", partial(_words, db, table))
        verdict.make("search indexes agree with their tables", lambda: _search(db))
        verdict.make("no freed pages hold old text", lambda: _freed(db))
        if corpus:
            verdict.make("published rows are those of the corpus", lambda: _same(db, corpus))
    finally:
        db.close()
    return verdict


def _opened(path: Path) -> Database:
    """Open a copy in memory: the check of a search index writes, and a published file is never written to."""
    if not path.is_file():
        raise BadInput(f"There is no published database at {path}.")
    try:
        source = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            if source.execute("PRAGMA application_id").fetchone()[0] != PUBLISHED_ID:
                raise BadInput(f"{path} was not made by crosstalk publish.")
            copy = sqlite3.connect(":memory:")
            source.backup(copy)
        finally:
            source.close()
    except sqlite3.DatabaseError as error:
        raise BadInput(f"{path} cannot be read: {error}.") from error
    return Database(copy)


def _integrity(db: Database) -> Findings:
    for row in db.execute("PRAGMA integrity_check").fetchall():
        if row[0] != "ok":
            yield "database", row[0]


def _foreign_keys(db: Database) -> Findings:
    for table, rowid, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall():
        yield f"{table} row {rowid}", f"it points to a row of {parent} that is not there"


def _words(db: Database, table: str) -> Findings:
    sql = (
        f'SELECT t.id, t.text, t.start, t."end", a.text AS whole FROM {table} t JOIN articles a ON a.id = t.article_id'
    )
    for row in db.query(sql):
        if row["whole"][row["start"] : row["end"]] != row["text"]:
            yield f"{table} {row['id']}", f"the published article has other words at {row['start']} to {row['end']}"


def _search(db: Database) -> Findings:
    """SQLite compares each index with the table that it is of."""
    for table in SEARCHED:
        index = f"{table}_fts"
        if index not in db.table_names():
            yield table, "its search index is not there"
            continue
        try:
            db.execute(f"INSERT INTO [{index}]([{index}], rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            yield table, f"its search index does not agree with it: {error}"


def _freed(db: Database) -> Findings:
    if pages := db.execute("PRAGMA freelist_count").fetchone()[0]:
        yield "database", f"{pages} freed pages, which may hold text that was taken out"


def _same(db: Database, corpus: Corpus) -> Findings:
    """Make the published rows again from the corpus, under the text policy that the file tells, and compare."""
    policies = {row[0] for row in db.execute("SELECT DISTINCT text_policy FROM articles").fetchall()}
    if len(policies) != 1:
        yield "articles", f"{len(policies)} text policies in one file"
        return
    for table, rows in published_rows(corpus, policies.pop()).items():
        if table not in _LEFT_OUT:
            yield from _differences(db, table, rows)


def _differences(db: Database, table: str, wanted: list[Row]) -> Iterator[tuple[str, str]]:
    if table not in db.table_names():
        yield table, "the table is not there"
        return
    key = db.table(table).pks
    there = {tuple(row[name] for name in key): row for row in db.table(table).rows}
    for row in wanted:
        id = tuple(row[name] for name in key)
        found = there.pop(id, None)
        if found is None:
            yield _name(table, id), "it is in the corpus, but not published"
        elif differing := [name for name, value in found.items() if value != row.get(name)]:
            yield _name(table, id), f"{', '.join(differing)}: not as the corpus has it now; publish again"
    for id in there:
        yield _name(table, id), "it is published, but not in the corpus; publish again"


def _name(table: str, key: tuple[Any, ...]) -> str:
    return f"{table} {', '.join(map(str, key))}"
