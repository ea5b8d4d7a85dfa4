"""Tell a web address, a domain and a person's name apart, as a user types them."""

from __future__ import annotations

import re

from corpus.errors import BadInput
from crawler.urls import NotAWebAddress, canonical

_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]+", re.IGNORECASE)
_ARTICLE_ID = re.compile(r"[0-9a-f]{12}")
#: A person is named by at least two words; one alone would take too many others along.
FEWEST_WORDS = 2


def what_is(text: str, kind: str | None = None) -> tuple[str, str]:
    """Return (kind, the form to look for) of `text`: `url`, `domain` or `person`; raise BadInput for anything else.

    `kind` is what the user says it is, None when the text shall tell. The id of an article counts as `url`.
    """
    bare = " ".join(text.split())
    kind = kind or _looks_like(bare)
    if kind == "url":
        return kind, bare if _ARTICLE_ID.fullmatch(bare) else _address(bare)
    if kind == "domain":
        host = bare.lower().rstrip(".").removeprefix("www.")
        if _DOMAIN.fullmatch(host):
            return kind, host
        raise BadInput(f"{text} is no domain, such as example.org.")
    if len(bare.split()) < FEWEST_WORDS or not re.search(r"\w", bare):
        raise BadInput(f"{text!r} is no full name of a person, no web address and no domain.")
    return "person", bare


def _looks_like(text: str) -> str:
    if "://" in text or _ARTICLE_ID.fullmatch(text):
        return "url"
    return "domain" if _DOMAIN.fullmatch(text.rstrip(".")) else "person"


def _address(text: str) -> str:
    try:
        return canonical(text)
    except NotAWebAddress as error:
        if text.startswith("file://"):
            return text
        raise BadInput(str(error)) from error
