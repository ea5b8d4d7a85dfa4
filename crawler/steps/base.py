"""What the steps share: pages that are settled pass a judging step by, and each one it settles is counted."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from corpus import Corpus
from crawler.items import Page
from crawler.settings import CORPUS_SETTING, CRAWL_SETTING, CrawlSettings


class Step:
    """A step that may settle a page; a subclass says when."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.settings: CrawlSettings = crawler.settings[CRAWL_SETTING]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the step of one crawl, as Scrapy asks for it."""
        return cls(crawler)

    def process_item(self, page: Page) -> Page:
        """Judge a page that is not settled yet, and hand it on."""
        if page.outcome is None:
            self.judge(page)
            if page.outcome is not None:
                self.count(f"settled/{page.outcome}")
        return page

    def judge(self, page: Page) -> None:
        """Settle the page, or leave it to the next step; this one leaves it."""

    def count(self, what: str) -> None:
        """Count `what` among the statistics of the crawl."""
        if self.crawler.stats:
            self.crawler.stats.inc_value(f"crosstalk/{what}")


class CorpusStep(Step):
    """A step that writes to the corpus."""

    corpus: Corpus

    def open_spider(self) -> None:
        """Open the corpus of this crawl."""
        self.corpus = Corpus.open(self.crawler.settings[CORPUS_SETTING])

    def close_spider(self) -> None:
        """Close it; whatever was written is committed already."""
        self.corpus.close()
