"""The one spider: from home pages, sitemaps, feeds and links to the articles of the hosts it may visit."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from typing import Any, Self
from urllib.parse import urljoin

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response
from scrapy.linkextractors import LinkExtractor
from twisted.python.failure import Failure

from crawler.extract import Extract
from crawler.failures import outcome_of
from crawler.feeds import read_links, sitemaps_in
from crawler.items import Page
from crawler.relevance import link_score
from crawler.responses import REDIRECTS, header, judge_relevance, page_of, read_into
from crawler.robots import is_robots
from crawler.settings import CRAWL_SETTING, CrawlSettings
from crawler.sources import in_section
from crawler.steps.record import page_met
from crawler.store import join_parts
from crawler.urls import canonical, domain, resolve

LIST_PRIORITY, PART_PRIORITY = 200, 300
#: An article in more parts than this is a slide show or a trap.
MOST_PARTS = 20
Found = Iterator[Page | Request]


class TopicalSpider(Spider):
    """Ask for each page once, by its canonical URL, and yield one Page for each that was asked for."""

    name = "topical"

    def __init__(self, start_urls: Iterable[str], crawl: CrawlSettings, done: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.start_urls = [canonical(url) for url in start_urls]
        self.crawl = crawl
        self.domains = {domain(f"http://{host}/") for host in crawl.hosts(self.start_urls)}
        self.done = done
        self.seen: set[str] = set()
        self.left: set[str] = set()
        self.links = LinkExtractor(tags=("a", "area"), attrs=("href",))

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Return the spider of one crawl, which is told of every robots.txt that comes in."""
        spider = super().from_crawler(crawler, *args, crawl=crawler.settings[CRAWL_SETTING], **kwargs)
        crawler.signals.connect(spider.robots_received, signal=signals.response_received)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Begin with the start URLs; sitemaps follow when the robots.txt of a host has come in."""
        for url in self.start_urls:
            for request in self.ask(url, again=True):
                yield request

    def ask(self, url: str | None, *, depth: int = 0, priority: int = 0, again: bool = False) -> Iterator[Request]:
        """Yield a request for a canonical `url`, unless it was asked for, leads elsewhere, or is one too many.

        `again` asks even for what a former crawl is done with.
        """
        if url and not again and not in_section(url, self.crawl.sections):
            return
        if url is None or url in self.seen or domain(url) not in self.domains or (url in self.done and not again):
            return
        if depth > self.crawl.max_depth or len(self.seen) >= self.crawl.max_pages:
            self.left.add(url)  # counted, so that no bound cuts a crawl short without a word
            return
        self.seen.add(url)
        yield self.request(url, priority)

    def request(self, url: str, priority: int, **meta: Any) -> Request:
        """Return a request whose every answer, a redirect or error too, comes back to this spider."""
        told = {"dont_redirect": True, "handle_httpstatus_all": True, **meta}
        return Request(url, self.parse, errback=self.failed, meta=told, priority=priority, dont_filter=True)

    def robots_received(self, response: Response, request: Request) -> None:
        """Record a robots.txt, and ask for the sitemaps that it names, or else for the usual one."""
        if not is_robots(request):
            return
        page, found = page_of(response), response.status == 200
        page.settle("listing" if found else "status", None if found else f"HTTP {response.status}")
        self.crawler.signals.send_catch_log(signal=page_met, page=page)
        named = sitemaps_in(response.body.decode("utf-8", "replace")) if found else []
        for link in named or ["/sitemap.xml"]:
            for sitemap in self.ask(resolve(response.url, link), priority=LIST_PRIORITY, again=True):
                assert self.crawler.engine
                self.crawler.engine.crawl(sitemap)

    def parse(self, response: Response, **_: Any) -> Found:
        """Yield the page that a response holds, and requests for those it leads to."""
        page = page_of(response)
        if response.status in REDIRECTS:
            yield from self.redirected(page, response)
        elif response.status != 200:
            page.settle("status", f"HTTP {response.status}")
            yield from self.ended(page, response.meta.get("parts", []))
        elif listed := read_links(response.body):
            page.settle("listing")
            yield page
            for link in listed.links:
                yield from self.ask(
                    resolve(response.url, link), depth=_depth(response) + 1, priority=link_score("", link)
                )
        else:
            yield from self.read(page, response)

    def redirected(self, page: Page, response: Response) -> Found:
        """Yield the row of a redirect, and a request for where it leads, a few times over."""
        target = resolve(response.url, header(response, "Location") or "")
        times = response.meta.get("redirects", 0) + 1
        if target is None or domain(target) not in self.domains:
            page.settle("refused", f"it redirects to {target}, which is not to be visited")
        elif times > self.crawl.max_redirects:
            page.settle("error", f"more than {self.crawl.max_redirects} redirects")
        else:
            page.settle("copy", f"it redirects to {target}")
            for request in self.ask(target, priority=response.request.priority if response.request else 0, again=True):
                yield request.replace(meta={**request.meta, "redirects": times})
        yield from self.ended(page, response.meta.get("parts", []))

    def read(self, page: Page, response: Response) -> Found:
        """Yield an article or listing with what it leads to; an article in parts waits for its last one."""
        parts: list[Page] = response.meta.get("parts", [])
        read_into(page, response)
        extract = page.extract
        if extract is None:
            yield from self.ended(page, parts)
        elif extract.pager_prev and not parts:
            page.settle("continuation", f"it follows {extract.pager_prev}")
            yield page
            yield from self.ask(extract.pager_prev, priority=PART_PRIORITY, again=True)
        elif extract.pager_next and extract.kind == "article" and len(parts) < MOST_PARTS:
            self.seen.add(extract.pager_next)
            yield self.request(extract.pager_next, PART_PRIORITY, parts=[*parts, page])
        else:
            yield from self.ended(page, parts)
        if extract and self.leads_on(page):
            yield from self.follow(response)

    def ended(self, page: Page, parts: list[Page]) -> Found:
        """Yield `page`; when it was the last of an article's parts, or failed to come, the whole article before it."""
        if not parts:
            if page.extract:
                yield from self.at_own_address(page)
            yield page
            return
        came = page.extract is not None
        whole = parts[0]
        extracts = [part.extract for part in (*parts, page) if part.extract]
        joined = join_parts(extracts)
        whole.extract = joined if came else replace(joined, access="partial")
        judge_relevance(whole)
        yield from self.at_own_address(whole)
        yield whole
        for part in (*parts[1:], page):
            part.settle("continuation", f"it continues {whole.url}")
            yield part

    def at_own_address(self, page: Page) -> Iterator[Request]:
        """Note the address that a page gives as its own, and yield a request for it."""
        extract = page.extract
        if extract and extract.kind == "article" and extract.canonical and extract.canonical != page.url:
            page.article_url = extract.canonical
            yield from self.ask(extract.canonical)

    def leads_on(self, page: Page) -> bool:
        """Tell whether the links of `page` are worth following: it lists pages, begins the crawl, or is on the topic."""
        extract: Extract | None = page.extract
        on_topic = page.relevance is not None and page.relevance.score >= self.crawl.borderline
        return page.url in self.start_urls or on_topic or (extract is not None and extract.kind == "listing")

    def follow(self, response: Response) -> Iterator[Request]:
        """Yield requests for the links and feeds of a page, the most promising first."""
        if not isinstance(response, HtmlResponse):
            return
        depth = _depth(response) + 1
        feeds = response.xpath("//link[contains(@type, 'rss+xml') or contains(@type, 'atom+xml')]/@href").getall()
        for feed in feeds:
            yield from self.ask(
                resolve(urljoin(response.url, feed), ""), depth=depth, priority=LIST_PRIORITY, again=True
            )
        for link in self.links.extract_links(response):
            if not link.nofollow:
                yield from self.ask(
                    resolve(response.url, link.url), depth=depth, priority=link_score(link.text, link.url)
                )

    def failed(self, failure: Failure) -> Found:
        """Yield the row of a request that brought nothing, with the reason; parts that came before are not lost."""
        request: Request = failure.request  # type: ignore[attr-defined]
        outcome, reason = outcome_of(failure.value)
        yield from self.ended(Page(request.url, outcome=outcome, error=reason), request.meta.get("parts", []))


def _depth(response: Response) -> int:
    return int(response.meta.get("depth", 0))
