"""Write articles: what no step has settled goes into the corpus."""

from __future__ import annotations

from crawler.items import Page
from crawler.steps.base import CorpusStep
from crawler.store import now, store_article, to_article


class StoreStep(CorpusStep):
    """Store a page's article, and settle it as `stored`, `teaser`, `borderline` or `copy`."""

    def judge(self, page: Page) -> None:
        """Store the article; from another address than its own only when nothing is there yet."""
        assert page.extract and page.relevance
        url, seen = page.article_url or page.url, page.fetched_at or now()
        article = to_article(page.extract, page.relevance, url=url, fetched_at=seen, sample=self.settings.sample)
        known = self.corpus.value("SELECT 1 FROM articles WHERE id = ?", (article.id,))
        page.article_id = article.id
        if url == page.url or not known:
            with self.corpus.transaction():
                stored = store_article(self.corpus, article, page.extract.publication)
            self.count(f"articles/{stored.change}")
        page.settle(*self._outcome(page, url))

    def _outcome(self, page: Page, url: str) -> tuple[str, str | None]:
        assert page.extract and page.relevance
        if url != page.url:
            return "copy", f"the same page as {url}"
        if page.extract.access == "partial":
            return "teaser", "the text ends before its end"
        if page.relevance.score < self.settings.on_topic:
            return "borderline", f"relevance {page.relevance.score}: {page.relevance.reason}"
        return "stored", None
