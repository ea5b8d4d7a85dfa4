"""Print and phone (AMP) forms: addresses at which a site repeats a page of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_KEYS = {
    "amp": ("", "1", "true"),
    "outputtype": ("amp",),
    "print": ("", "1", "true", "yes", "print"),
    "view": ("print",),
}
_AMP_HOST = re.compile(r"^amp\.")
#: (what marks the form in a path, what may stand there in the page's own address).
_PATHS = (
    (re.compile(r"/amp/?$"), ("", "/")),
    (re.compile(r"^/amp/"), ("/",)),
    (re.compile(r"/amp\.html?$"), ("", "/")),
    (re.compile(r"(?<=\.)amp(?:\.html?)?$"), ("html", "htm")),
    (re.compile(r"/lireamp-"), ("/lire-",)),
    (re.compile(r"/print(?:er|able)?/?$"), ("", "/")),
    (re.compile(r"/print(?:er-?friendly)?/"), ("/",)),
)


def is_variant(url: str) -> bool:
    """Tell whether `url` looks like the print or phone form of a page."""
    return next(own_forms(url), None) is not None


def own_forms(url: str) -> Iterator[str]:
    """Yield the addresses that the page of the print or phone form `url` may have of its own; none for any other URL.

    They are to be looked up among known addresses, never asked for on this guess.
    """
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(key, value) for key, value in pairs if value.lower() not in _KEYS.get(key.lower(), ())]
    if len(kept) < len(pairs):
        yield urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(kept), ""))
    if _AMP_HOST.match(parts.netloc):
        yield from (
            urlunsplit((parts.scheme, _AMP_HOST.sub(host, parts.netloc), parts.path, parts.query, ""))
            for host in ("www.", "")
        )
    for mark, instead in _PATHS:
        if mark.search(parts.path):
            for form in instead:
                yield urlunsplit(
                    (parts.scheme, parts.netloc, mark.sub(form, parts.path, count=1) or "/", parts.query, "")
                )
