"""Crawl the sample site once, as the comparison of kills does: python -m bench.crawling.killed DB [PAGES]

With PAGES the process ends as by kill -9 in the midst of the work, once so many pages are in and a random while has gone.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import threading

from crawler.crawl import crawl
from crawler.items import Page
from crawler.settings import CrawlSettings
from crosstalk.sample_site import sample_site

LONGEST_WHILE = 0.1


def main(db: str, pages: int | None) -> None:
    """Crawl, and die after so many pages."""

    def watch(done: int, page: Page) -> None:
        if pages is not None and done == pages:
            threading.Timer(random.random() * LONGEST_WHILE, os.kill, (os.getpid(), signal.SIGKILL)).start()

    with sample_site() as site:
        crawl(db, site.home_urls, CrawlSettings(hosts_map=site.hosts_map, sample=True, archive=None), watch)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else None)
