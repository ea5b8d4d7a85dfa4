"""Keep a record of each run: what was asked, with which versions, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from corpus.store import Corpus

_REPORTED = ("crosstalk-cmo-cio", "spacy", "bertopic", "sentence-transformers", "torch", "scrapy", "igraph", "numpy")


def now() -> str:
    """Return the time as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def versions() -> dict[str, str]:
    """Return the versions of the packages that decide what comes out; one that is not installed is told as such."""
    found = {}
    for name in _REPORTED:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


@contextmanager
def run(corpus: Corpus, command: str, parameters: dict[str, Any]) -> Iterator[RunRecord]:
    """Open a row in `runs` and close it with the counts put into the record; a run that fails stays unfinished."""
    with corpus.transaction():
        cursor = corpus.db.conn.execute(
            "INSERT INTO runs (command, started, parameters, versions) VALUES (?, ?, ?, ?)",
            (command, now(), json.dumps(parameters, sort_keys=True), json.dumps(versions(), sort_keys=True)),
        )
        record = RunRecord(int(cursor.lastrowid or 0))
    yield record
    with corpus.transaction():
        corpus.execute(
            "UPDATE runs SET finished = ?, counts = ? WHERE id = ?",
            (now(), json.dumps(record.counts, sort_keys=True), record.id),
        )


class RunRecord:
    """The open row of a run: its id, and the counts that are written when it ends."""

    def __init__(self, id: int) -> None:
        self.id = id
        self.counts: dict[str, int] = {}
