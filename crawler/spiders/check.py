"""Look at publishers' sites: robots.txt, home page and start pages, for what their files cannot know offline."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from protego import Protego
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.extract import NothingToRead
from crawler.failures import outcome_of
from crawler.feeds import sitemaps_in
from crawler.page import parse, read_html
from crawler.responses import text_of
from crawler.robots import is_robots
from crawler.settings import ROBOT
from crawler.sources import Publisher
from crawler.urls import host_of, resolve

_FEED = re.compile(r"application/(?:rss|atom)\+xml", re.IGNORECASE)
_TERMS = re.compile(r"\bterms\b|conditions of use|legal notice|mentions l[eé]gales|nutzungsbedingungen|impressum", re.I)
_COUNTRY = re.compile(r'"addressCountry"\s*:\s*(?:\{[^{}]*"name"\s*:\s*)?"([^"]{2,40})"')


@dataclass
class Look:
    """What one publisher's site said: its home page's and robots.txt's facts, and how its start pages answered."""

    publisher: Publisher
    feed: str | None = None
    sitemap: str | None = None
    robots: str | None = None
    terms: str | None = None
    country: str | None = None
    articles: int = 0
    answered: bool = False
    waiting: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def result(self, day: str) -> Publisher:
        """Return the publisher as it was found on `day`; what was not found this time keeps its former value.

        The least that a crawl should bring are the start pages that are there and hold an article.
        """
        one = self.publisher
        return replace(
            one,
            feed=self.feed or one.feed,
            sitemap=self.sitemap or one.sitemap,
            robots=self.robots or one.robots,
            terms=self.terms or one.terms,
            country=self.country or one.country,
            least=self.articles or one.least,
            checked=day,
        )


@dataclass
class HostsAside:
    """What `crawler.pace` needs of a frontier: the hosts that are left alone, each with the reason."""

    set_aside: dict[str, str] = field(default_factory=dict)


class CheckSpider(Spider):
    """Ask for the home page and the start pages of each publisher, and for nothing that they lead to."""

    name = "check"

    def __init__(self, looks: Sequence[Look]) -> None:
        super().__init__()
        self.frontier = HostsAside()
        self.looks = {look.publisher.domain: look for look in looks}
        self.by_host = {host_of(url): look for look in looks for url in look.publisher.start}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Return the spider of one check, which is told of every robots.txt that comes in."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.robots_received, signal=signals.response_received)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Yield the first request of each publisher; each answer leads to its next one.

        Scrapy's robots.txt middleware lets requests through that wait for one robots.txt together, but for the first.
        """
        for look in self.looks.values():
            first = urlsplit(look.publisher.start[0])
            look.waiting = [*reversed(dict.fromkeys((f"{first.scheme}://{first.netloc}/", *look.publisher.start)))]
            yield self.next_of(look, is_home=True)

    def next_of(self, look: Look, *, is_home: bool = False) -> Request:
        """Return the next request of a publisher."""
        told = {"look": look, "is_home": is_home, "handle_httpstatus_all": True}
        return Request(look.waiting.pop(), self.parse, errback=self.failed, meta=told, dont_filter=True)

    def robots_received(self, response: Response, request: Request) -> None:
        """Take the sitemap, and whether the start pages may be asked for, from a robots.txt."""
        look = self.by_host.get(host_of(response.url))
        if look is None or not is_robots(request):
            return
        rules = response.body.decode("utf-8", "replace") if response.status == 200 else ""
        parsed = Protego.parse(rules)
        here = [url for url in look.publisher.start if host_of(url) == host_of(response.url)]
        open_to_us = all(parsed.can_fetch(url, ROBOT) for url in here)
        look.robots = "allowed" if open_to_us and look.robots != "forbidden" else "forbidden"
        look.sitemap = look.sitemap or next((resolve(response.url, link) for link in sitemaps_in(rules)), None)

    def parse(self, response: Response, **_: Any) -> Iterator[Request]:
        """Take in one page, and go on to the next."""
        look: Look = response.meta["look"]
        look.answered = True
        if response.status != 200:
            look.problems.append(f"{response.url}: HTTP {response.status}")
        else:
            self.read(look, response)
        if look.waiting:
            yield self.next_of(look)

    def read(self, look: Look, response: Response) -> None:
        """Take facts from a home page, and see whether a start page holds an article; either page may be both."""
        text = text_of(response)
        try:
            if response.meta["is_home"]:
                read_home(look, parse(text), text, response.url)
            if response.url in look.publisher.start:
                look.articles += _holds_article(text, response.url)
        except NothingToRead as error:
            look.problems.append(f"{response.url}: {error}")

    def failed(self, failure: Failure) -> Iterator[Request]:
        """Note why a page did not come, and go on to the next."""
        request: Request = failure.request  # type: ignore[attr-defined]
        look: Look = request.meta["look"]
        look.problems.append(f"{request.url}: {outcome_of(failure.value)[1]}")
        if look.waiting:
            yield self.next_of(look)


def read_home(look: Look, tree: HtmlElement, text: str, url: str) -> None:
    """Take feed, terms and country from the home page."""
    feeds = [link.get("href") for link in tree.iter("link") if _FEED.search(link.get("type") or "")]
    terms = [a.get("href") for a in tree.iter("a") if _TERMS.search(" ".join(str(a.text_content()).split())[:60])]
    look.feed = next((found for link in feeds if link and (found := resolve(url, link))), None)
    look.terms = next((found for link in terms if link and (found := resolve(url, link))), None)
    country = _COUNTRY.search(text)
    look.country = country.group(1) if country else None


def _holds_article(text: str, url: str) -> bool:
    extract = read_html(text, url)
    return extract.kind == "article" and bool(extract.text)
