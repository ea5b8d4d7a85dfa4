"""The one spider: from home pages, sitemaps, feeds and links to the articles of the hosts it may visit."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.defer import deferred_from_coro
from twisted.python.failure import Failure

from corpus import Corpus
from corpus.errors import CrosstalkError
from crawler.extract import Extract
from crawler.failures import outcome_of
from crawler.feeds import read_links, sitemaps_in
from crawler.frontier import Bounds, Frontier, Task
from crawler.items import Link, Page
from crawler.limits import within
from crawler.links import LIST, OWN_ADDRESS, PART, REDIRECT, link_to, links_of, listed_links, tree_of
from crawler.lock import Hold
from crawler.parts import MOST_PARTS, joined, kept_parts
from crawler.relevance import BORDERLINE
from crawler.responses import REDIRECTS, header, judge_relevance, page_of, read_into, text_of
from crawler.robots import is_robots
from crawler.scheduler import TASK
from crawler.settings import CORPUS_SETTING, CRAWL_SETTING, CrawlSettings
from crawler.signals import page_met
from crawler.urls import canonical, site_of

#: What may be asked for on condition that it has changed: its text, or links, are in the corpus as they were read.
CONDITIONAL = ("stored", "borderline", "teaser", "unchanged", "listing")
#: Status of a page that has not changed since it was asked for last.
NOT_MODIFIED = 304
#: A page that takes longer to read is made to: it costs its own row.
READING_SECONDS = 60.0
#: Home pages by their path.
_HOME = ("", "/", "/index.html", "/index.htm", "/index.php", "/default.aspx", "/home")


class TopicalSpider(Spider):
    """Read each page that the frontier hands out, and yield one Page for it with what it leads to."""

    name = "topical"

    def __init__(
        self, corpus_path: str, crawl: CrawlSettings, bounds: Bounds, crawl_id: int, starts: tuple[str, ...], hold: Hold
    ) -> None:
        super().__init__()
        self.crawl = crawl
        self.hold = hold
        self.starts = frozenset(starts)
        corpus = Corpus.open(corpus_path)
        # a killed crawl loses nothing that was committed; only a power cut may take the last pages, whole
        corpus.db.conn.execute("PRAGMA synchronous = NORMAL")
        self.frontier = Frontier(corpus, bounds, crawl_id)
        self.fatal: CrosstalkError | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Return the spider of one crawl, which is told of every robots.txt that comes in."""
        settings = crawler.settings
        spider = super().from_crawler(
            crawler, *args, corpus_path=settings[CORPUS_SETTING], crawl=settings[CRAWL_SETTING], **kwargs
        )
        crawler.signals.connect(spider.robots_received, signal=signals.response_received)
        crawler.signals.connect(spider.close_corpus, signal=signals.engine_stopped)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Yield nothing: the start addresses are in the frontier already."""
        return
        yield

    def close_corpus(self) -> None:
        """Close the corpus; whatever was written is committed already."""
        self.frontier.corpus.close()

    def end(self, error: CrosstalkError) -> None:
        """End the crawl because of `error`, which is raised once it has ended."""
        if self.fatal is None and self.crawler.engine:
            deferred_from_coro(self.crawler.engine.close_spider_async(reason="cancelled"))
        self.fatal = self.fatal or error

    def request(self, task: Task) -> Request:
        """Return the request of `task`, whose every answer, a redirect or error too, comes back to this spider."""
        told = {"dont_redirect": True, "handle_httpstatus_all": True, TASK: task}
        return Request(
            task.url, self.parse, errback=self.failed, meta=told, headers=self.conditions(task), dont_filter=True
        )

    def conditions(self, task: Task) -> dict[str, str]:
        """Return the headers that ask for a page only if it has changed; for an article in parts each part is needed."""
        if self.frontier.bounds.afresh or task.outcome not in CONDITIONAL or self._has_parts(task.url):
            return {}
        found = {"If-None-Match": task.etag, "If-Modified-Since": task.last_modified}
        return {name: value for name, value in found.items() if value}

    def url_of(self, response: Response) -> str:
        """Return the canonical address that `response` answers."""
        task: Task | None = response.meta.get(TASK)
        return task.url if task else response.url

    def robots_received(self, response: Response, request: Request) -> None:
        """Record a robots.txt, with the sitemaps that it names, or else the usual one."""
        if not is_robots(request):
            return
        page, found = page_of(response), response.status == 200
        page.settle("robots_txt", None if found else f"HTTP {response.status}")
        named = sitemaps_in(response.body.decode("utf-8", "replace")) if found else []
        for address in named or ["/sitemap.xml"]:
            if link := link_to(response.url, address, "", depth=1, priority=LIST):
                page.links.append(replace(link, outcome="waiting", error=None))
        self.crawler.signals.send_catch_log(signal=page_met, page=page)

    def parse(self, response: Response, **_: Any) -> list[Page]:
        """Return the page that a response holds, with the links that it leads to."""
        task: Task = response.meta[TASK]
        self.hold.note(task.url)
        page = page_of(response, task.url)
        page.part_of = task.part_of
        if response.status == NOT_MODIFIED:
            self.unchanged(page, task)
        elif response.status in REDIRECTS:
            self.redirected(page, response, task)
        elif response.status != 200:
            page.settle("status", f"HTTP {response.status}")
        elif self._same_bytes(page, task):
            self.unchanged(page, task)
        elif listed := read_links(response.body):
            page.settle("listing")
            page.links = listed_links(listed.links, task.url, task.depth + 1)
        else:
            with within(READING_SECONDS):
                self.read(page, response, task)
        return [self.ended(page, task)]

    def failed(self, failure: Failure) -> list[Page]:
        """Return the row of a request that brought nothing, with the reason; parts that came before are not lost."""
        task: Task = failure.request.meta[TASK]  # type: ignore[attr-defined]
        outcome, reason = outcome_of(failure.value)
        return [self.ended(Page(task.url, outcome=outcome, error=reason, part_of=task.part_of), task)]

    def unchanged(self, page: Page, task: Task) -> None:
        """Settle a page that is as it was when it was read last."""
        page.article_id = task.article_id
        page.etag, page.last_modified = page.etag or task.etag, page.last_modified or task.last_modified
        page.content_sha256 = task.content_sha256
        page.settle("listing" if task.outcome == "listing" else "unchanged")

    def redirected(self, page: Page, response: Response, task: Task) -> None:
        """Settle a redirect, with a link to where it leads, a few times over."""
        where = header(response, "Location") or ""
        try:
            target = canonical(urljoin(task.url, where))
        except ValueError as error:
            return page.settle("refused", f"it redirects to no page: {error}"[:300])
        if site_of(target) not in self.frontier.hosts:
            page.links = [Link(target, depth=task.depth)]
            return page.settle("refused", f"it redirects to {target}, which is not to be visited")
        if task.redirects >= self.crawl.max_redirects:
            return page.settle("error", f"more than {self.crawl.max_redirects} redirects")
        if target == task.url:
            return page.settle("error", "it redirects to itself")
        if _is_home(target) and not _is_home(task.url):
            page.links = [Link(target, LIST, "a redirect leads here", task.depth)]
            return page.settle("soft_404", f"it redirects to the home page {target}")
        page.links = [Link(target, REDIRECT, f"{task.url} redirects here", task.depth, task.redirects + 1)]
        return page.settle("copy", f"it redirects to {target}")

    def read(self, page: Page, response: Response, task: Task) -> None:
        """Read an article or listing, with what it leads to; an article in parts waits for its last one."""
        text = text_of(response)
        read_into(page, response, text)
        extract = page.extract
        if extract is None:
            return
        if extract.pager_prev and not task.part_of:
            page.settle("continuation", f"it follows {extract.pager_prev}")
            page.links.append(Link(extract.pager_prev, PART, f"{task.url} follows it", task.depth))
        elif extract.kind == "article" and extract.canonical and extract.canonical != task.url and not task.part_of:
            page.claims = extract.canonical
            page.links.append(
                Link(extract.canonical, OWN_ADDRESS, f"{task.url} gives it as its own address", task.depth)
            )
        if self.leads_on(page, task):
            page.links += self.follow(text, page, task)

    def ended(self, page: Page, task: Task) -> Page:
        """Return `page`; when it was the last of an article's parts, or failed to come, the whole article."""
        extract = page.extract
        parts = kept_parts(self.frontier.corpus, task.part_of) if task.part_of else []
        if (
            page.outcome is None
            and extract
            and extract.pager_next
            and extract.kind == "article"
            and len(parts) < MOST_PARTS
        ):
            page.part = len(parts) + 1
            first = task.part_of or task.url
            page.links.append(
                Link(extract.pager_next, PART, f"it continues {task.url}", task.depth, again=True, part_of=first)
            )
            page.settle(
                *(("continuation", f"it continues {first}") if parts else ("in_parts", "its next page is to come"))
            )
        elif parts:
            page = joined(parts, page)
            judge_relevance(page)
        return page

    def leads_on(self, page: Page, task: Task) -> bool:
        """Tell whether the links of `page` are worth following: it lists pages, begins the crawl, or is on the topic."""
        extract: Extract | None = page.extract
        on_topic = page.relevance is not None and page.relevance.score >= min(self.crawl.borderline, BORDERLINE)
        return task.url in self.starts or on_topic or (extract is not None and extract.kind == "listing")

    def follow(self, text: str, page: Page, task: Task) -> list[Link]:
        """Return the links of a page."""
        tree = tree_of(text)
        return links_of(tree, task.url, task.depth + 1) if tree is not None else []

    def _has_parts(self, url: str) -> bool:
        return bool(self.frontier.corpus.value("SELECT 1 FROM pages WHERE part_of = ? LIMIT 1", [url]))

    def _same_bytes(self, page: Page, task: Task) -> bool:
        """Tell whether a page that was asked for again has come in the very same bytes."""
        known = task.outcome in CONDITIONAL and page.content_sha256 == task.content_sha256
        return known and not self.frontier.bounds.afresh and not self._has_parts(task.url)


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path.lower() in _HOME and not parts.query
