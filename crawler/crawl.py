"""Run one crawl in this process, and report what became of each page.

Scrapy's reactor cannot be started twice: a process crawls once. Whoever needs more crawls starts more processes.
"""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import Any

from scrapy.crawler import Crawler, CrawlerProcess

from corpus import Corpus
from corpus.errors import BadInput, CrosstalkError
from crawler.families import assign_families
from crawler.items import DONE, Page
from crawler.settings import CrawlSettings, check_polite, scrapy_settings
from crawler.spiders.topical import TopicalSpider
from crawler.steps.record import page_recorded
from crawler.urls import NotAWebAddress, canonical

#: Seconds that pages under way get to come in after Ctrl-C.
GRACE_SECONDS = 1.0

#: Called after each page with how many are done and the page.
Progress = Callable[[int, Page], None]


class AlreadyCrawled(CrosstalkError):
    """A second crawl was started in one process."""


@dataclass
class CrawlReport:
    """What a crawl did: pages by outcome, articles by `new`, `changed` and `unchanged`, and how long it took.

    `left` counts links that were met and not asked for, because of the most pages or the depth allowed.
    """

    pages: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    left: int = 0
    seconds: float = 0.0


def crawl(
    corpus_path: str | Path, start_urls: Sequence[str], settings: CrawlSettings, progress: Progress | None = None
) -> CrawlReport:
    """Crawl from `start_urls` into the corpus at `corpus_path`; raise BadInput for what must not be crawled.

    Ctrl-C ends it at once: what was fetched is stored, then KeyboardInterrupt is raised.
    """
    urls = _web_addresses(start_urls)
    check_polite(settings, settings.hosts(urls))
    done = _prepared(corpus_path, settings)
    _once()
    report, begun = CrawlReport(), monotonic()
    process = CrawlerProcess(scrapy_settings(settings, Path(corpus_path)))
    crawler = process.create_crawler(TopicalSpider)
    counter = _Counter(progress)
    crawler.signals.connect(counter, signal=page_recorded)
    process.crawl(crawler, start_urls=urls, done=done)
    interrupted = _run(process)
    with Corpus.open(corpus_path) as corpus:
        assign_families(corpus)
        report.pages = _outcomes(corpus, counter.urls)
    report.articles = _articles(crawler)
    report.left = _left(crawler)
    report.seconds = monotonic() - begun
    if interrupted:
        raise KeyboardInterrupt
    return report


def _web_addresses(urls: Sequence[str]) -> list[str]:
    try:
        found = [canonical(url) for url in urls]
    except NotAWebAddress as error:
        raise BadInput(str(error)) from error
    if not found:
        raise BadInput("There is nothing to crawl: give at least one web address.")
    return found


def _prepared(corpus_path: str | Path, settings: CrawlSettings) -> frozenset[str]:
    """Make sure that the corpus can be written, and return the pages that a resumed crawl passes over."""
    with Corpus.open(corpus_path) as corpus:
        rows = corpus.rows("SELECT url, outcome FROM pages") if settings.resume else []
    return frozenset(row["url"] for row in rows if row["outcome"] in DONE)


_crawled = False


def _once() -> None:
    global _crawled
    if _crawled:
        raise AlreadyCrawled("One process can crawl once. Start another one for the next crawl.")
    _crawled = True


class _Counter:
    """Counts pages as their rows are written, and remembers which they were."""

    def __init__(self, progress: Progress | None) -> None:
        self.urls: set[str] = set()
        self.progress = progress

    def __call__(self, page: Page, **_: Any) -> None:
        self.urls.add(page.url)
        if self.progress:
            self.progress(len(self.urls), page)


def _outcomes(corpus: Corpus, urls: set[str]) -> Counter[str]:
    """Count the outcomes of `urls` as they stand now that copies are known."""
    return Counter(row["outcome"] for row in corpus.rows("SELECT url, outcome FROM pages") if row["url"] in urls)


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


def _left(crawler: Crawler) -> int:
    spider = crawler.spider
    return len(spider.left - spider.seen) if isinstance(spider, TopicalSpider) else 0


def _articles(crawler: Crawler) -> Counter[str]:
    stats = crawler.stats.get_stats() if crawler.stats else {}
    prefix = "crosstalk/articles/"
    return Counter({key.removeprefix(prefix): value for key, value in stats.items() if key.startswith(prefix)})
