"""Write a row for every page, whatever became of it: nothing falls out without one."""

from __future__ import annotations

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.items import Page
from crawler.steps.base import CorpusStep
from crawler.store import PageRow, now, store_page

#: Sent with `page` by whoever meets a page outside the steps (a robots.txt), and with `page` once its row is written.
page_met, page_recorded = object(), object()


class RecordStep(CorpusStep):
    """Write the row of each page that comes through the steps, is met beside them, or makes one of them fail."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        crawler.signals.connect(self.process_item, signal=page_met)
        crawler.signals.connect(self._failed_reading, signal=signals.spider_error)
        crawler.signals.connect(self._failed_step, signal=signals.item_error)

    def process_item(self, page: Page) -> Page:
        """Write the row, and tell that it is written."""
        row = PageRow(
            page.url, page.outcome or "error", page.status, page.fetched_at or now(), page.etag, page.last_modified,
            page.content_sha256, page.error, page.article_id,
        )  # fmt: skip
        with self.corpus.transaction():
            store_page(self.corpus, row)
        self.count(f"pages/{row.outcome}")
        self.crawler.signals.send_catch_log(signal=page_recorded, page=page)
        return page

    def _failed_reading(self, failure: Failure, response: Response) -> None:
        self.process_item(Page(response.url, response.status, outcome="error", error=_reason(failure)))

    def _failed_step(self, item: Page, failure: Failure) -> None:
        self.process_item(Page(item.url, item.status, outcome="error", error=_reason(failure)))


def _reason(failure: Failure) -> str:
    return f"{type(failure.value).__name__}: {failure.value}"
