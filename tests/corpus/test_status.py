"""The status of a corpus counts every address once."""

from __future__ import annotations

from corpus import Corpus
from corpus.status import status

ROWS = [
    ("http://lamps.example/a", "stored", "lamps.example", None, "2024-01-01"),
    ("http://lamps.example/b", "timeout", "lamps.example", "slow", "2024-01-02"),
    ("http://lamps.example/c", "status", "lamps.example", "HTTP 404", "2024-01-03"),
    ("http://lamps.example/d", "waiting", "lamps.example", None, None),
    ("http://stranger.example/", "outside", "stranger.example", None, None),
    ("http://other.example/", "outside", "other.example", None, None),
    ("file:///notes.txt", "stored", "", None, "2024-01-01"),
]


def test_outcomes_by_source_add_up_with_the_last_error(corpus: Corpus) -> None:
    with corpus.transaction():
        corpus.db.conn.executemany(
            "INSERT INTO pages (url, outcome, host, error, fetched_at) VALUES (?, ?, ?, ?, ?)", ROWS
        )
    facts = status(corpus)
    assert sum(facts["outcomes"].values()) == len(ROWS) == facts["tables"]["pages"]
    by_source = {source["source"]: source for source in facts["sources"]}
    assert sum(n for source in facts["sources"] for n in source["outcomes"].values()) == len(ROWS)
    assert by_source["outside"]["outcomes"] == {"outside": 2}
    assert by_source["lamps.example"]["outcomes"] == {"status": 1, "stored": 1, "timeout": 1, "waiting": 1}
    assert by_source["lamps.example"]["last_error"]["url"] == "http://lamps.example/c"
    assert by_source[""]["outcomes"] == {"stored": 1}
