"""Scrapy's scheduler over the frontier: it hands out one address at a time for each host, the best first."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Self, cast

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from crawler.frontier import MOST_TRIES, Frontier, Task
from crawler.items import Page
from crawler.outcomes import FAILED
from crawler.signals import page_met, page_recorded
from crawler.urls import site_of

if TYPE_CHECKING:
    from crawler.spiders.topical import TopicalSpider

#: Where a request carries its task.
TASK = "task"


class CorpusScheduler(BaseScheduler):
    """Takes the next request from the frontier; holds in memory what is under way, and requests to try once more."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.busy: dict[str, str] = {}
        self.once_more: deque[Request] = deque()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the scheduler of one crawl, as Scrapy asks for it."""
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Begin with the frontier that the spider has opened."""
        self.spider = cast("TopicalSpider", spider)
        self.crawler.signals.connect(self.recorded, signal=page_recorded)

    @property
    def frontier(self) -> Frontier:
        """The frontier of this crawl."""
        return self.spider.frontier

    def has_pending_requests(self) -> bool:
        """Tell whether an address waits that may be asked for, now or when its host is free."""
        return self.spider.fatal is None and (bool(self.once_more) or self.frontier.has_more(self.busy))

    def enqueue_request(self, request: Request) -> bool:
        """Take a request that is to be tried once more; all others come from the frontier."""
        self.once_more.append(request)
        return True

    def next_request(self) -> Request | None:
        """Return the next request, or None while every host with waiting addresses is busy."""
        if self.once_more:
            return self.once_more.popleft()
        while self.spider.fatal is None and (task := self.frontier.next_task(self.busy)):
            if not self._settled_unasked(task):
                self.busy[task.host] = task.url
                return self.spider.request(task)
        return None

    def recorded(self, page: Page) -> None:
        """Free the host of a page whose row is written, and take note of how it answered."""
        for one in (page, *page.also):
            host = site_of(one.url)
            if self.busy.get(host) == one.url:
                del self.busy[host]
                self.frontier.told(host, answered=one.status is not None or one.outcome not in FAILED)

    def _settled_unasked(self, task: Task) -> bool:
        """Settle an address that is not to be asked for after all; tell whether it was one."""
        page = Page(task.url)
        if task.tries >= MOST_TRIES:
            page.settle("error", f"the crawl ended {task.tries} times while it was being read")
        elif task.outcome == "waiting" and (own := self.frontier.known_own_form(task.url)):
            page.settle("copy", f"it is the print or phone form of {own}")
        else:
            return False
        self.frontier.asked -= 1
        self.crawler.signals.send_catch_log(signal=page_met, page=page)
        return True
