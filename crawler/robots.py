"""What Scrapy's robots.txt middleware leaves open: a robots.txt that does not come, and one that fails."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.failures import outcome_of
from crawler.items import Page
from crawler.signals import page_met

FORBID_ALL = b"User-agent: *\nDisallow: /\n"


class RobotsGuard:
    """Record a robots.txt that did not come, and take a server's error for a refusal (RFC 9309, section 2.3.1.4)."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the guard of one crawl, as Scrapy asks for it."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Hand on a response; in place of a failing server's robots.txt one that forbids everything."""
        return response.replace(body=FORBID_ALL) if is_robots(request) and response.status >= 500 else response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Record the robots.txt that `exception` kept from coming."""
        if is_robots(request):
            outcome, reason = outcome_of(exception)
            self.crawler.signals.send_catch_log(signal=page_met, page=Page(request.url, outcome=outcome, error=reason))


def is_robots(request: Request) -> bool:
    """Tell whether `request` was made by the robots.txt middleware."""
    return bool(request.meta.get("dont_obey_robotstxt"))
