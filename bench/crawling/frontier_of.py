"""Fill a frontier with known addresses and crawl on with it; print the most memory that took as JSON.

python -m bench.crawling.frontier_of KNOWN HOME_URL PAGES
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.crawling.peak import peak_mib
from corpus import Corpus
from crawler.crawl import crawl
from crawler.frontier import Bounds, Frontier
from crawler.items import Link
from crawler.settings import CrawlSettings
from crawler.urls import site_of

BATCH = 1_000


def main(known: int, home: str, pages: int) -> None:
    """Put `known` addresses beside those of the site at `home`, crawl `pages` pages of it, and tell the peak in MiB."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "corpus.db"
        with Corpus.open(path) as corpus:
            fill(corpus, home, known)
        settings = CrawlSettings(delay=0, max_pages=pages, max_depth=100, archive=None)
        report = crawl(path, [home], settings)
        with Corpus.open(path) as corpus:
            rows = corpus.value("SELECT count(*) FROM pages")
    print(json.dumps({"known": rows, "left": report.left, "read": sum(report.pages.values()), "mib": peak_mib()}))


def fill(corpus: Corpus, home: str, known: int) -> None:
    """Write `known` addresses that wait, as pages of the site at `home` would have shown them."""
    frontier = Frontier(corpus, Bounds((site_of(home),), known, 100, 30), 0)
    links = _links(home, known)
    while batch := [link for _, link in zip(range(BATCH), links, strict=False)]:
        with corpus.transaction():
            frontier.add(batch, home)


def _links(home: str, known: int) -> Iterator[Link]:
    for n in range(known):
        yield Link(f"{home}archive/2014/{n % 12 + 1}/a-longer-name-as-articles-have-them-{n}.html", n % 20, "made", 3)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
