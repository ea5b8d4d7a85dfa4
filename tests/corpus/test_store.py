"""A corpus file: what is refused, what is kept, what is undone."""

from __future__ import annotations

import sqlite3

import pytest

from corpus import Corpus
from corpus.errors import NotACorpus, StorageFull
from corpus.schema import APPLICATION_ID, known_steps, migrations


def _source(n: int) -> dict[str, str]:
    return {"id": f"s{n}", "domain": f"{n}.example", "name": "x" * 2000}


def test_a_new_file_becomes_a_corpus_with_every_step_applied(tmp_path):
    with Corpus.open(tmp_path / "corpus.db") as corpus:
        assert {step.name for step in migrations.applied(corpus.db)} == known_steps()
        assert corpus.value("PRAGMA application_id") == APPLICATION_ID


def test_opening_again_changes_no_byte(tmp_path):
    path = tmp_path / "corpus.db"
    Corpus.open(path).close()
    before = path.read_bytes()
    Corpus.open(path).close()
    assert path.read_bytes() == before


def test_a_database_of_something_else_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "books.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE books (title TEXT)")
    before = path.read_bytes()
    with pytest.raises(NotACorpus, match="not a Crosstalk corpus"):
        Corpus.open(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(tmp_path):
    path = tmp_path / "noise.db"
    path.write_bytes(b"this is no database at all" * 100)
    with pytest.raises(NotACorpus, match="no SQLite database"):
        Corpus.open(path)


def test_a_corpus_of_a_newer_version_is_refused(tmp_path):
    path = tmp_path / "corpus.db"
    with Corpus.open(path) as corpus:
        corpus.db["_sqlite_migrations"].insert({"migration_set": "crosstalk", "name": "999_future", "applied_at": "x"})
    with pytest.raises(NotACorpus, match="newer Crosstalk"):
        Corpus.open(path)


@pytest.mark.parametrize("place", ["absent.db", "absent/corpus.db", "."], ids=["no file", "no folder", "a folder"])
def test_a_place_without_a_corpus_gives_one_clear_line(tmp_path, place):
    with pytest.raises(NotACorpus):
        Corpus.open(tmp_path / place, create=False)


def test_a_transaction_that_fails_leaves_nothing_behind(corpus):
    with pytest.raises(RuntimeError), corpus.transaction():
        corpus.write("sources", [_source(1)])
        raise RuntimeError("stop")
    assert corpus.rows("SELECT * FROM sources") == []


def test_a_full_disk_keeps_what_was_stored_before(tmp_path):
    path = tmp_path / "corpus.db"
    with Corpus.open(path) as corpus:
        with corpus.transaction():
            corpus.write("sources", [_source(0)])
        corpus.execute(f"PRAGMA max_page_count = {corpus.value('PRAGMA page_count') + 2}")
        with pytest.raises(StorageFull, match="unharmed"), corpus.transaction():
            corpus.write("sources", (_source(n) for n in range(1, 200)))
    with Corpus.open(path) as corpus:
        assert [row["id"] for row in corpus.rows("SELECT id FROM sources")] == ["s0"]
        assert corpus.value("PRAGMA integrity_check") == "ok"
