"""The links of a page, in one pass over its markup: each address once, with its words, and how soon it is worth asking for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import urljoin

from lxml import etree

from crawler.blocks import squeeze
from crawler.items import Link
from crawler.kind import is_listing_url
from crawler.relevance import judge_link
from crawler.traps import file_type, trap
from crawler.urls import RefusedAddress, canonical
from crawler.variants import is_variant

#: Priorities run from 0 to 100. What an article cannot do without comes first, then what lists others.
PART, START, REDIRECT, OWN_ADDRESS, LIST = 100, 100, 96, 95, 90
#: A link whose words and address say nothing; one to an archive; the least, kept for print and phone forms.
PLAIN, ARCHIVE, LAST = 20, 30, 1
#: Of the words of a link so many characters are read; some sites make whole cards a link.
LONGEST_WORDS = 300
#: How many addresses, and links with their words, are kept ready: menus come again on every page.
KEPT_READY = 20_000
_FEEDS = ("application/rss+xml", "application/atom+xml")


def links_of(tree: etree._Element, url: str, depth: int) -> list[Link]:
    """Return the links of the page `tree` at `url`, one an address; what they lead to lies at `depth`."""
    base = next((urljoin(url, one.get("href") or "") for one in tree.iter("base")), url)
    feeds = [link_to(base, href, "", depth, priority=LIST) for href in _feeds(tree)]
    words = [link_to(base, href, text, depth) for href, text in _anchors(tree)]
    return _best(link for link in (*feeds, *words) if link)


def listed_links(addresses: Iterable[str], url: str, depth: int) -> list[Link]:
    """Return the links that a feed, sitemap or robots.txt at `url` lists."""
    return _best(link for address in addresses if (link := link_to(url, address, "", depth)))


def link_to(base: str, href: str, words: str, depth: int, priority: int = 0) -> Link | None:
    """Return the link to `href` as the page at `base` shows it; None for what is no web address."""
    href = href.strip()
    return _link(_what_counts(base, href), href, words, depth, priority) if href and href[0] != "#" else None


@lru_cache(maxsize=KEPT_READY)
def _link(base: str, href: str, words: str, depth: int, priority: int) -> Link | None:
    url, refusal = _address(base, href)
    if url is None:
        return None
    if refusal:
        return Link(url, outcome=refusal[0], error=refusal[1], depth=depth)
    likely, reason = _promise(url, words)
    return Link(url, max(priority, likely), reason if likely >= priority else "a feed or list of the site", depth)


def _what_counts(base: str, href: str) -> str:
    """Return as much of `base` as tells where `href` leads, so that a menu's link is worked out once for all pages."""
    if href.startswith(("http:", "https:")):
        return ""
    return base[: base.find("/", 8) + 1] if href[0] == "/" and href[1:2] != "/" else base


@lru_cache(maxsize=KEPT_READY)
def _address(base: str, href: str) -> tuple[str | None, tuple[str, str] | None]:
    """Return the canonical address of a link, and the outcome and reason of one that is never asked for."""
    try:
        joined = urljoin(base, href) if base else href
        url = canonical(joined)
    except RefusedAddress as error:
        return joined[:500], ("refused", str(error))
    except ValueError:  # mailto:, javascript:, a broken address of somebody else's page
        return None, None
    if why := trap(url):
        return url[:1000], ("refused", why)
    ending = file_type(url)
    return url, ("not_text", f"its address ends in {ending}") if ending else None


@lru_cache(maxsize=KEPT_READY)
def _promise(url: str, words: str) -> tuple[int, str]:
    """Return how promising a link is, from 0 to 100, and why."""
    if is_variant(url):
        return LAST, "a print or phone form"
    found = judge_link(words, url)
    floor, why = (ARCHIVE, "it lists others") if is_listing_url(url) else (PLAIN, "a link like others")
    return max(0, min(LIST - 1, floor + found.score)), found.reason or why


def _anchors(tree: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the address and words of each link; one with other words for the same address comes again."""
    for element in tree.iter("a", "area"):
        href = element.get("href")
        if href and "nofollow" not in (element.get("rel") or "").lower():
            words = squeeze("".join(map(str, element.itertext()))) or element.get("title") or ""
            yield href, words[:LONGEST_WORDS]


def _feeds(tree: etree._Element) -> Iterator[str]:
    for link in tree.iter("link"):
        if (link.get("type") or "").lower() in _FEEDS and link.get("href"):
            yield link.get("href", "")


def _best(links: Iterable[Link]) -> list[Link]:
    """Return one link an address, in the order in which they came: the most promising."""
    best: dict[str, Link] = {}
    for link in links:
        known = best.get(link.url)
        if known is None or link.priority > known.priority:
            best[link.url] = link
    return list(best.values())


def tree_of(text: str) -> etree._Element | None:
    """Return the tree of a page's markup, mended where it is broken; None when there is none."""
    parser = etree.HTMLParser(encoding="utf-8", recover=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.XMLSyntaxError:  # nothing but white space
        return None
