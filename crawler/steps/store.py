"""Write what a page holds and what it leads to, in one transaction: its article, its row, and the rows of its links."""

from __future__ import annotations

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from corpus.errors import CrosstalkError, StorageFull
from corpus.forget import mark_page
from crawler.items import Page
from crawler.parts import drop_parts, keep_part
from crawler.settle import settle_article
from crawler.signals import page_met, page_recorded
from crawler.steps.base import CorpusStep
from crawler.store import FORGOTTEN, PageRow, now, sha256, store_page
from crawler.urls import site_of

#: What a stored article's page answers with when it is no more.
GONE = (404, 410)
_FORMER = "SELECT article_id, claims, text_sha256 FROM pages WHERE url = ?"


class NotRecorded(CrosstalkError):
    """Not even the row of a failed page could be written."""


class StoreStep(CorpusStep):
    """The last step: each page that comes through the steps, is met beside them, or makes one of them fail is written."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        crawler.signals.connect(self.process_item, signal=page_met)
        crawler.signals.connect(self._failed_reading, signal=signals.spider_error)
        crawler.signals.connect(self._failed_step, signal=signals.item_error)

    def process_item(self, page: Page) -> Page:
        """Write the page, and tell that it is written; when nothing more can be, the crawl ends."""
        try:
            with self.corpus.transaction():
                self._write(page)
        except Exception as error:
            self.spider.frontier.recent.clear()
            if isinstance(error, StorageFull):
                self.spider.end(error)
            raise
        self.count(f"pages/{page.outcome}")
        self.crawler.signals.send_catch_log(signal=page_recorded, page=page)
        return page

    def _write(self, page: Page) -> None:
        if page.outcome is None:
            change = settle_article(self.corpus, page, on_topic=self.settings.on_topic, sample=self.settings.sample)
            if change:
                self.count(f"articles/{change}")
        self._write_row(page)
        for other in page.also:
            self._write_row(other)
            self.spider.frontier.add(other.links, other.url)
        self.spider.frontier.add(page.links, page.url)
        if page.part:
            keep_part(self.corpus, page)
        elif page.also:
            drop_parts(self.corpus, page.url)

    def _write_row(self, page: Page) -> None:
        former = self.corpus.db.execute(_FORMER, [page.url]).fetchone() or (None, None, None)
        if former[0] and page.outcome == "status" and page.status in GONE:
            page.outcome, page.error = "gone", f"HTTP {page.status}; its text is kept"
        page.settle("error", "no step has decided on it")
        if page.outcome == FORGOTTEN:
            mark_page(self.corpus, page.url)
        else:
            store_page(self.corpus, self._row(page, *former))

    def _row(self, page: Page, article_id: str | None, claims: str | None, digest: str | None) -> PageRow:
        """Return the row of `page`; of one that did not come, or has not changed, what was read before still holds."""
        assert page.outcome
        if page.extract:
            text = page.extract.text
            claims, digest = page.claims, sha256(text.encode()) if text else None
        return PageRow(
            page.url, page.outcome, page.status, page.fetched_at or now(), page.etag, page.last_modified,
            page.content_sha256, page.error, page.article_id or article_id, site_of(page.url),
            self.spider.frontier.crawl_id, page.part_of, claims, digest,
        )  # fmt: skip

    def _failed_reading(self, failure: Failure, response: Response) -> None:
        self._failed(self.spider.url_of(response), response.status, failure)

    def _failed_step(self, item: Page, failure: Failure) -> None:
        if not failure.check(StorageFull):
            for one in (item, *item.also):
                self._failed(one.url, one.status, failure)

    def _failed(self, url: str, status: int | None, failure: Failure) -> None:
        """Write the row of a page that failed; without it the host would wait for ever, so that the crawl ends instead."""
        reason = f"{type(failure.value).__name__}: {failure.value}"
        try:
            self.process_item(Page(url, status, outcome="error", error=reason))
        except Exception as error:
            self.spider.end(NotRecorded(f"The crawl ended: what became of {url} could not be written ({error})."))
            raise
