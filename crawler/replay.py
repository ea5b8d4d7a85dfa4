"""Read an archive as if its pages came from the net just now: the same steps judge them, and nothing is requested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from scrapy.crawler import Crawler
from scrapy.utils.misc import build_from_crawler, load_object

from corpus import Corpus
from corpus.forget import mark_page
from crawler.feeds import read_links
from crawler.gathering import Gathering
from crawler.items import Page
from crawler.responses import page_of, read_into, text_of
from crawler.settings import CrawlSettings, scrapy_settings
from crawler.settle import settle_article
from crawler.spiders.topical import TopicalSpider
from crawler.steps.base import Step
from crawler.steps.store import StoreStep
from crawler.store import PageRow, now, sha256, store_page
from crawler.urls import site_of
from crawler.warc import Kept, WarcReader

#: What a step has left out may be kept all the same, when the user asks for everything.
LEFT_OUT = ("off_topic", "other_language")
#: Called after each page with how many were read.
Watch = Callable[[int], None]


class Replay:
    """One import of archives into `corpus`; `everything` keeps the pages, too, that are off topic or in other languages.

    `counts` tells what became of the pages and of the records passed over, `problems` what could not be read.
    """

    def __init__(self, corpus: Corpus, *, everything: bool = False, sample: bool = False) -> None:
        self.corpus = corpus
        self.everything = everything
        self.settings = CrawlSettings(sample=sample)
        self.steps = _judging_steps(self.settings)
        self.gathering = Gathering()
        self.counts: Counter[str] = Counter()
        self.problems: list[str] = []

    def read(self, path: Path, watch: Watch | None = None) -> None:
        """Read one WARC file, a page a transaction; parts of articles wait for `finish`."""
        reader = WarcReader(path, self.settings.max_bytes)
        for kept in reader.pages():
            for page in self._pages(kept):
                self._store(page)
            if watch:
                watch(sum(self.counts.values()))
        self.counts.update(reader.counts)
        self.problems += reader.problems

    def finish(self) -> None:
        """Store the articles whose parts were met in any of the files."""
        for page in self.gathering.whole():
            self._store(page)

    def _pages(self, kept: Kept) -> Iterator[Page]:
        page = page_of(kept.response)
        page.fetched_at = _seconds(kept.fetched_at) or now()
        if read_links(kept.response.body):
            page.settle("listing")
        else:
            read_into(page, kept.response, text_of(kept.response))
        if page.extract and kept.cut:
            page.extract = replace(page.extract, access="partial")
        if page.extract and page.extract.kind == "article" and page.extract.canonical != page.url:
            page.claims = page.extract.canonical
        yield from self.gathering.take(page)

    def _store(self, page: Page) -> None:
        """Judge `page` and write it with its row and those of its later parts, all or none."""
        self._judge(page)
        with self.corpus.transaction():
            if page.outcome is None:
                settle_article(self.corpus, page, on_topic=self.settings.on_topic, sample=self.settings.sample)
            for one in (page, *page.also):
                self._write_row(one)
                self.counts[one.outcome or "error"] += 1

    def _judge(self, page: Page) -> None:
        for step in self.steps:
            if page.outcome is None:
                step.judge(page)
            if self.everything and page.outcome in LEFT_OUT:
                page.outcome = page.error = None

    def _write_row(self, page: Page) -> None:
        assert page.outcome
        if page.outcome == "forgotten":
            return mark_page(self.corpus, page.url)
        text = page.extract.text if page.extract else ""
        store_page(
            self.corpus,
            PageRow(
                page.url, page.outcome, page.status, page.fetched_at, page.etag, page.last_modified,
                page.content_sha256, page.error, page.article_id, site_of(page.url), None, page.part_of, page.claims,
                sha256(text.encode()) if text else None,
            ),
        )  # fmt: skip
        return None


def _judging_steps(settings: CrawlSettings) -> list[Step]:
    """Return the steps of a crawl that judge, in their order, without the one that writes."""
    crawler = Crawler(TopicalSpider, scrapy_settings(settings, Path("no-corpus.db")))
    numbered: dict[str, int] = crawler.settings.getdict("ITEM_PIPELINES")
    steps = [load_object(name) for name in sorted(numbered, key=lambda name: numbered[name])]
    return [build_from_crawler(step, crawler) for step in steps if not issubclass(step, StoreStep)]


def _seconds(date: str | None) -> str | None:
    """Return a WARC date to the second, None for one that is none."""
    try:
        return datetime.fromisoformat(date or "").strftime("%Y-%m-%dT%H:%M:%SZ")
    except ValueError:  # somebody else's archive may say anything
        return None
