"""Links that publishers list for machines: sitemaps, RSS and Atom feeds, the Sitemap lines of robots.txt."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

#: Refuse to unpack more than this: a small archive can hold a huge file.
MOST_UNPACKED = 50_000_000
_GZIP = b"\x1f\x8b"
_ROOTS = {"sitemapindex": "index", "urlset": "sitemap", "rss": "feed", "feed": "feed", "RDF": "feed"}
_ENTRIES = {"index": ("{*}sitemap",), "sitemap": ("{*}url",), "feed": ("{*}item", "{*}entry")}
_SITEMAP_LINE = re.compile(r"(?im)^\s*sitemap\s*:\s*(\S+)")


@dataclass(frozen=True)
class LinkList:
    """The addresses that a sitemap or feed lists, and its kind: `index` (of sitemaps), `sitemap` or `feed`."""

    kind: str
    links: tuple[str, ...]


def read_links(body: bytes) -> LinkList | None:
    """Return what the sitemap or feed `body` lists, gzipped or not; None when it is neither.

    Its elements are let go of as they are read: a sitemap may hold 50,000 addresses.
    """
    data = _unpacked(body)
    if b"<" not in data[:1000]:
        return None
    try:
        _, root = next(_events(data, "start"))
        kind = _ROOTS.get(_name(root))
        return LinkList(kind, _links(data, kind)) if kind else None
    except (etree.XMLSyntaxError, StopIteration):  # not XML after all: then it is no list of links
        return None


def _events(data: bytes, event: str, *tags: str) -> Iterator[tuple[str, etree._Element]]:
    return iter(
        etree.iterparse(
            BytesIO(data), events=(event,), tag=tags or None, resolve_entities=False, no_network=True, recover=True,
            remove_comments=True,
        )
    )  # fmt: skip


def _links(data: bytes, kind: str) -> tuple[str, ...]:
    """Return the links of a list of a known kind, in order and once each."""
    found: dict[str, None] = {}
    for _, entry in _events(data, "end", *_ENTRIES[kind]):
        if link := _entry_link(entry) if kind == "feed" else _location(entry):
            found[link] = None
        entry.clear()
    return tuple(found)


def sitemaps_in(robots: str) -> list[str]:
    """Return the addresses of the Sitemap lines of a robots.txt."""
    return _SITEMAP_LINE.findall(robots)


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        return body
    try:
        with gzip.GzipFile(fileobj=BytesIO(body)) as packed:
            return packed.read(MOST_UNPACKED)
    except (OSError, EOFError, zlib.error):  # a broken archive lists nothing
        return b""


def _location(entry: etree._Element) -> str:
    """Return the address of a sitemap's `url` or `sitemap` element."""
    return next(((node.text or "").strip() for node in entry.iterfind("{*}loc")), "")


def _entry_link(entry: etree._Element) -> str | None:
    """Return the address of an RSS item or Atom entry: its alternate link."""
    for link in entry.iterfind("{*}link"):
        address = (link.get("href") or link.text or "").strip()
        if address and link.get("rel", "alternate") == "alternate":
            return address
    return None


def _name(element: etree._Element | None) -> str:
    return etree.QName(element).localname if element is not None and isinstance(element.tag, str) else ""
