"""A hosts map for Scrapy: http://HOST/ is fetched from another address, and nobody but the socket knows.

`request.url` and `response.url` keep the plain address, so that no port reaches a link, an id or a stored row. Hosts
that are not in the map are refused: an offline demo never leaves the machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

#: The Scrapy setting that holds the map: host -> (address, port).
HOSTS_SETTING = "CROSSTALK_HOSTS"
HostsMap = Mapping[str, tuple[str, int]]


class HostRefused(IgnoreRequest):
    """The request would leave the machine, or asks for a scheme that the map does not serve."""


class MappedHosts(HTTP11DownloadHandler):
    """Fetch pages, and their robots.txt too, from where the hosts map says."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.hosts: HostsMap = crawler.settings.getdict(HOSTS_SETTING)

    async def download_request(self, request: Request) -> Response:
        """Return the response of the mapped address under the address that was asked for."""
        sent = request.replace(url=mapped(request.url, self.hosts))
        sent.headers["Host"] = urlsplit(request.url).netloc
        response = await super().download_request(sent)
        # AutoThrottle reads the latency from the request that it knows.
        request.meta["download_latency"] = sent.meta.get("download_latency", 0.0)
        return response.replace(url=request.url)


def mapped(url: str, hosts: HostsMap) -> str:
    """Return `url` with its host replaced by the address and port of `hosts`; raise HostRefused when there is none."""
    parts = urlsplit(url)
    address = hosts.get(parts.hostname or "")
    if address is None:
        raise HostRefused(f"{parts.hostname} is not in the hosts map")
    if parts.scheme != "http":
        raise HostRefused(f"the hosts map serves http only, not {parts.scheme}")
    return urlunsplit((parts.scheme, f"{address[0]}:{address[1]}", parts.path, parts.query, ""))
