"""No request to a private network: what a name leads to is looked at after DNS, and again at every redirect.

A page of the open web may name any host, or a name that leads to this machine or the router beside it. Only hosts that
the user has named as a start may be there.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from typing import Any, Self, cast
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet import defer
from twisted.internet.base import ReactorBase

from crawler.urls import host_of

#: The Scrapy setting that holds the hosts which may be on a private network.
PRIVATE_SETTING = "CROSSTALK_PRIVATE_HOSTS"
LOCAL_NAMES = (".localhost", ".local", ".internal", ".localdomain", ".lan", ".home.arpa", ".onion")


class PrivateAddress(IgnoreRequest):
    """The request would go to a private network."""


def is_public(address: str) -> bool:
    """Tell whether the IP `address` is one of the open internet, also when it is an IPv4 address in IPv6 clothes."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _within_ipv6(found)
    return found.is_global and not found.is_multicast and (inner is None or is_public(str(inner)))


def _within_ipv6(found: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that a mapped, 6to4, Teredo or NAT64 address leads to."""
    if isinstance(found, ipaddress.IPv4Address):
        return None
    if found in ipaddress.ip_network("64:ff9b::/96") or found in ipaddress.ip_network("::/96"):
        return ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    return found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)


def as_address(host: str) -> str | None:
    """Return the IP address that `host` is written as, in any of the ways that systems read (0x7f.1, 2130706433)."""
    bare = host.strip("[]")
    try:
        return str(ipaddress.ip_address(bare.partition("%")[0]))
    except ValueError:
        return _old_form(bare)


def _old_form(host: str) -> str | None:
    """Return the address of the numbers that inet_aton takes: one to four, decimal, octal or hexadecimal."""
    try:
        numbers = [
            int(part, 16 if part[:2].lower() == "0x" else 8 if part[:1] == "0" else 10) for part in host.split(".")
        ]
    except ValueError:
        return None
    *first, last = numbers
    if len(first) > 3 or any(not 0 <= number < 256 for number in first) or not 0 <= last < 256 ** (4 - len(first)):
        return None
    return str(ipaddress.IPv4Address(sum(number << 8 * (3 - at) for at, number in enumerate(first)) + last))


class AddressGuard:
    """Refuse a request whose host is written as a private address, has a name of private networks, or leads to one."""

    def __init__(self, crawler: Crawler) -> None:
        self.named = _named(crawler)
        self.by_proxy = crawler.settings.getbool("HTTPPROXY_ENABLED") and bool(getproxies())

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the guard of one crawl, as Scrapy asks for it."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise PrivateAddress for a request that would go to a private network; behind a proxy names are its matter."""
        host = host_of(request.url)
        if host in self.named:
            return
        address = as_address(host)
        if (address and not is_public(address)) or host == "localhost" or host.endswith(LOCAL_NAMES):
            raise PrivateAddress(f"{host} is on a private network")
        if not address and not self.by_proxy:
            from twisted.internet import reactor  # only now: importing it installs it

            await maybe_deferred_to_future(
                cast(Any, reactor).resolve(host)
            )  # the resolver below looks at what it finds


class PublicResolver(CachingThreadedResolver):
    """Look up names, and refuse those that lead to a private network; the address looked at is the one connected to."""

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float, named: Iterable[str] = ()) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.named = frozenset(named)

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Return the resolver of one crawl, as Scrapy asks for it; a proxy of the user's own may be on their network."""
        made = super().from_crawler(crawler, reactor)
        proxies = [urlsplit(proxy).hostname or "" for proxy in getproxies().values()]
        made.named = frozenset((*_named(crawler), *proxies))
        return made

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> defer.Deferred[str]:
        """Return the address of `name`; one that is private fails with PrivateAddress."""
        return super().getHostByName(name, timeout).addCallback(self.checked, name)

    def checked(self, address: Any, name: str) -> Any:
        """Return `address`, or raise PrivateAddress when it is private and `name` was not named by the user."""
        if name not in self.named and not is_public(str(address)):
            raise PrivateAddress(f"{name} leads to a private network ({address})")
        return address


def _named(crawler: Crawler) -> frozenset[str]:
    return frozenset(crawler.settings.getlist(PRIVATE_SETTING))
