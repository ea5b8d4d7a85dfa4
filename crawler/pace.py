"""How fast a host is asked: never faster than its robots.txt says, slower when it answers slowly or asks for a pause."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Self, cast

from scrapy import Request, signals
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from crawler.settings import CRAWL_SETTING, ROBOT, CrawlSettings
from crawler.urls import host_of, site_of

if TYPE_CHECKING:
    from crawler.frontier import Frontier
    from crawler.spiders.topical import TopicalSpider

#: Answers with which a host asks for a pause.
PAUSES = (429, 503)


class LeftAlone(IgnoreRequest):
    """The host was set aside in this crawl; the page waits for the next one."""


class AsideGuard:
    """Stop requests to hosts that were set aside, also those that were under way to the downloader."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the guard of one crawl, as Scrapy asks for it."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise LeftAlone for a request to a host that was set aside."""
        if why := _frontier(self.crawler).set_aside.get(site_of(request.url)):
            raise LeftAlone(f"the host was set aside: {why}")


class Pace(AutoThrottle):
    """Scrapy's AutoThrottle with a floor for each host: the Crawl-delay of its robots.txt, or the pause it asked for."""

    def __init__(self, crawler: Crawler) -> None:
        settings: CrawlSettings = crawler.settings[CRAWL_SETTING]
        self.longest = settings.longest_delay
        self.floors: dict[str, float] = {}
        self.adapts = crawler.settings.getbool("AUTOTHROTTLE_ENABLED")
        if self.adapts:
            super().__init__(crawler)
        self.crawler = crawler
        crawler.signals.connect(self.rules_read, signal=signals.robots_parsed)
        crawler.signals.connect(self.answered, signal=signals.response_downloaded)

    def rules_read(self, robotparser: RobotParser, request: Request) -> None:
        """Take the Crawl-delay that holds for us from a robots.txt."""
        asked = robotparser.crawl_delay(ROBOT)
        if asked:
            self.slow_down(request.url, asked, f"its robots.txt asks for {asked:g} seconds between requests")

    def answered(self, response: Response, request: Request) -> None:
        """Take the pause that a host asks for."""
        if response.status in PAUSES and (asked := pause_of(response)):
            self.slow_down(request.url, asked, f"it asks to wait {asked:g} seconds")

    def slow_down(self, url: str, seconds: float, why: str) -> None:
        """Ask the host of `url` no faster than every `seconds`; one that wants more than the most is left alone."""
        if seconds > self.longest:
            _frontier(self.crawler).set_aside[site_of(url)] = (
                f"{why}, more than the {self.longest:g} that a crawl waits"
            )
            return
        host = host_of(url)
        self.floors[host] = max(seconds, self.floors.get(host, 0.0))
        assert self.crawler.engine
        downloader = self.crawler.engine.downloader
        downloader.per_slot_settings[host] = {
            **downloader.per_slot_settings.get(host, {}),
            "delay": self.floors[host],
            "jitter": 0,
        }
        if slot := downloader.slots.get(host):
            slot.delay, slot.jitter = max(slot.delay, self.floors[host]), 0.0

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, response)
        slot.delay = max(slot.delay, self.floors.get(host_of(response.url), 0.0))

    def _max_delay(self) -> float:
        return max(super()._max_delay(), self.longest)


def _frontier(crawler: Crawler) -> Frontier:
    return cast("TopicalSpider", crawler.spider).frontier


def pause_of(response: Response) -> float | None:
    """Return the seconds of a Retry-After, given as a number or as a date; None when it says nothing that can be read."""
    value: Any = response.headers.get("Retry-After")
    text = value.decode("latin-1").strip() if value else ""
    if text.isdigit():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except (TypeError, ValueError):  # no date either
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
