"""What the steps share: pages that are settled pass a judging step by, and each one it settles is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, cast

from scrapy.crawler import Crawler

from corpus import Corpus
from crawler.items import Page
from crawler.settings import CRAWL_SETTING, CrawlSettings

if TYPE_CHECKING:
    from crawler.spiders.topical import TopicalSpider


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
    """A step that reads or writes the corpus, by the one connection of the crawl."""

    @property
    def spider(self) -> TopicalSpider:
        """The spider of this crawl."""
        return cast("TopicalSpider", self.crawler.spider)

    @property
    def corpus(self) -> Corpus:
        """The corpus of this crawl."""
        return self.spider.frontier.corpus
