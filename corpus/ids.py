"""Ids that stay: made from what a thing is, never from when or in what order it came."""

from __future__ import annotations

import hashlib

ID_LENGTH = 12


def short_hash(*parts: str) -> str:
    """Return the first 12 hexadecimal digits of the SHA-256 of `parts`, joined so that no two lists collide."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:ID_LENGTH]


def article_id(canonical_url: str | None, text: str) -> str:
    """Return the id of an article: from its canonical URL, or for a file without one from its main text."""
    return short_hash("url", canonical_url) if canonical_url else short_hash("text", text)


def statement_id(article: str, kind: str, text: str, occurrence: int) -> str:
    """Return the id of a statement; `occurrence` counts equal words of that kind in the article, from 0."""
    return "s" + short_hash(article, kind, " ".join(text.split()), str(occurrence))


def statistic_id(article: str, text: str, value: float, occurrence: int) -> str:
    """Return the id of a statistic, stable while its sentence and value stay."""
    return "n" + short_hash(article, " ".join(text.split()), f"{value:g}", str(occurrence))
