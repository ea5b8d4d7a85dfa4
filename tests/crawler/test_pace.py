"""A host is asked no faster than its robots.txt says, and left alone when that is slower than a crawl waits."""

from __future__ import annotations

import itertools
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from scrapy.http import Response

from crawler.pace import pause_of
from tests.crawler.trouble.loopback import Answer, article, crawl, listing, pages, site

DELAY = 0.8


def timed(times: list[float], body: str) -> Any:
    def answer(request: BaseHTTPRequestHandler) -> Answer:
        times.append(time.monotonic())
        return Answer(body)

    return answer


def robots(seconds: float) -> Answer:
    return Answer(f"User-agent: *\nCrawl-delay: {seconds}\n", type="text/plain")


@pytest.mark.slow
@pytest.mark.parametrize("delay", [0, 0.2], ids=["without a delay of ours", "with a shorter one"])
def test_the_crawl_delay_of_a_host_is_kept(tmp_path: Path, delay: float) -> None:
    times: list[float] = []
    home = listing({"/a": "A lamp for the CMO and the CIO", "/b": "A bell"})
    routes = {"/a": timed(times, article("lamp")), "/b": timed(times, article("bell")), "/": timed(times, home)}
    with site({"/robots.txt": robots(DELAY), **routes}) as at:
        crawl(tmp_path / "corpus.db", f"{at.url}/", delay=delay)
    assert len(times) == 3
    assert min(later - earlier for earlier, later in itertools.pairwise(times)) >= DELAY - 0.05


@pytest.mark.slow
def test_a_host_that_wants_more_time_than_a_crawl_has_is_left_alone_and_told(tmp_path: Path) -> None:
    with site({"/robots.txt": robots(3600), "/": Answer(article("lamp"))}) as at:
        report = crawl(tmp_path / "corpus.db", f"{at.url}/")
        rows = pages(tmp_path / "corpus.db", at)
        assert at.asked["/"] == 0
    (why,) = report["set_aside"].values()
    assert why == "its robots.txt asks for 3600 seconds between requests, more than the 120 that a crawl waits"
    assert rows["/"]["outcome"] == "waiting"


@pytest.mark.slow
def test_a_host_that_asks_for_a_pause_gets_it(tmp_path: Path) -> None:
    times: list[float] = []

    def busy_at_first(request: BaseHTTPRequestHandler) -> Answer:
        times.append(time.monotonic())
        return Answer("later", 429, {"Retry-After": "1"}) if len(times) == 1 else Answer(article("lamp"))

    with site({"/lamp": busy_at_first}) as at:
        report = crawl(tmp_path / "corpus.db", f"{at.url}/lamp")
    assert report["pages"]["stored"] == 1
    assert times[1] - times[0] >= 0.95


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120.0), ("soon", None), ("", None), (format_datetime(datetime.now(UTC) - timedelta(hours=1)), 0.0)],
)
def test_a_pause_is_read_as_number_or_date(value: str, seconds: float | None) -> None:
    assert pause_of(Response("http://lamps.example/", headers={"Retry-After": value})) == seconds
