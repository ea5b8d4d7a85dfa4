"""Is a page an article, or a listing of articles?"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from crawler.blocks import HEADING
from crawler.dom import Found
from crawler.facts import Facts
from crawler.maintext import MainText

#: Paths of home pages, tag, category, author, month and day archives, and searches.
_LISTING_PATH = re.compile(
    r"""^/(?:[a-z]{2}(?:-[a-z]{2})?/)?(?:
        (?:index|default|home)\.\w+ | (?:blog|news|articles|archives?|posts|latest|index)(?:\.\w+)?/?
      | (?:.*/)?(?:tags?|category|categories|topics?|author|authors|archives?|search|label|section)(?:/[^/]+){1,2}/?
      | (?:[\w-]+/)?(?:index|archive)\.\w+
      | (?:.*/)?(?:19|20)\d\d(?:/\d{1,2}){0,2}/? | (?:.*/)?page/\d+/?
    )?$""",
    re.VERBOSE | re.IGNORECASE,
)
_WALLED_PATH = re.compile(
    r"/(?:paywall|subscribers?-only|premium-content|members?-only|login-required)(?:/|$)", re.IGNORECASE
)
_LISTING_KEYS = frozenset(("s", "cat", "tag", "m", "author", "search"))
#: A page with so many teasers, a title that is a link with a few words, lists other pages ...
FEWEST_TEASERS = 3
#: ... unless there is running text of its own for each.
WORDS_A_TEASER = 60
#: A block is a teaser when this share of it, and so many words, are a link.
LINKED_SHARE = 0.2
SHORTEST_LINKED = 4


def is_listing(text: MainText, facts: Facts, url: str | None) -> bool:
    """Tell whether the page lists other pages: by its address, or by links to them with little text each."""
    address = url or facts.url
    if address and is_listing_url(address):
        return True
    places = [index for index, one in enumerate(text.around) if one in text.main] or [0]
    teasers = sum(_is_teaser(one) for one in text.around[places[0] : places[-1] + 1])
    running = sum(one.block.words for one in text.main if one.linked < LINKED_SHARE and one.block.kind != HEADING)
    return facts.is_article is not True and teasers >= FEWEST_TEASERS and running < WORDS_A_TEASER * teasers


def _is_teaser(one: Found) -> bool:
    return one.linked >= LINKED_SHARE and one.linked * one.block.words >= SHORTEST_LINKED


def is_listing_url(url: str) -> bool:
    """Tell whether the address alone says that the page is a home page, an archive or a search."""
    parts = urlsplit(url)
    keys = {key.lower() for key, _ in parse_qsl(parts.query)}
    if keys & _LISTING_KEYS:
        return True
    return not keys and bool(_LISTING_PATH.match(parts.path))


def is_walled_url(url: str | None) -> bool:
    """Tell whether the address alone says that the page is behind a wall."""
    return bool(url and _WALLED_PATH.search(urlsplit(url).path))
