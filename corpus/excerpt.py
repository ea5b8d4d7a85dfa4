"""How much of a publisher's text is published: the statements and figures, and a little context where it may be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

GAP = " […] "
#: Statements and figures are kept whole; context comes only while all that is kept stays within these.
SHARE = 0.25
MOST_WORDS = 300

_SENTENCE_BREAK = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])|\n")


@dataclass(frozen=True)
class Excerpt:
    """A published text; `offsets` maps each span asked for, (start, end) of the full text, to its place in `text`."""

    text: str
    offsets: dict[tuple[int, int], tuple[int, int]]


def excerpt(text: str, spans: list[tuple[int, int]], policy: str) -> Excerpt:
    """Return what of `text` is published under `policy`: "full", "excerpt" or "none".

    `spans` are the character offsets of statements and figures; they are always kept, so that
    `excerpt.text[a:b] == text[start:end]` holds for each. Under "excerpt" the sentence before a span (or, at the start
    of a line, the one after it) is kept as context while the words kept stay within a quarter of the text and 300.
    """
    if policy == "full":
        return Excerpt(text, {span: span for span in spans})
    kept = sorted(set(spans))
    if policy == "excerpt":
        kept = sorted({*kept, *_context(text, kept)})
    return _joined(text, _merged(text, kept), spans)


def _words(text: str, spans: list[tuple[int, int]]) -> int:
    return sum(len(text[a:b].split()) for a, b in _merged(text, sorted(spans)))


def _context(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Choose context sentences in order of the spans they stand beside, as far as the words allow."""
    allowed = min(SHARE * len(text.split()), MOST_WORDS)
    sentences = _sentences(text)
    chosen: list[tuple[int, int]] = []
    for start, end in spans:
        before = [s for s in sentences if s[1] <= start and "\n" not in text[s[1] : start]]
        after = [s for s in sentences if s[0] >= end and "\n" not in text[end : s[0]]]
        context = before[-1:] or after[:1]
        if context and _words(text, [*spans, *chosen, *context]) <= allowed:
            chosen += context
    return chosen


def _sentences(text: str) -> list[tuple[int, int]]:
    edges = [0, *(m.end() for m in _SENTENCE_BREAK.finditer(text)), len(text)]
    spans = []
    for a, b in pairwise(edges):
        bare = text[a:b].strip()
        if bare:
            offset = a + text[a:b].index(bare)
            spans.append((offset, offset + len(bare)))
    return spans


def _merged(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that overlap or have only white space between them on one line."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and (start <= merged[-1][1] or text[merged[-1][1] : start].strip(" ") == ""):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _joined(text: str, kept: list[tuple[int, int]], spans: list[tuple[int, int]]) -> Excerpt:
    pieces: list[str] = []
    places: list[tuple[int, int, int]] = []
    at = 0
    for start, end in kept:
        if pieces:
            pieces.append(GAP)
            at += len(GAP)
        pieces.append(text[start:end])
        places.append((start, end, at))
        at += end - start
    offsets = {}
    for start, end in spans:
        piece_start, _, place = next(p for p in places if p[0] <= start and end <= p[1])
        offsets[start, end] = (place + start - piece_start, place + end - piece_start)
    return Excerpt("".join(pieces), offsets)
