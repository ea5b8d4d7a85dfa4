"""Under which address an article is stored: its own, unless the same text is already there under another of its site."""

from __future__ import annotations

from corpus import Corpus
from crawler.agree import agree
from crawler.items import Page
from crawler.store import FORGOTTEN, now, sha256, store_article, to_article
from crawler.urls import site_of

_AT = "SELECT id, url, text FROM articles WHERE url = ?"
_SAME_TEXT = """
SELECT a.id, a.url, a.text FROM pages p JOIN articles a ON a.url = p.url
WHERE p.text_sha256 = ? AND p.host = ? AND p.url <> ? ORDER BY length(a.url), a.url LIMIT 1
"""
#: Articles of pages that gave this address as their own before it had come; what is coded, or has former texts, stays.
_CLAIMANTS = """
SELECT a.id, a.url, a.text FROM pages p JOIN articles a ON a.url = p.url
WHERE p.claims = ? AND a.id NOT IN (SELECT article_id FROM codings UNION SELECT article_id FROM article_versions)
"""


def settle_article(corpus: Corpus, page: Page, *, on_topic: int, sample: bool) -> str | None:
    """Store the article of `page` inside the caller's transaction and settle the page.

    Returns `new`, `changed` or `unchanged`, or None when the page is a copy and nothing was stored.
    """
    assert page.extract and page.relevance
    if known := _known_elsewhere(corpus, page):
        page.article_id = str(known["id"])
        page.settle("copy", f"the same text as {known['url']}")
        return None
    article = to_article(page.extract, page.relevance, url=page.url, fetched_at=page.fetched_at or now(), sample=sample)
    stored = store_article(corpus, article, page.extract.publication)
    if stored.change == FORGOTTEN:
        page.settle(FORGOTTEN, "it was taken out for good")
        return None
    page.article_id = article.id
    for claimant in corpus.rows(_CLAIMANTS, [page.url]):
        if agree(str(claimant["text"]), article.text):
            _merge(corpus, claimant, article.id, page.url)
    page.settle(*_outcome(page, on_topic))
    return stored.change


def _known_elsewhere(corpus: Corpus, page: Page) -> dict[str, object] | None:
    """Return the article that `page` repeats: at the address that it gives as its own, or anywhere on its host."""
    assert page.extract
    if corpus.value("SELECT 1 FROM articles WHERE url = ?", [page.url]):
        return None
    text = page.extract.text
    claimed = corpus.rows(_AT, [page.claims]) if page.claims else []
    agreeing = [row for row in claimed if agree(text, str(row["text"]))]
    same = corpus.rows(_SAME_TEXT, [sha256(text.encode()), site_of(page.url), page.url])
    return next(iter([*agreeing, *same]), None)


def _merge(corpus: Corpus, copy: dict[str, object], article_id: str, url: str) -> None:
    """Put the one article of two addresses under `url`; the other's page leads to it."""
    corpus.execute(
        "UPDATE pages SET outcome = 'copy', error = ?, article_id = ? WHERE article_id = ?",
        (f"the same text as {url}", article_id, copy["id"]),
    )
    corpus.execute(
        "UPDATE articles SET family_id = ? WHERE family_id = ? AND id <> ?", (article_id, copy["id"], copy["id"])
    )
    corpus.execute("DELETE FROM articles WHERE id = ?", (copy["id"],))


def _outcome(page: Page, on_topic: int) -> tuple[str, str | None]:
    assert page.extract and page.relevance
    if page.extract.access == "partial":
        return "teaser", "the text ends before its end"
    if page.relevance.score < on_topic:
        return "borderline", f"relevance {page.relevance.score}: {page.relevance.reason}"
    return "stored", None
