"""The headline of a page, as it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from crawler.blocks import plain, squeeze

_TITLE_NAMES = re.compile(r"(?:^|[ _-])(?:title|headline|hdl|entry-title|post-title)(?:$|[ _-])", re.IGNORECASE)
_LEVELS = ("h1", "h2", "h3", "b", "strong", "font")
LONGEST_SITE_NAME = 5


def find_title(tree: HtmlElement, stated: str | None) -> str | None:
    """Return the headline: the heading that the title element or the `stated` title repeats, as the page prints it."""
    page_title = squeeze(next((str(one.text_content()) for one in tree.iter("title")), ""))
    for wanted in (stated, page_title):
        if wanted and (found := _printed(tree, wanted)):
            return found
    headings = [text for one in tree.iter("h1") if (text := squeeze(str(one.text_content())))]
    if stated:
        return stated
    return (
        headings[0] if len(headings) == 1 and not _is_site_name(headings[0], page_title) else _without_site(page_title)
    )


def site_name(tree: HtmlElement, title: str | None) -> str | None:
    """Return what the title element holds beside the `title` of the article, when that is short: the site's name."""
    page_title = squeeze(next((str(one.text_content()) for one in tree.iter("title")), ""))
    if not title or title not in page_title:
        return None
    rest = [part.strip(" |–—«»·:-") for part in page_title.split(title)]
    names = [part for part in rest if part and len(part.split()) <= LONGEST_SITE_NAME]
    return names[0] if len(names) == 1 else None


def _printed(tree: HtmlElement, wanted: str) -> str | None:
    """Return the text of the highest heading whose words `wanted` holds; the longest of that level."""
    key = plain(wanted)
    for level in _LEVELS:
        texts = [squeeze(str(one.text_content())) for one in tree.iter(level)]
        fitting = [text for text in texts if _fits(plain(text), key)]
        if fitting:
            return max(fitting, key=len)
    texts = list(_named_titles(tree))
    return next((text for text in texts if _fits(plain(text), key)), None)


def _fits(heading: str, wanted: str) -> bool:
    """Tell whether `heading` makes up the most of `wanted`: the rest is the name of a site or section."""
    return bool(heading) and heading in wanted and 2 * len(heading) >= len(wanted)


def _named_titles(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("div", "span", "p", "td", "a"):
        if _TITLE_NAMES.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            yield squeeze(str(element.text_content()))


def _is_site_name(heading: str, page_title: str) -> bool:
    return plain(heading) != plain(page_title) and plain(page_title).endswith(plain(heading))


def _without_site(page_title: str) -> str | None:
    """Return the longest part of `page_title` between the marks that part title and site name."""
    parts = [part for part in re.split(r"\s+[|–—«»·]\s+|\s+-\s+", page_title) if part]
    return max(parts, key=len) if parts else None
