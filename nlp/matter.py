"""The matter of a statement without its names and figures: what is grouped is the complaint, not who is named in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.language import Language

from nlp.sides import mentions

#: Stands for any side that is named.
SOMEBODY = "they"
#: Stands for a share or a number: a complaint that a survey counted is the same complaint.
SOME = "some"
_FIGURE = re.compile(r"(?<![\w.])\$?\d(?:[\d.,]*\d)?(?:\s?(?:%|per ?cent\b))?(?:\s+of\b(?!\s+(?:the\s+)?time))?")


def matter(nlp: Language, texts: Sequence[str]) -> list[str]:
    """Return `texts` with each name of a side put as "they" and each figure as "some"."""
    return [
        _masked(doc.text, [(m.start, m.end) for m in mentions(doc) if m.side in ("cmo", "cio", "both")])
        for doc in nlp.pipe(texts)
    ]


def _masked(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + SOMEBODY + text[end:]
    return _FIGURE.sub(SOME, text)
