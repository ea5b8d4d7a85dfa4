"""Run one crawl in this process, and report what became of each page.

Scrapy's reactor cannot be started twice: a process crawls once. Whoever needs more crawls starts more processes.
"""

from __future__ import annotations

import logging
import signal
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import Any

from scrapy.crawler import Crawler, CrawlerProcess

from corpus import Corpus
from corpus.errors import BadInput, CrosstalkError
from corpus.forgotten import Forgotten
from crawler.families import assign_families
from crawler.frontier import Bounds, Frontier, count_broken_off, end_crawl, start_crawl
from crawler.items import Page
from crawler.lock import Hold, only_crawl_of
from crawler.settings import CrawlSettings, check_polite, scrapy_settings
from crawler.signals import page_recorded
from crawler.spiders.topical import TopicalSpider
from crawler.urls import NotAWebAddress, canonical, host_of, site_of

#: Seconds that pages under way get to come in after Ctrl-C.
GRACE_SECONDS = 1.0

#: Called after each page with how many are done and the page.
Progress = Callable[[int, Page], None]


class AlreadyCrawled(CrosstalkError):
    """A second crawl was started in one process."""


@dataclass
class CrawlReport:
    """What a crawl did: pages by outcome, articles by `new`, `changed` and `unchanged`, and how long it took.

    `went_on` tells that it took up a crawl that was stopped; the pages of both are counted. `left` counts addresses of
    the hosts that were met and not asked for, because of the most pages, the depth, or a host that was set aside, which
    `set_aside` names with the reason.
    """

    pages: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    left: int = 0
    seconds: float = 0.0
    went_on: bool = False
    set_aside: dict[str, str] = field(default_factory=dict)


def crawl(
    corpus_path: str | Path, start_urls: Sequence[str], settings: CrawlSettings, progress: Progress | None = None
) -> CrawlReport:
    """Crawl from `start_urls` into the corpus at `corpus_path`; raise BadInput for what must not be crawled.

    Ctrl-C ends it at once: what was fetched is stored, then KeyboardInterrupt is raised. The same call goes on from there.
    """
    urls = _web_addresses(start_urls)
    check_polite(settings, settings.hosts(urls))
    if settings.private_hosts is None:
        settings = replace(settings, private_hosts=tuple(map(host_of, urls)))
    urls = _not_forgotten(corpus_path, urls)
    bounds = _bounds(urls, settings)
    with only_crawl_of(Path(corpus_path)) as hold:
        crawl_id, went_on = _begun(corpus_path, urls, bounds, hold)
        _once()
        logging.getLogger("scrapy").setLevel(logging.CRITICAL)  # what happens to a page is told in its row
        begun = monotonic()
        process = CrawlerProcess(scrapy_settings(settings, Path(corpus_path)))
        crawler = process.create_crawler(TopicalSpider)
        crawler.signals.connect(_Counter(progress), signal=page_recorded, weak=False)
        process.crawl(crawler, bounds=bounds, crawl_id=crawl_id, starts=tuple(urls), hold=hold)
        interrupted = _run(process)
        report = CrawlReport(articles=_articles(crawler), went_on=went_on)
        spider = _spider(crawler)
        with Corpus.open(corpus_path) as corpus:
            assign_families(corpus)
            if not interrupted and spider.fatal is None:
                end_crawl(corpus, crawl_id)
            report.pages = _outcomes(corpus, crawl_id)
            report.left = Frontier(corpus, bounds, crawl_id).left()
    report.set_aside = dict(spider.frontier.set_aside)
    report.seconds = monotonic() - begun
    if interrupted:
        raise KeyboardInterrupt
    if spider.fatal:
        raise spider.fatal
    return report


def _not_forgotten(corpus_path: str | Path, urls: list[str]) -> list[str]:
    """Return `urls` without those that the corpus has forgotten; raise BadInput when none is left."""
    if not Path(corpus_path).exists():
        return urls
    with Corpus.open(corpus_path) as corpus:
        forgotten = Forgotten.of(corpus)
    kept = [url for url in urls if not forgotten.page(url, host_of(url))]
    if not kept:
        raise BadInput("What you name was taken out of this corpus for good, and is not asked for again.")
    return kept


def _web_addresses(urls: Sequence[str]) -> list[str]:
    try:
        found = [canonical(url) for url in urls]
    except NotAWebAddress as error:
        raise BadInput(str(error)) from error
    if not found:
        raise BadInput("There is nothing to crawl: give at least one web address.")
    return found


def _bounds(urls: Sequence[str], settings: CrawlSettings) -> Bounds:
    hosts = {*map(site_of, urls), *(host.removeprefix("www.") for host in settings.allowed_hosts)}
    how = settings.max_pages, settings.max_depth, settings.recheck, settings.afresh, settings.sections
    return Bounds(tuple(sorted(hosts)), *how)


def _begun(corpus_path: str | Path, urls: Sequence[str], bounds: Bounds, hold: Hold) -> tuple[int, bool]:
    """Return the id of the crawl in the corpus, and whether it is one that was stopped."""
    with Corpus.open(corpus_path) as corpus:
        # one writer, many short transactions: readers go on beside it, and a killed crawl leaves all that it committed
        corpus.db.conn.execute("PRAGMA journal_mode = WAL")
        last = corpus.value("SELECT max(id) FROM crawls") or 0
        count_broken_off(corpus, hold.broken_off)
        hold.note("")
        crawl_id = start_crawl(corpus, urls, bounds)
    return crawl_id, crawl_id <= last


_crawled = False


def _once() -> None:
    global _crawled
    if _crawled:
        raise AlreadyCrawled("One process can crawl once. Start another one for the next crawl.")
    _crawled = True


class _Counter:
    """Counts pages as their rows are written."""

    def __init__(self, progress: Progress | None) -> None:
        self.done = 0
        self.progress = progress

    def __call__(self, page: Page, **_: Any) -> None:
        self.done += 1 + len(page.also)
        if self.progress:
            self.progress(self.done, page)


def _outcomes(corpus: Corpus, crawl_id: int) -> Counter[str]:
    """Count the outcomes of the crawl's pages as they stand now that copies are known."""
    rows = corpus.rows("SELECT outcome, count(*) AS n FROM pages WHERE crawl_id = ? GROUP BY outcome", [crawl_id])
    return Counter({row["outcome"]: row["n"] for row in rows})


def _run(process: CrawlerProcess) -> bool:
    """Run until the crawl ends; return whether Ctrl-C ended it."""
    from twisted.internet import reactor as running  # only now: importing it installs it

    reactor: Any = running
    interrupts: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        interrupts.append(number)
        reactor.callFromThread(process.stop)
        reactor.callFromThread(reactor.callLater, GRACE_SECONDS, halt)

    def halt() -> None:
        if reactor.running:
            reactor.stop()

    before = signal.signal(signal.SIGINT, stop)
    try:
        process.start(install_signal_handlers=False)
    finally:
        signal.signal(signal.SIGINT, before)
    return bool(interrupts)


def _spider(crawler: Crawler) -> TopicalSpider:
    assert isinstance(crawler.spider, TopicalSpider)
    return crawler.spider


def _articles(crawler: Crawler) -> Counter[str]:
    stats = crawler.stats.get_stats() if crawler.stats else {}
    prefix = "crosstalk/articles/"
    return Counter({key.removeprefix(prefix): value for key, value in stats.items() if key.startswith(prefix)})
