"""What the spider makes of answers that are no page."""

from __future__ import annotations

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError, IgnoreRequest
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler
from twisted.python.failure import Failure

from crawler.hosts import HostRefused
from crawler.items import Page
from crawler.robots import FORBID_ALL, RobotsGuard
from crawler.settings import CrawlSettings
from crawler.spiders.topical import TopicalSpider

HOME = "http://lamps.example/"
ARTICLE = "".join(
    f"<p>Line {n} of a page about marketing and the IT department, who share a lamp.</p>" for n in range(9)
)


@pytest.fixture
def spider() -> TopicalSpider:
    return TopicalSpider([HOME], CrawlSettings(contact="x", max_redirects=2))


def met(spider: TopicalSpider, response: Response) -> tuple[list[Page], list[str]]:
    found = list(spider.parse(response))
    pages = [one for one in found if isinstance(one, Page)]
    return pages, [one.url for one in found if isinstance(one, Request)]


def answer(
    path: str, body: str = "", status: int = 200, meta: dict[str, object] | None = None, **headers: str
) -> Response:
    url = HOME + path
    request = Request(url, meta=meta or {})
    return HtmlResponse(url, status=status, headers=headers, body=body.encode(), request=request)


@pytest.mark.parametrize(
    ("to", "outcome", "asked"),
    [
        ("/new", "copy", [HOME + "new"]),
        ("http://stranger.example/", "refused", []),
        ("mailto:x@lamps.example", "refused", []),
    ],
)
def test_a_redirect_has_a_row_and_is_followed_within_the_hosts(
    spider: TopicalSpider, to: str, outcome: str, asked: list[str]
) -> None:
    pages, requests = met(spider, answer("old", status=301, Location=to))
    assert ([page.outcome for page in pages], requests) == ([outcome], asked)


def test_a_chain_of_redirects_ends(spider: TopicalSpider) -> None:
    pages, requests = met(spider, answer("old", status=301, meta={"redirects": 2}, Location="/new"))
    assert ([page.outcome for page in pages], requests) == (["error"], [])


def test_a_page_at_a_second_address_is_stored_under_its_own(spider: TopicalSpider) -> None:
    body = f'<link rel="canonical" href="{HOME}own"><h1>Lamps</h1>{ARTICLE}'
    pages, requests = met(spider, answer("print", body))
    assert pages[0].article_url == HOME + "own"
    assert requests == [HOME + "own"]


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (DownloadTimeoutError("slow"), "timeout"),
        (DownloadCancelledError("large"), "too_large"),
        (IgnoreRequest("Forbidden by robots.txt"), "forbidden_by_robots"),
        (HostRefused("stranger"), "refused"),
        (OSError("broken"), "error"),
    ],
)
def test_a_failed_request_has_a_row_with_the_reason(spider: TopicalSpider, error: Exception, outcome: str) -> None:
    failure = Failure(error)
    failure.request = Request(HOME + "a")  # type: ignore[attr-defined]
    (page,) = spider.failed(failure)
    assert isinstance(page, Page)
    assert page.outcome == outcome
    assert page.error


def test_an_article_whose_second_page_does_not_come_is_kept_and_partial(spider: TopicalSpider) -> None:
    (request,) = spider.parse(answer("a", f'<h1>Lamps</h1>{ARTICLE}<a href="/a?page=2">2</a>'))
    assert isinstance(request, Request)
    failure = Failure(DownloadTimeoutError("slow"))
    failure.request = request  # type: ignore[attr-defined]
    whole, second = spider.failed(failure)
    assert isinstance(whole, Page) and isinstance(second, Page)
    assert whole.extract is not None and whole.extract.access == "partial"
    assert (whole.url, second.url, second.outcome) == (HOME + "a", HOME + "a?page=2", "timeout")


def test_an_address_is_asked_for_once(spider: TopicalSpider) -> None:
    assert len(list(spider.ask(HOME + "a"))) == 1
    assert list(spider.ask(HOME + "a")) == []
    assert list(spider.ask("http://stranger.example/")) == []


def test_a_failing_robots_txt_forbids_everything() -> None:
    guard = RobotsGuard(get_crawler())
    robots = Request(HOME + "robots.txt", meta={"dont_obey_robotstxt": True})
    assert guard.process_response(robots, Response(robots.url, status=503, body=b"oops")).body == FORBID_ALL
    assert guard.process_response(robots, Response(robots.url, status=404, body=b"")).body == b""
    page = Request(HOME)
    assert guard.process_response(page, Response(page.url, status=503, body=b"oops")).body == b"oops"
