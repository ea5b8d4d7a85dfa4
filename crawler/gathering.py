"""Join the parts of articles among pages that come in any order, as a crawl does by following their pager links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from crawler.items import Page
from crawler.parts import MOST_PARTS, joined
from crawler.responses import judge_relevance


class Gathering:
    """Holds pages that are parts of an article until all pages are in; only those are held."""

    def __init__(self) -> None:
        self.held: dict[str, Page] = {}

    def take(self, page: Page) -> Iterator[Page]:
        """Yield `page`, unless it is a part of an article: then hold it."""
        extract = page.extract
        part = extract and extract.kind == "article" and (extract.pager_next or extract.pager_prev)
        if part and page.outcome is None and _address(page) not in self.held:
            self.held[_address(page)] = page
        else:
            yield page

    def whole(self) -> Iterator[Page]:
        """Yield the articles that the held pages make, each once, with its later parts beside it."""
        while self.held:
            yield self._article(self._first())

    def _first(self) -> Page:
        """Return a held page that follows no other held one; of pages that follow each other in a ring, any."""
        heads = (page for page in self.held.values() if _previous(page) not in self.held)
        return next(heads, next(iter(self.held.values())))

    def _article(self, first: Page) -> Page:
        parts = [self.held.pop(_address(first))]
        while len(parts) <= MOST_PARTS and (following := self.held.pop(_next(parts[-1]), None)):
            parts.append(following)
        whole = joined(parts[:-1], parts[-1]) if len(parts) > 1 else first
        if _next(parts[-1]) and len(parts) <= MOST_PARTS and whole.extract:
            whole.extract = replace(whole.extract, access="partial")  # its next page is not among these
        judge_relevance(whole)
        return whole


def _address(page: Page) -> str:
    """Return where a page is on the web; a file's own address is the one that it names."""
    named = page.extract.canonical if page.extract and page.url.startswith("file:") else None
    return named or page.url


def _next(page: Page) -> str:
    return (page.extract and page.extract.pager_next) or ""


def _previous(page: Page) -> str:
    return (page.extract and page.extract.pager_prev) or ""
