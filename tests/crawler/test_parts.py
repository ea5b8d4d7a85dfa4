"""Pages of an article that have come wait in the corpus for the rest, also when the crawl is stopped between them."""

from __future__ import annotations

from pathlib import Path

from corpus import Corpus
from crawler.extract import Extract
from crawler.items import Page
from crawler.parts import drop_parts, joined, keep_part, kept_parts

FIRST = "http://lamps.example/a"


def part(number: int, text: str) -> Page:
    url = FIRST if number == 1 else f"{FIRST}?page={number}"
    extract = Extract(text=text, title="Lamps", language="en")
    return Page(url, 200, "2024-01-01T00:00:00Z", etag=f'"{number}"', extract=extract, part_of=FIRST, part=number)


def test_parts_come_back_as_they_were_after_a_stop(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "x.db") as corpus, corpus.transaction():
        keep_part(corpus, part(2, "The second."))
        keep_part(corpus, part(1, "The first."))
    with Corpus.open(tmp_path / "x.db") as corpus:
        first, second = kept_parts(corpus, FIRST)
        assert (first.url, first.etag, first.extract) == (FIRST, '"1"', part(1, "The first.").extract)
        whole = joined([first, second], part(3, "The third."))
        assert whole.extract and whole.extract.text == "The first.\nThe second.\nThe third."
        assert [(page.url, page.outcome, page.part_of) for page in whole.also] == [
            (f"{FIRST}?page=2", "continuation", FIRST),
            (f"{FIRST}?page=3", "continuation", FIRST),
        ]
        with corpus.transaction():
            drop_parts(corpus, FIRST)
        assert kept_parts(corpus, FIRST) == []


def test_an_article_whose_last_part_did_not_come_is_partial() -> None:
    missing = Page(f"{FIRST}?page=2", outcome="timeout", error="slow")
    whole = joined([part(1, "The first.")], missing)
    assert whole.extract and whole.extract.access == "partial"
    assert whole.also == [missing] and missing.outcome == "timeout"
