"""What a visitor types, made safe for full-text search, and its hits, made safe for a page."""

from __future__ import annotations

import re

from datasette.utils import escape_fts
from markupsafe import Markup, escape

#: Longer questions are cut: nobody reads what matches hundreds of words at once, and SQLite refuses thousands.
MOST_CHARACTERS = 200
MOST_WORDS = 20

#: Control characters that SQLite puts round a hit; they become <mark> after escaping.
HIT, END = "\x02", "\x03"

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_MARKED = re.compile(f"{HIT}([^{HIT}{END}]*){END}")


def cleaned(text: str | None) -> str:
    """Return what was typed on one line, without control characters, cut to a fair length."""
    line = " ".join(_CONTROL.sub(" ", (text or "")[: 20 * MOST_CHARACTERS]).split())
    return " ".join(line[:MOST_CHARACTERS].split(" ")[:MOST_WORDS])


def match(text: str) -> str:
    """Return the MATCH expression for cleaned text: every word or quoted phrase, and nothing that is syntax.

    Text without a word gives the empty phrase, which matches nothing.
    """
    return str(escape_fts(text)) or '""'


def highlighted(snippet: str | None) -> Markup:
    """Return a hit with its words in <mark>, all else escaped, unpaired control characters dropped."""
    safe = str(escape(" ".join((snippet or "").split())))
    paired = _MARKED.sub(r"<mark>\1</mark>", safe)
    return Markup(paired.replace(HIT, "").replace(END, ""))
