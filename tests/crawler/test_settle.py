"""One text of one site is one article, whichever of its addresses came first."""

from __future__ import annotations

import pytest

from corpus import Corpus
from crawler.extract import Extract
from crawler.items import Page
from crawler.relevance import Relevance
from crawler.settle import settle_article
from crawler.store import PageRow, sha256, store_page

A = "http://lamps.example/"
TEXT = " ".join(f"The CMO and the CIO share lamp number {n} of the long hall." for n in range(30))
OTHER = " ".join(f"A rope of {n} ells hangs where marketing meets the IT department." for n in range(30))


def met(corpus: Corpus, path: str, text: str = TEXT, claims: str | None = None) -> Page:
    page = Page(A + path, 200, extract=Extract(text=text, title="Lamps"), relevance=Relevance(80, "why"), claims=claims)
    with corpus.transaction():
        settle_article(corpus, page, on_topic=60, sample=False)
        assert page.outcome
        row = PageRow(page.url, page.outcome, article_id=page.article_id, host="lamps.example", claims=claims)
        store_page(corpus, PageRow(**{**row.__dict__, "text_sha256": sha256(text.encode())}))
    return page


def articles(corpus: Corpus) -> list[str]:
    return [row["url"] for row in corpus.rows("SELECT url FROM articles ORDER BY url")]


@pytest.mark.parametrize("first", ["own", "print"])
def test_a_page_and_its_other_form_are_one_article_under_the_address_that_it_gives(corpus: Corpus, first: str) -> None:
    pages = {"own": {}, "print": {"text": TEXT + " Printed for you.", "claims": A + "own"}}
    for path in sorted(pages, key=lambda path: path != first):
        met(corpus, path, **pages[path])
    assert articles(corpus) == [A + "own"]
    outcomes = {row["url"]: row["outcome"] for row in corpus.rows("SELECT url, outcome FROM pages")}
    assert outcomes == {A + "own": "stored", A + "print": "copy"}


def test_another_text_is_not_given_away(corpus: Corpus) -> None:
    met(corpus, "own")
    assert met(corpus, "rope", OTHER, claims=A + "own").outcome == "stored"
    assert articles(corpus) == [A + "own", A + "rope"]


def test_what_is_coded_is_not_taken_back(corpus: Corpus) -> None:
    early = met(corpus, "print", claims=A + "own")
    with corpus.transaction():
        corpus.execute("INSERT INTO codings (article_id, text_sha256, coder) VALUES (?, 'x', 'y')", (early.article_id,))
    met(corpus, "own", TEXT + " And more.")
    assert articles(corpus) == [A + "own", A + "print"]


def test_the_same_text_elsewhere_on_the_host_is_a_copy(corpus: Corpus) -> None:
    met(corpus, "a")
    page = met(corpus, "b")
    assert (page.outcome, page.error) == ("copy", f"the same text as {A}a")
    assert articles(corpus) == [A + "a"]
