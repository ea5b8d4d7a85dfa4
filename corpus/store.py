"""Open a corpus file, refuse a strange one, and write to it in whole transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from corpus import schema
from corpus.errors import NotACorpus, StorageFull

#: How long a command waits for another one that is writing, in seconds.
BUSY_SECONDS = 30
_LOCKED = "Another command is writing to this corpus. Wait for it to end, then try again."


class Corpus:
    """A corpus file: rows in, rows out, one transaction a block.

    `db` is the sqlite-utils database, for whoever wants more than the few verbs here.
    """

    def __init__(self, db: Database, path: Path | None = None) -> None:
        self.db = db
        self.path = path

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True) -> Corpus:
        """Open the corpus at `path`, make it when absent and `create`; raise NotACorpus for any other file."""
        path = Path(path)
        if not path.exists() and not create:
            raise NotACorpus(f"There is no corpus at {path}. Make one with: crosstalk import PATH --db {path}")
        if path.is_dir() or not path.absolute().parent.is_dir():
            raise NotACorpus(f"{path} cannot be a corpus: it is a folder, or its folder does not exist.")
        try:
            db = Database(sqlite3.connect(path, timeout=BUSY_SECONDS))
        except sqlite3.OperationalError as error:
            raise NotACorpus(f"{path} cannot be opened: {error}.") from error
        return cls(db, path)._prepared()

    @classmethod
    def in_memory(cls) -> Corpus:
        """Return an empty corpus that lives as long as the object."""
        return cls(Database(memory=True))._prepared()

    def _prepared(self) -> Corpus:
        try:
            self.db.execute("PRAGMA foreign_keys = ON")
            self._refuse_strangers()
            if schema.migrations.pending(self.db):
                with storage_errors(), writing(self.db):
                    # Another command may have made or upgraded the file meanwhile: look again, now alone.
                    self._refuse_strangers()
                    schema.apply(self.db)
        except sqlite3.DatabaseError as error:
            self.db.close()
            if "locked" in str(error):
                raise StorageFull(_LOCKED) from error
            raise NotACorpus(f"{self.path} is no SQLite database, or is damaged: {error}.") from error
        except (NotACorpus, StorageFull):
            self.db.close()
            raise
        return self

    def _refuse_strangers(self) -> None:
        found = self.db.execute("PRAGMA application_id").fetchone()[0]
        empty = self.db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if not empty and found != schema.APPLICATION_ID:
            raise NotACorpus(
                f"{self.path} is a database of something else, not a Crosstalk corpus; it was not touched."
            )
        newer = {step.name for step in schema.migrations.applied(self.db)} - schema.known_steps()
        if newer:
            raise NotACorpus(f"{self.path} was made by a newer Crosstalk (step {min(newer)}); upgrade, then try again.")

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def __enter__(self) -> Corpus:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit all writes of the block, or none of them."""
        with storage_errors(), writing(self.db):
            yield

    def rows(self, sql: str, parameters: Iterable[Any] = ()) -> list[dict[str, Any]]:
        """Return the rows of a query as dicts."""
        with storage_errors():
            cursor = self.db.execute(sql, tuple(parameters))
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def value(self, sql: str, parameters: Iterable[Any] = ()) -> Any:
        """Return the first column of the first row of a query, or None."""
        with storage_errors():
            row = self.db.execute(sql, tuple(parameters)).fetchone()
        return row[0] if row else None

    def execute(self, sql: str, parameters: Iterable[Any] = ()) -> None:
        """Run one writing statement; use inside `transaction`."""
        self.db.conn.execute(sql, tuple(parameters))

    def write(self, table: str, rows: Iterable[dict[str, Any]], *, key: str | tuple[str, ...] = "id") -> int:
        """Insert or update `rows` by `key`; a row that is there already in the same words is left alone."""
        rows = list(rows)
        if rows:
            self.db.table(table).upsert_all(rows, pk=key)
        return len(rows)


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """Commit all writes of the block, or none; outside of another such block, wait first until nobody else writes.

    A transaction that only starts to wait when it writes can meet another that waits for its reading to end: SQLite refuses
    one of them at once.
    """
    if db.conn.in_transaction:
        with db.atomic():
            yield
        return
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.conn.execute("COMMIT")
    except BaseException:
        db.conn.rollback()
        raise


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turn SQLite's own words for a full disk or a locked file into a sentence to act on."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "full" in str(error) or "disk I/O" in str(error):
            raise StorageFull(
                "The disk, or the size allowed for the database, is full. What was stored before is unharmed; "
                "make room and run the command again."
            ) from error
        if "locked" in str(error):
            raise StorageFull(_LOCKED) from error
        raise
