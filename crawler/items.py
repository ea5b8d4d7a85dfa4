"""The item that travels from the spider through the steps: one page, and what is known of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.extract import Extract
from crawler.outcomes import OUTCOMES
from crawler.relevance import Relevance


@dataclass(frozen=True)
class Link:
    """An address that a page showed: how soon it is worth asking for (0 to 100), and why.

    `again` asks even for what is done; `part_of` is the first page of the article that it goes on with.
    """

    url: str
    priority: int = 0
    reason: str = ""
    depth: int = 0
    redirects: int = 0
    again: bool = False
    part_of: str | None = None
    outcome: str = "waiting"
    error: str | None = None


@dataclass
class Page:
    """One URL as it was met: the answer to it, what was read from it, and once it is known its outcome.

    `url` is canonical; `claims` is the address that the page gives as its own, when that is another one. `links` are
    written with it, and so are `also`: the other pages of the same article, and `part` when it waits for the next one.
    """

    url: str
    status: int | None = None
    fetched_at: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_sha256: str | None = None
    extract: Extract | None = None
    relevance: Relevance | None = None
    claims: str | None = None
    article_id: str | None = None
    outcome: str | None = None
    error: str | None = None
    part_of: str | None = None
    part: int | None = None
    links: list[Link] = field(default_factory=list)
    also: list[Page] = field(default_factory=list)

    def settle(self, outcome: str, error: str | None = None) -> None:
        """Decide what becomes of the page, unless that is decided already; an outcome not on the list is a KeyError."""
        if self.outcome is None:
            OUTCOMES[outcome]
            self.outcome, self.error = outcome, error
