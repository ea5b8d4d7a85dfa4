"""Do two pages hold the same text? Asked before a page's word for its own address is believed."""

from __future__ import annotations

from crawler.families import shingles

#: The share of all runs of words that two forms of one page have in common, or of the shorter one when it was cut.
RESEMBLANCE, CONTAINMENT = 0.6, 0.85


def agree(one: str, other: str) -> bool:
    """Tell whether two main texts are of one page: nearly the same, or one nearly all in the other."""
    first, second = shingles(one), shingles(other)
    if not first or not second:
        return False
    shared = len(first & second)
    return shared >= RESEMBLANCE * len(first | second) or shared >= CONTAINMENT * min(len(first), len(second))
