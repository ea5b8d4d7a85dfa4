"""A sentence in the line it stands in, from an article's published text."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

#: Between the pieces of an excerpt.
GAP = "[…]"
#: Characters of context shown on each side.
AROUND = 160
#: Characters of text a query takes on each side, enough for AROUND and a word.
WINDOW = AROUND + 60


class Quotation(NamedTuple):
    """A sentence with what stands before and after it on its line."""

    before: str
    words: str
    after: str

    def marked(self, kind: str) -> Markup:
        """Return the line with the sentence marked as its kind."""
        return Markup('{}<mark class="{}">{}</mark>{}').format(self.before, kind, self.words, self.after)


def quotation(text: str, window: str | None, window_start: int, start: int, end: int) -> Quotation:
    """Return `text` in its line; `window` is a piece of the article that begins at `window_start`.

    When the offsets do not point at `text` there, the sentence stands alone.
    """
    a, b = start - window_start, end - window_start
    if not window or a < 0 or window[a:b] != text:
        return Quotation("", text, "")
    before = window[:a].rsplit("\n", 1)[-1].rsplit(GAP, 1)[-1].lstrip("# -")
    after = window[b:].split("\n", 1)[0].split(GAP, 1)[0].rstrip()
    return Quotation(_tail(before), text, _head(after))


def _tail(text: str) -> str:
    text = text.lstrip()
    if len(text) <= AROUND:
        return text
    return "…" + text[-AROUND:].partition(" ")[2]


def _head(text: str) -> str:
    if len(text) <= AROUND:
        return text
    return text[:AROUND].rpartition(" ")[0] + "…"
