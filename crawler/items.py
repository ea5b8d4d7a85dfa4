"""The item that travels from the spider through the steps: one page, and what is known of it so far."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.extract import Extract
from crawler.relevance import Relevance

#: What can become of a page. Each page asked for, or forbidden, ends as one of these.
OUTCOMES = (
    "stored", "unchanged", "copy", "off_topic", "borderline", "teaser", "listing", "continuation", "forbidden_by_robots",
    "other_language", "not_text", "too_large", "status", "timeout", "refused", "blocked", "error",
)  # fmt: skip
#: A page with such an outcome need not be fetched again by a crawl that resumes.
DONE = (
    "stored", "unchanged", "copy", "off_topic", "borderline", "teaser", "continuation", "other_language", "not_text",
    "too_large",
)  # fmt: skip


@dataclass
class Page:
    """One URL as it was met: the answer to it, what was read from it, and once it is known its outcome.

    `url` is canonical; `article_url` is the address under which its article is stored, when that is another one.
    """

    url: str
    status: int | None = None
    fetched_at: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_sha256: str | None = None
    extract: Extract | None = None
    relevance: Relevance | None = None
    article_url: str | None = None
    article_id: str | None = None
    outcome: str | None = None
    error: str | None = None

    def settle(self, outcome: str, error: str | None = None) -> None:
        """Decide what becomes of the page, unless that is decided already."""
        if self.outcome is None:
            self.outcome, self.error = outcome, error
