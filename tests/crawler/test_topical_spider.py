"""What the spider makes of each kind of answer."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError, IgnoreRequest
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler
from twisted.python.failure import Failure

from crawler.frontier import Bounds, Task
from crawler.hosts import HostRefused
from crawler.items import Page
from crawler.lock import Hold
from crawler.robots import FORBID_ALL, RobotsGuard
from crawler.scheduler import TASK
from crawler.settings import CrawlSettings
from crawler.spiders.topical import TopicalSpider
from tests.crawler.trouble.loopback import article

HOME = "http://lamps.example/"
ARTICLE = "".join(
    f"<p>In the year {n} the CMO lent the CIO a lamp, and marketing thanked the IT department for its return.</p>"
    for n in range(9)
)


@pytest.fixture
def spider(tmp_path: Path) -> Iterator[TopicalSpider]:
    bounds = Bounds(("lamps.example",), 100, 6, 30)
    settings = CrawlSettings(contact="x", max_redirects=2)
    made = TopicalSpider(str(tmp_path / "x.db"), settings, bounds, crawl_id=1, starts=(HOME,), hold=Hold(StringIO()))
    yield made
    made.close_corpus()


def task(path: str, **known: object) -> Task:
    facts = {
        "host": "lamps.example", "depth": 1, "priority": 20, "redirects": 0, "tries": 0, "outcome": "waiting", "part_of": None,
        "article_id": None, "etag": None, "last_modified": None, "content_sha256": None,
    }  # fmt: skip
    return Task(url=HOME + path, **{**facts, **known})  # type: ignore[arg-type]


def met(spider: TopicalSpider, asked: Task, body: str = "", status: int = 200, **headers: str) -> Page:
    request = Request(asked.url, meta={TASK: asked})
    (page,) = spider.parse(HtmlResponse(asked.url, status=status, headers=headers, body=body.encode(), request=request))
    return page


@pytest.mark.parametrize(
    ("to", "outcome", "led"),
    [
        ("/new", "copy", [HOME + "new"]),
        ("/new?utm_source=x", "copy", [HOME + "new"]),
        ("http://stranger.example/", "refused", ["http://stranger.example/"]),
        ("mailto:x@lamps.example", "refused", []),
        ("/old", "error", []),
        ("/", "soft_404", [HOME]),
    ],
)
def test_a_redirect_has_a_row_and_is_followed_within_the_hosts(
    spider: TopicalSpider, to: str, outcome: str, led: list[str]
) -> None:
    page = met(spider, task("old"), status=301, Location=to)
    assert (page.outcome, [link.url for link in page.links]) == (outcome, led)


def test_a_chain_of_redirects_ends(spider: TopicalSpider) -> None:
    (link,) = met(spider, task("old", redirects=1), status=301, Location="/new").links
    assert link.redirects == 2
    page = met(spider, task("old", redirects=2), status=301, Location="/new")
    assert (page.outcome, page.links) == ("error", [])


def test_a_page_that_gives_another_address_as_its_own_leads_there(spider: TopicalSpider) -> None:
    page = met(spider, task("print"), f'<link rel="canonical" href="{HOME}own"><h1>Lamps</h1>{ARTICLE}')
    assert page.claims == HOME + "own"
    assert HOME + "own" in [link.url for link in page.links]


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (DownloadTimeoutError("slow"), "timeout"),
        (DownloadCancelledError("large"), "too_large"),
        (IgnoreRequest("Forbidden by robots.txt"), "forbidden_by_robots"),
        (IgnoreRequest("Ignoring response 200: exceeded DOWNLOAD_MAXSIZE (9 B) during decompression"), "too_large"),
        (HostRefused("stranger"), "refused"),
        (OSError("broken"), "error"),
    ],
)
def test_a_failed_request_has_a_row_with_the_reason(spider: TopicalSpider, error: Exception, outcome: str) -> None:
    (page,) = spider.failed(failed(error, task("a")))
    assert page.outcome == outcome
    assert page.error


def failed(error: Exception, asked: Task) -> Failure:
    failure = Failure(error)
    failure.request = Request(asked.url, meta={TASK: asked})  # type: ignore[attr-defined]
    return failure


def test_the_links_of_a_page_off_the_topic_are_not_followed(spider: TopicalSpider) -> None:
    body = "<h1>Bread</h1>" + "<p>A loaf of bread wants flour, water, salt and a night of rest.</p>" * 9
    assert met(spider, task("bread"), f'{body}<a href="/rolls">Rolls for CMOs and CIOs</a>').links == []


def test_the_likeliest_links_come_with_the_reason(spider: TopicalSpider) -> None:
    body = article("lamp", '<a href="/b">Why CMOs and CIOs quarrel</a> <a href="/c">Bread</a>')
    found = {link.url: (link.priority, link.reason) for link in met(spider, task("a"), body).links}
    assert found[HOME + "b"][0] > found[HOME + "c"][0]
    assert "both sides in the link" in found[HOME + "b"][1]


@pytest.mark.parametrize("outcome", ["stored", "teaser", "borderline", "unchanged"])
def test_an_article_that_has_not_changed_keeps_what_is_known_of_it(spider: TopicalSpider, outcome: str) -> None:
    known = task("a", outcome=outcome, etag='"7"', article_id="a1", content_sha256="ff")
    assert spider.request(known).headers["If-None-Match"] == b'"7"'
    page = met(spider, known, status=304)
    assert (page.outcome, page.etag, page.article_id, page.content_sha256) == ("unchanged", '"7"', "a1", "ff")


def test_a_list_that_has_not_changed_stays_a_list(spider: TopicalSpider) -> None:
    assert met(spider, task("", outcome="listing", etag="7"), status=304).outcome == "listing"


def test_what_is_not_in_the_corpus_is_asked_for_without_condition(spider: TopicalSpider) -> None:
    assert not spider.conditions(task("a", outcome="timeout", etag='"7"'))


def test_a_failing_robots_txt_forbids_everything() -> None:
    guard = RobotsGuard(get_crawler())
    robots = Request(HOME + "robots.txt", meta={"dont_obey_robotstxt": True})
    assert guard.process_response(robots, Response(robots.url, status=503, body=b"oops")).body == FORBID_ALL
    assert guard.process_response(robots, Response(robots.url, status=404, body=b"")).body == b""
    page = Request(HOME)
    assert guard.process_response(page, Response(page.url, status=503, body=b"oops")).body == b"oops"
