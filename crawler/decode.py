"""From bytes to text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from crawler.extract import NothingToRead

#: How much of a file is looked at to tell text from binary, and to find a declared charset.
SNIFFED = 4096
#: The share of control characters above which bytes are no text.
MOST_CONTROLS = 0.05
FALLBACK = "cp1252"

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)|encoding\s*=\s*["']([\w-]+)""", re.IGNORECASE)
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of `data`; raise NothingToRead when it is binary.

    Tried in this order: byte order mark, UTF-8, the charset `declared` by the server or by the page, cp1252 (which
    is what pages that say nothing, or say ISO-8859-1, are written in).
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    if is_binary(data):
        raise NothingToRead("it is a binary file, not text")
    for guess in ("utf-8", declared, _charset_in(data)):
        if text := _try(data, guess):
            return text
    return data.decode(FALLBACK, "replace")


def is_binary(data: bytes) -> bool:
    """Tell whether `data` is something other than text: it holds a zero byte, or many control characters."""
    head = data[:SNIFFED]
    if head.startswith(tuple(mark for mark, _ in _BOMS)):
        return False
    return b"\0" in head or len(head) - len(head.translate(None, _CONTROLS)) > MOST_CONTROLS * len(head)


def _charset_in(data: bytes) -> str | None:
    match = _CHARSET.search(data[:SNIFFED])
    return (match.group(1) or match.group(2)).decode("ascii") if match else None


def _try(data: bytes, name: str | None) -> str | None:
    if name is None or name.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii"):
        return None
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):  # not this one: the next guess is tried
        return None
