"""How the crawler goes about it: what a user may set, and the Scrapy settings that follow from it."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from corpus.errors import BadInput
from crawler.addresses import PRIVATE_SETTING
from crawler.hosts import HOSTS_SETTING
from crawler.relevance import BORDERLINE, ON_TOPIC
from crawler.urls import host_of

#: Scrapy settings that carry what our own components need.
CORPUS_SETTING, CRAWL_SETTING, ARCHIVE_SETTING = "CROSSTALK_CORPUS", "CROSSTALK_CRAWL", "CROSSTALK_ARCHIVE"
ROBOT = "Crosstalk"


@dataclass(frozen=True)
class CrawlSettings:
    """One crawl's settings.

    `contact` is an address or URL at which a site's owner reaches whoever crawls; `delay` the least seconds between
    two requests to one host, and a host whose robots.txt asks for more than `longest_delay` is left alone; of the hosts
    only `private_hosts` may be on a private network (None: the hosts of the start URLs); `allowed_hosts` are followed
    beside the hosts of the start URLs; links of a domain in `sections` are followed within its folders only; `hosts_map`
    sends hosts to addresses on loopback. A crawl that was stopped goes on where it was. A new one asks for lists and
    what failed again, and for articles after `recheck` days, on condition that they changed; with `afresh` it reads
    every page anew. `sample` marks invented texts. Every response is kept as WARC in the folder
    `archive`, None for none.
    """

    contact: str | None = None
    delay: float = 2.0
    longest_delay: float = 120.0
    max_pages: int = 500
    max_depth: int = 6
    max_redirects: int = 5
    max_bytes: int = 8_000_000
    timeout: float = 30.0
    retries: int = 2
    allowed_hosts: tuple[str, ...] = ()
    private_hosts: tuple[str, ...] | None = None
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hosts_map: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)
    on_topic: int = ON_TOPIC
    borderline: int = BORDERLINE
    recheck: float = 30.0
    afresh: bool = False
    sample: bool = False
    archive: str | None = None

    def hosts(self, start_urls: Iterable[str]) -> tuple[str, ...]:
        """Return the hosts that a crawl from `start_urls` may visit."""
        return tuple(sorted({*map(host_of, start_urls), *self.allowed_hosts} - {""}))


def check_polite(settings: CrawlSettings, hosts: Iterable[str]) -> None:
    """Raise BadInput for a crawl of other people's hosts that names no contact."""
    strangers = [host for host in hosts if not settings.hosts_map and not is_loopback(host)]
    if strangers and not settings.contact:
        raise BadInput(
            f"A crawl of {strangers[0]} needs a contact that its owner can reach: an e-mail address or a web page of yours."
        )


def is_loopback(host: str) -> bool:
    """Tell whether `host` is this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:  # a name, not an address
        return False


def user_agent(contact: str | None) -> str:
    """Return the name under which the crawler goes, with its version and contact."""
    try:
        number = version("crosstalk-cmo-cio")
    except PackageNotFoundError:  # run from a checkout that was not installed
        number = "0"
    return f"{ROBOT}/{number} (+{contact})" if contact else f"{ROBOT}/{number}"


def scrapy_settings(settings: CrawlSettings, corpus_path: Path) -> dict[str, Any]:
    """Return the Scrapy settings of one crawl; read from top to bottom, they are its architecture."""
    handler = (
        "crawler.hosts.MappedHosts"
        if settings.hosts_map
        else "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler"
    )
    delay = 0 if settings.hosts_map else settings.delay
    return {
        # who asks, and what is asked for
        "BOT_NAME": ROBOT,
        "USER_AGENT": user_agent(settings.contact),
        "DEFAULT_REQUEST_HEADERS": {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5"},
        "SPIDER_MODULES": ["crawler.spiders"],
        # politeness: robots.txt first, one request a host at a time, slower when the host is slow
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": ROBOT,
        "DOWNLOADER_MIDDLEWARES": {
            "crawler.excluded.ExcludedPages": 50,
            "crawler.addresses.AddressGuard": 60,
            "crawler.robots.RobotsGuard": 90,
            "crawler.pace.AsideGuard": 110,
            "crawler.archive.ArchiveResponses": 950,
        },
        "TWISTED_DNS_RESOLVER": "crawler.addresses.PublicResolver",
        PRIVATE_SETTING: [*(settings.private_hosts or ()), *{address for address, _ in settings.hosts_map.values()}],
        "CONCURRENT_REQUESTS": 64,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": delay,
        "EXTENSIONS_BASE": {},
        "EXTENSIONS": {"crawler.pace.Pace": 0},
        "AUTOTHROTTLE_ENABLED": delay > 0,
        "AUTOTHROTTLE_START_DELAY": delay,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 1.0,
        # what is asked for next: the frontier in the corpus hands it out, and writes what pages lead to
        "SCHEDULER": "crawler.scheduler.CorpusScheduler",
        "SPIDER_MIDDLEWARES_BASE": {"scrapy.spidermiddlewares.referer.RefererMiddleware": 700},
        # bounds
        "DOWNLOAD_TIMEOUT": settings.timeout,
        "DOWNLOAD_MAXSIZE": settings.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "RETRY_TIMES": settings.retries,
        # how pages come: by HTTP alone, with no cookies, no proxy beside a hosts map
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler, "ftp": None, "s3": None, "file": None, "data": None},
        HOSTS_SETTING: dict(settings.hosts_map),
        "HTTPPROXY_ENABLED": not settings.hosts_map,
        "COOKIES_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        # where pages go: each step judges one thing, the last one writes
        "ITEM_PIPELINES": {
            "crawler.steps.kind.KindStep": 100,
            "crawler.steps.text.TextStep": 200,
            "crawler.steps.language.LanguageStep": 300,
            "crawler.steps.falsity.FalsityStep": 350,
            "crawler.steps.relevance.RelevanceStep": 400,
            "crawler.steps.store.StoreStep": 900,
        },
        ARCHIVE_SETTING: settings.archive,
        # one page comes of each answer: Scrapy would otherwise start a hundred workers for it
        "CONCURRENT_ITEMS": 1,
        CORPUS_SETTING: str(corpus_path),
        CRAWL_SETTING: settings,
        # quiet: what happened is in the corpus and in the report
        "LOG_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "TELNETCONSOLE_ENABLED": False,
    }
