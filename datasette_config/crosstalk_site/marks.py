"""An article's text as blocks, with every statement and figure marked where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from markupsafe import Markup, escape

from crosstalk_site.context import GAP

_ITEM = re.compile(r"(?:-|(\d{1,9})[.)]) ")
_HEADING = re.compile(r"# ")


class Span(NamedTuple):
    """A marked stretch of the text: characters `start` to `end`, shown with `number` and linkable by `id`."""

    id: str
    kind: str
    start: int
    end: int
    number: int


class Block(NamedTuple):
    """A paragraph, heading, list item or gap; `numbers` are those of the spans that begin in it."""

    kind: str
    html: Markup
    numbers: list[int]
    item: int | None = None


def numbered(found: Sequence[tuple[str, str, int, int]], length: int) -> list[Span]:
    """Return the spans (id, kind, start, end) in order of the text, cut to it and numbered from 1."""
    clipped = [(key, kind, max(0, start or 0), min(length, end or 0)) for key, kind, start, end in found]
    inside = sorted((s for s in clipped if s[2] < s[3]), key=lambda s: (s[2], -s[3], s[0]))
    return [Span(*span, number) for number, span in enumerate(inside, 1)]


def blocks(text: str, spans: Sequence[Span], *, excerpts: bool) -> list[Block]:
    """Return the text's lines as blocks; in excerpts, each stretch between gaps is one too."""
    found: list[Block] = []
    seen: set[int] = set()
    for a, end in _stretches(text, excerpts):
        kind, item, start = _kind(text, a, end)
        if kind == "gap":
            found.append(Block("gap", Markup(GAP), []))
        elif text[start:end].strip():
            here = [span for span in spans if span.start < end and span.end > start]
            fresh = {span.number for span in here} - seen
            seen |= fresh
            found.append(Block(kind, marked(text, start, end, here, fresh), sorted(fresh), item))
    return found


def _stretches(text: str, excerpts: bool) -> Iterator[tuple[int, int]]:
    at = 0
    for line in re.split(r"(\n|\[…\])" if excerpts else r"(\n)", text):
        if line != "\n":
            yield at, at + len(line)
        at += len(line)


def _kind(text: str, start: int, end: int) -> tuple[str, int | None, int]:
    """Return what a stretch is, its number in a list, and where its words begin."""
    if text[start:end] == GAP:
        return "gap", None, start
    while start < end and text[start] in " \t\r":
        start += 1
    if _HEADING.match(text, start, end):
        return "heading", None, start + 2
    item = _ITEM.match(text, start, end)
    if item:
        return "item", int(item[1]) if item[1] else None, item.end()
    return "p", None, start


def marked(text: str, start: int, end: int, spans: Sequence[Span], fresh: AbstractSet[int]) -> Markup:
    """Return `text[start:end]` escaped, with `spans` as elements that may overlap in any way.

    Where a span ends inside another, the other is closed and opened again. The first piece of a span carries its id,
    if its number is in `fresh`; the last one is followed by its number, which links to it.
    """
    cuts = sorted({start, end, *(min(max(edge, start), end) for s in spans for edge in (s.start, s.end))})
    pieces: list[Markup] = []
    open_spans: list[Span] = []
    for a, b in zip(cuts, [*cuts[1:], end], strict=True):
        pieces += _closed(open_spans, a, last=a == end)
        opening = [s for s in spans if max(s.start, start) == a and a < end]
        for span in sorted(opening, key=lambda s: (-s.end, s.number)):
            pieces.append(_opened(span, first=span.number in fresh))
            open_spans.append(span)
        pieces.append(escape(text[a:b]))
    return Markup("").join(pieces)


def _closed(open_spans: list[Span], at: int, *, last: bool) -> list[Markup]:
    """Close the spans that end here, and around them the others, which are opened again."""
    ending = [span for span in open_spans if span.end <= at or last]
    if not ending:
        return []
    deepest = min(open_spans.index(span) for span in ending)
    above = open_spans[deepest:]
    again = [span for span in above if span not in ending]
    open_spans[deepest:] = again
    numbers = [_number(span) for span in sorted(ending, key=lambda s: s.number) if span.end <= at]
    return [Markup("</mark>") * len(above), *numbers, *(_opened(span, first=False) for span in again)]


def _opened(span: Span, *, first: bool) -> Markup:
    if not first:
        return Markup('<mark class="{}">').format(span.kind)
    return Markup('<mark class="{}" id="{}">').format(span.kind, span.id)


def _number(span: Span) -> Markup:
    return Markup('<sup><a href="#{}" title="Link to this sentence">{}</a></sup>').format(span.id, span.number)
