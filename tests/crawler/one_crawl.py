"""Crawl the site in a folder once, in a process of its own: Scrapy's reactor starts once a process."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from crawler.crawl import Progress, crawl
from crawler.items import Page
from crawler.settings import CrawlSettings
from crosstalk.sample_site import sample_site


def interrupt(done: int, page: Page) -> None:
    """Press Ctrl-C as soon as a page is in."""
    os.kill(os.getpid(), signal.SIGINT)


def kill_after(pages: int) -> Progress:
    """Return a watch that ends the process as `kill -9` does, once so many pages are in."""

    def watch(done: int, page: Page) -> None:
        if done >= pages:
            os.kill(os.getpid(), signal.SIGKILL)

    return watch


with sample_site(Path(sys.argv[1])) as site:
    options = json.loads(sys.argv[3])
    watch = interrupt if options.pop("interrupted", False) else None
    if pages := options.pop("killed", 0):
        watch = kill_after(pages)
    report = crawl(sys.argv[2], site.home_urls, CrawlSettings(hosts_map=site.hosts_map, **options), watch)
print(json.dumps({"pages": report.pages, "articles": report.articles, "left": report.left}))
