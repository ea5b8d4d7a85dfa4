"""Articles are written once, and their former texts are kept."""

from __future__ import annotations

from dataclasses import replace

from corpus import Corpus
from crawler.extract import Extract
from crawler.joining import join_parts
from crawler.relevance import Relevance
from crawler.store import CHANGED, NEW, SAME, store_article, to_article

EXTRACT = Extract(text="One line.\nAnother line.", title="Lamps", language="en")
URL = "http://www.lamps.example/a"


def stored(corpus: Corpus, extract: Extract, at: str) -> str:
    article = to_article(extract, Relevance(80, "why"), url=URL, fetched_at=at, sample=False)
    with corpus.transaction():
        return store_article(corpus, article, "Lamps Weekly").change


def test_a_second_look_at_the_same_words_changes_nothing(corpus: Corpus) -> None:
    assert stored(corpus, EXTRACT, "2020-01-01T00:00:00Z") == NEW
    before = corpus.rows("SELECT * FROM articles")
    assert stored(corpus, EXTRACT, "2021-01-01T00:00:00Z") == SAME
    assert corpus.rows("SELECT * FROM articles") == before


def test_a_changed_text_keeps_the_former_one_and_the_first_look(corpus: Corpus) -> None:
    stored(corpus, EXTRACT, "2020-01-01T00:00:00Z")
    assert stored(corpus, replace(EXTRACT, text="A new line."), "2021-01-01T00:00:00Z") == CHANGED
    row = corpus.rows("SELECT text, words, fetched_at FROM articles")
    assert row == [{"text": "A new line.", "words": 3, "fetched_at": "2020-01-01T00:00:00Z"}]
    versions = corpus.rows("SELECT title, text, replaced_at FROM article_versions")
    assert versions == [{"title": "Lamps", "text": EXTRACT.text, "replaced_at": "2021-01-01T00:00:00Z"}]


def test_a_source_is_known_by_its_domain(corpus: Corpus) -> None:
    stored(corpus, EXTRACT, "2020-01-01T00:00:00Z")
    assert corpus.rows("SELECT id, domain, name FROM sources") == [
        {"id": "lamps.example", "domain": "lamps.example", "name": "Lamps Weekly"}
    ]


def test_parts_of_an_article_are_joined_without_repeated_heads() -> None:
    head = "Two lamps stand in the hall of both offices."
    second = Extract(text=f"{head}\nThe second page goes on.", access="full")
    joined = join_parts([Extract(text=f"{head}\nThe first page.", title="Lamps"), second])
    assert joined.text == f"{head}\nThe first page.\nThe second page goes on."
    assert (joined.title, joined.access) == ("Lamps", "full")
    assert join_parts([joined, replace(second, access="partial")]).access == "partial"
