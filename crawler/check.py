"""Fill in what sources files cannot know offline, by a polite look at each publisher's site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy.crawler import CrawlerProcess

from corpus.errors import BadInput
from crawler.settings import CrawlSettings, check_polite, scrapy_settings
from crawler.sources import Publisher
from crawler.spiders.check import CheckSpider, Look
from crawler.urls import host_of


def check_sources(publishers: Sequence[Publisher], settings: CrawlSettings, corpus_path: Path) -> list[Look]:
    """Return what the sites of `publishers` say now, one look each; raise BadInput without a contact.

    robots.txt is obeyed, hosts get one request at a time, and nothing but home page and start pages is asked for. As
    with a crawl, one process can do so once.
    """
    hosts = {host_of(url) for one in publishers for url in one.start}
    check_polite(settings, sorted(hosts))
    settings = replace(settings, private_hosts=tuple(hosts))
    looks = [Look(one) for one in publishers]
    process = CrawlerProcess({**scrapy_settings(settings, corpus_path), **_ALONE})
    process.crawl(CheckSpider, looks=looks)
    process.start()
    return looks


#: A look keeps no pages: it has no frontier, no steps, no archive.
_ALONE: dict[str, Any] = {
    "SCHEDULER": "scrapy.core.scheduler.Scheduler",
    "ITEM_PIPELINES": {},
    "CROSSTALK_ARCHIVE": None,
}


def write_sources(looks: Sequence[Look], folder: Path) -> list[Path]:
    """Write a file for each publisher that answered into `folder`, each in one go; return the files."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"{folder} cannot be made: {error.strerror}.") from error
    day = datetime.now(UTC).date().isoformat()
    return [_written(look.result(day), folder) for look in looks if look.answered]


def _written(publisher: Publisher, folder: Path) -> Path:
    path = folder / f"{publisher.domain}.yaml"
    new = path.with_suffix(".yaml.new")
    new.write_text(publisher.as_yaml(), "utf-8")
    new.replace(path)
    return path
