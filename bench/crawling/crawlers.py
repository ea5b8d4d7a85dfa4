"""The crawlers of the comparison, each run as a program of its own that prints what it did as JSON.

python -m bench.crawling.crawlers NAME HOME_URL PAGES [unread]. All read each page with Crosstalk's `read_html`, but for
trafilatura's crawler and the aiohttp loop, which use trafilatura's extraction. Reading is extraction and, in the first
two, the score of relevance and the look for false pages. With `unread` a made-up text stands in for what a page holds,
so that only the rest is left.
"""

from __future__ import annotations

import asyncio
import json
import resource
import socket
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urljoin, urlsplit

from bench.crawling.peak import peak_mib
from crawler import page as pages
from crawler.extract import Extract
from crawler.false_pages import false_page
from crawler.relevance import Relevance, score

#: CPU seconds that went into reading, and pages that it was done for.
_spent = {"reading": 0.0, "pages": 0.0, "unread": 0.0}


def unread(source: object, url: str = "", **_: object) -> Extract:
    """Return a text that was not read: another one for each page, on the topic."""
    return Extract(text=f"{url} " + "word " * 600, title=url, language="en")


def timed(read: Callable[..., Any], *, counts: bool = True) -> Callable[..., Any]:
    """Return `read` with its CPU time added up, or what stands in for it."""
    made_up = {score: lambda *_: Relevance(90, "not read")}
    if _spent["unread"]:
        read = unread if counts else made_up.get(read, lambda *_: None)

    def run(*arguments: Any, **named: Any) -> Any:
        begun = time.process_time()
        try:
            return read(*arguments, **named)
        finally:
            _spent["reading"] += time.process_time() - begun
            _spent["pages"] += counts

    return run


def crosstalk(home: str, most: int) -> None:
    """Crosstalk's own crawl, corpus, relevance and all."""
    from crawler import responses
    from crawler.crawl import crawl
    from crawler.settings import CrawlSettings
    from crawler.steps import falsity

    falsity.false_page = timed(falsity.false_page, counts=False)
    responses.read_html = timed(responses.read_html)
    responses.score = timed(responses.score, counts=False)
    with TemporaryDirectory() as folder:
        settings = CrawlSettings(delay=0, max_pages=most + 10, max_depth=100)
        crawl(Path(folder) / "corpus.db", [home], settings)


def plain_scrapy(home: str, most: int) -> None:
    """Scrapy's CrawlSpider with its LinkExtractor and duplicates filter, as its tutorial has it."""
    from scrapy.crawler import CrawlerProcess
    from scrapy.http import Response
    from scrapy.linkextractors import LinkExtractor
    from scrapy.spiders import CrawlSpider, Rule

    read, judge, doubt = timed(pages.read_html), timed(score, counts=False), timed(false_page, counts=False)

    class Plain(CrawlSpider):
        name = "plain"
        start_urls = (home,)
        rules = (Rule(LinkExtractor(), callback="keep", follow=True),)

        def keep(self, response: Response) -> Iterator[dict[str, Any]]:
            extract = read(response.text, response.url)
            doubt(extract.title, extract.text, extract.language)
            found = judge(extract.title, extract.text, response.url)
            yield {"url": response.url, "title": extract.title, "text": extract.text, "relevance": found.score}

    with TemporaryDirectory() as folder:
        feed = {str(Path(folder) / "pages.jsonl"): {"format": "jsonlines"}}
        process = CrawlerProcess(
            {"ROBOTSTXT_OBEY": True, "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "DOWNLOAD_DELAY": 0, "LOG_ENABLED": False,
             "TELNETCONSOLE_ENABLED": False, "FEEDS": feed}
        )  # fmt: skip
        process.crawl(Plain)
        process.start()


def trafilatura_spider(home: str, most: int) -> None:
    """trafilatura's own crawler finds the links, its extraction reads the pages, which it fetches a second time."""
    from trafilatura import extract, fetch_url
    from trafilatura.settings import DEFAULT_CONFIG
    from trafilatura.spider import focused_crawler

    DEFAULT_CONFIG.set("DEFAULT", "SLEEP_TIME", "0")
    DEFAULT_CONFIG.set("DEFAULT", "SSRF_PROTECTION", "no")  # the site is on loopback
    home = _under_a_name(home)
    _, known = focused_crawler(home, max_seen_urls=most + 10, max_known_urls=100 * most, config=DEFAULT_CONFIG)
    read = timed(extract)
    for url in known:
        if html := fetch_url(url):
            read(html)


def _under_a_name(home: str) -> str:
    """Return the address of the site under a name, which is looked up as loopback: trafilatura follows no bare numbers."""
    name, look_up = "www.made-site.org", socket.getaddrinfo

    def looked_up(host: Any, *arguments: Any, **named: Any) -> Any:
        return look_up("127.0.0.1" if host == name else host, *arguments, **named)

    socket.getaddrinfo = looked_up
    return home.replace("127.0.0.1", name)


def aiohttp_loop(home: str, most: int) -> None:
    """A loop of aiohttp requests, a set of addresses seen, and trafilatura's extraction."""
    import aiohttp
    from lxml import html
    from trafilatura import extract

    read = timed(extract)

    async def run() -> None:
        waiting, seen = deque([home]), {home}
        async with aiohttp.ClientSession() as session:
            while waiting:
                url = waiting.popleft()
                async with session.get(url) as answer:
                    text = await answer.text()
                if url != home:
                    read(text)
                for link in html.fromstring(text).iterfind(".//a[@href]"):
                    found = urljoin(url, link.get("href"))
                    if found not in seen and urlsplit(found).netloc == urlsplit(home).netloc:
                        seen.add(found)
                        waiting.append(found)

    asyncio.run(run())


CRAWLERS = {
    "Crosstalk": crosstalk,
    "plain Scrapy": plain_scrapy,
    "trafilatura's crawler": trafilatura_spider,
    "aiohttp loop, trafilatura": aiohttp_loop,
}


def main(name: str, home: str, most: int) -> None:
    """Run one crawler and print pages, CPU seconds (all, and in reading), seconds, and the most memory in MiB."""
    begun = time.monotonic()
    CRAWLERS[name](home, most)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "pages": int(_spent["pages"]),
                "cpu": used.ru_utime + used.ru_stime,
                "reading": _spent["reading"],
                "seconds": time.monotonic() - begun,
                "mib": peak_mib(),
            }
        )
    )


if __name__ == "__main__":
    _spent["unread"] = float(sys.argv[4:] == ["unread"])
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
