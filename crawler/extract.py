"""What was read from a page or file: the record between parsing and storing."""

from __future__ import annotations

from dataclasses import dataclass


class NothingToRead(ValueError):
    """The page or file holds no text, or is no text at all."""


@dataclass(frozen=True)
class Extract:
    """The main text of one page with what the page says about itself.

    `text` holds one block a line: a heading starts with `# `, a list item with its own number or `- `. `kind` is
    `article`, `listing` or one of the kinds of `crawler.genre`; `access` is `partial` when a wall ends the text. Links are
    canonical URLs.
    """

    text: str = ""
    title: str | None = None
    author: str | None = None
    author_title: str | None = None
    author_side: str = "none"
    published: str | None = None
    language: str | None = None
    access: str = "full"
    kind: str = "article"
    canonical: str | None = None
    pager_next: str | None = None
    pager_prev: str | None = None
    publication: str | None = None

    @property
    def words(self) -> int:
        """Count the words of the main text."""
        return len(self.text.split())
