"""Keep the crawler off what it must never request: blocked hosts, and what was forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from corpus import Corpus
from corpus.forgotten import Forgotten
from crawler.settings import CORPUS_SETTING
from crawler.sources import blocked, blocked_because, own_folder
from crawler.urls import canonical, host_of


class Excluded(IgnoreRequest):
    """A request that is not made; `outcome` is what becomes of its page."""

    def __init__(self, outcome: str, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome


class ExcludedPages:
    """Stop requests for excluded pages before anything is sent, also when a redirect or a robots.txt leads there."""

    def __init__(self, crawler: Crawler) -> None:
        path = Path(crawler.settings[CORPUS_SETTING])
        self.blocked = blocked(own_folder(path))
        self.forgotten = _forgotten(path)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the guard of one crawl, as Scrapy asks for it."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise Excluded for a page that is not to be requested."""
        if reason := blocked_because(request.url, self.blocked):
            raise Excluded("blocked", reason)
        if self.forgotten.hashes and self.forgotten.page(canonical(request.url), host_of(request.url)):
            raise Excluded("forgotten", "it was taken out for good")


def _forgotten(path: Path) -> Forgotten:
    """Return what the corpus at `path` has forgotten; one that is not there yet, nothing."""
    if not path.exists():
        return Forgotten()
    with Corpus.open(path) as corpus:
        return Forgotten.of(corpus)
