"""Know again what was forgotten, from hashes alone: addresses, domains, people, texts and paragraphs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.records import Article
from corpus.store import Corpus

#: A name has at most so many words.
LONGEST_NAME = 5


@dataclass(frozen=True)
class Forgotten:
    """The hashes of what was forgotten, by kind: `url`, `domain`, `person`, `text` (of an article), `block` (a line)."""

    hashes: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, corpus: Corpus) -> Forgotten:
        """Return what `corpus` has forgotten."""
        rows = corpus.rows("SELECT kind, sha256 FROM forgotten")
        return cls(
            {kind: frozenset(r["sha256"] for r in rows if r["kind"] == kind) for kind in {r["kind"] for r in rows}}
        )

    def has(self, kind: str, text: str) -> bool:
        """Tell whether `text` is among what was forgotten of a kind."""
        known = self.hashes.get(kind)
        return known is not None and hashed(kind, text) in known

    def page(self, url: str, host: str) -> bool:
        """Tell whether the page at the canonical `url` was forgotten, or its `host`, or a domain that it stands in."""
        return self.has("url", url) or ("domain" in self.hashes and any(self.has("domain", d) for d in _parents(host)))

    def names(self, text: str) -> bool:
        """Tell whether `text` names a person who was forgotten."""
        return "person" in self.hashes and any(self.has("person", name) for name in _word_runs(text))

    def remaining(self, article: Article, host: str) -> Article | None:
        """Return `article` without the lines and the title that are forgotten, or None when nothing may stay of it."""
        if not self.hashes:
            return article
        gone = (article.url and self.page(article.url, host)) or self.has("text", article.text)
        if gone or self.names(article.author or ""):
            return None
        text = self.without_blocks(article.text)
        title = None if self.names(article.title or "") else article.title
        return replace(article, text=text, title=title, words=len(text.split())) if text else None

    def without_blocks(self, text: str) -> str:
        """Return `text` without the lines that are forgotten, or that name somebody who is."""
        if "block" not in self.hashes and "person" not in self.hashes:
            return text
        return "\n".join(line for line in text.split("\n") if not (self.has("block", line) or self.names(line)))


def hashed(kind: str, text: str) -> str:
    """Return the hash under which `text` is forgotten; words alone count, but in an address every character."""
    bare = text if kind in ("url", "domain") else " ".join(words_of(text))
    return hashlib.sha256(f"{kind}\x1f{bare}".encode("utf-8", "surrogatepass")).hexdigest()


def words_of(text: str) -> list[str]:
    """Return the words of `text` in lower case, without punctuation."""
    return re.findall(r"\w+", text.casefold())


def _word_runs(text: str) -> Iterator[str]:
    words = words_of(text)
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST_NAME, len(words)) + 1):
            yield " ".join(words[start:end])


def _parents(host: str) -> Iterator[str]:
    labels = host.split(".")
    for start in range(len(labels)):
        yield ".".join(labels[start:])
