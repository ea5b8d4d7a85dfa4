"""Articles in parts: pages that have come wait in the corpus for the rest, so that a stop between them loses none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from corpus import Corpus
from crawler.extract import Extract
from crawler.items import Page
from crawler.joining import join_parts

#: An article in more parts than this is a slide show or a trap.
MOST_PARTS = 20
_KEPT = ("url", "status", "fetched_at", "etag", "last_modified", "content_sha256", "claims")


def keep_part(corpus: Corpus, page: Page) -> None:
    """Keep a part until its article is whole, inside the caller's transaction."""
    assert page.extract
    facts: dict[str, Any] = {name: getattr(page, name) for name in _KEPT}
    row = (page.url, page.part_of or page.url, page.part, json.dumps({**facts, "extract": asdict(page.extract)}))
    corpus.execute("INSERT OR REPLACE INTO page_parts (url, first_url, number, page) VALUES (?, ?, ?, ?)", row)


def kept_parts(corpus: Corpus, first_url: str) -> list[Page]:
    """Return the parts of the article at `first_url` that have come, in order."""
    found = corpus.rows("SELECT page FROM page_parts WHERE first_url = ? ORDER BY number", [first_url])
    return [_page(json.loads(row["page"])) for row in found]


def drop_parts(corpus: Corpus, first_url: str) -> None:
    """Let go of the parts of an article that is whole, inside the caller's transaction."""
    corpus.execute("DELETE FROM page_parts WHERE first_url = ?", [first_url])


def joined(parts: Sequence[Page], last: Page) -> Page:
    """Return the page of the whole article, with its later parts beside it; one whose `last` did not come is partial."""
    whole = parts[0]
    came = [part.extract for part in (*parts, last) if part.extract]
    text = join_parts(came)
    whole.extract = text if last.extract else replace(text, access="partial")
    for part in (*parts[1:], last):
        part.settle("continuation", f"it continues {whole.url}")
        part.part_of = whole.url
    whole.also = [*parts[1:], last]
    return whole


def _page(kept: dict[str, Any]) -> Page:
    return Page(**{name: kept[name] for name in _KEPT}, extract=Extract(**kept["extract"]))
