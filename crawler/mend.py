"""Faults of encoding and of line ends, mended before a text is read."""

from __future__ import annotations

import html
import re

#: UTF-8 that was read as cp1252 shows these letters before a sign that is seldom written.
_MOJIBAKE = re.compile(
    r"(?:[ÂÃâ][\x80-\xbf\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122])+[\x80-\xbf\u2013-\u203a\u20ac\u2122œžŸ]*"
)
_ESCAPE = re.compile(r"\\?\bu(20[12][0-9a-f]|00[a-f][0-9a-f])(?![0-9a-f])|\\u([0-9a-f]{4})", re.IGNORECASE)
#: The backslash was lost: "donu2019t". Only quotes, dashes and the ellipsis are that sure.
_BARE_ESCAPE = re.compile(r"(?<=\w)u(2018|2019|201c|201d|2013|2014|2026)(?![0-9a-fA-F]{2})|\bu(201c|201d|2018)(?=\w)")
#: Two sentences, or paragraphs, with no blank between them; not the dot of a name such as Booking.Com or Node.Js.
_GLUED = re.compile(r"([a-z]{3}[.!?][\"”’)]?)(?=[A-Z][a-z]*(?<!Com)(?<!Net)(?<!Org)(?<!Js)(?<!Io)(?<!Ai) [a-z])")
#: Most texts hold none of the faults: one look tells.
_SUSPECT = re.compile(r"[&âÃÂ\\]|u20|[.!?][\"”’)]?[A-Z]")
_ENTITY = re.compile(r"&(?:amp;)?(?:#\d{2,5}|#x[\da-f]{2,5}|[a-z]{2,8});", re.IGNORECASE)


def mended(text: str) -> str:
    """Return `text` with escapes, entities and twice-encoded characters as the characters that they stand for."""
    if not _SUSPECT.search(text):
        return text
    if "\\u" in text or "u20" in text:
        text = _ESCAPE.sub(_character, _BARE_ESCAPE.sub(_character, text))
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(html.unescape(match[0])), text)
    if "â" in text or "Ã" in text or "Â" in text:
        text = _MOJIBAKE.sub(_decoded, text)
    return _GLUED.sub(r"\1 ", text)


def _character(match: re.Match[str]) -> str:
    return chr(int(next(group for group in match.groups() if group), 16))


def _decoded(match: re.Match[str]) -> str:
    """Return what the bytes of `match` say in UTF-8; itself when they say nothing."""
    try:
        return b"".join(_byte(sign) for sign in match[0]).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):  # letters that were meant, as in "Ângelo"
        return match[0]


def _byte(sign: str) -> bytes:
    """Return the byte that `sign` was read from: cp1252 leaves five bytes open, which stand for themselves."""
    return bytes([ord(sign)]) if ord(sign) < 0x100 else sign.encode("cp1252")
