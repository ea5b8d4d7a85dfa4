"""One crawl at a time writes to a corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.lock import AlreadyCrawling, only_crawl_of


def test_a_second_crawl_of_a_corpus_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.db"
    with only_crawl_of(corpus), pytest.raises(AlreadyCrawling, match="Another crawl"), only_crawl_of(corpus):
        raise AssertionError
    with only_crawl_of(tmp_path / "corpus.db") as hold:
        assert hold.broken_off is None
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_crawl_was_reading_is_known_to_the_next(tmp_path: Path) -> None:
    (tmp_path / "corpus.db-crawl").write_text("http://lamps.example/longer", "utf-8")
    with only_crawl_of(tmp_path / "corpus.db") as hold:
        assert hold.broken_off == "http://lamps.example/longer"
        hold.note("http://lamps.example/c")
        assert (tmp_path / "corpus.db-crawl").read_text("utf-8") == "http://lamps.example/c"
