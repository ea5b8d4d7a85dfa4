"""Spun copies: a text said again in other words by a machine, which leaves names and figures where they were.

Two texts share no run of words then, but the order of their names and figures does; who writes on the same study anew
tells some of the same figures, in an order of his own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.likeness import overlap
from crawler.overlaps import candidates
from crawler.shingles import Runs, runs_over

#: Three anchors in a row are a run; fewer runs than this could agree by chance.
ANCHORS_A_RUN, FEWEST_RUNS = 3, 12
#: A spun copy has this share of the other's runs of anchors, and the other of its, and fewer common runs of words than that.
SAME_ANCHORS, MOST_SAME_WORDS = 0.7, 0.35

#: Names inside a sentence and figures; acronyms are the trade's.
_ANCHOR = re.compile(r"(?<=[a-z,;:] )[A-Z][a-zà-ÿ]+|\d[\d.,]*\d|\d+")


def anchors(text: str) -> list[str]:
    """Return the names and figures of `text` in its order."""
    return [match.group(0).replace(",", "") for match in _ANCHOR.finditer(text)]


def spun(texts: Sequence[str], runs: Sequence[Runs]) -> list[tuple[int, int]]:
    """Return the pairs of `texts` (by number) of which one is the other in other words; `runs` are their runs of words."""
    marks = [runs_over(anchors(text), ANCHORS_A_RUN) for text in texts]
    enough = [own if len(own) >= FEWEST_RUNS else own[:0] for own in marks]
    return [
        (one, other)
        for one, other in candidates(enough).tolist()
        if _is_spun(enough, one, other) and _differ(runs, one, other)
    ]


def _is_spun(marks: Sequence[Runs], one: int, other: int) -> bool:
    shared = overlap(marks[one], marks[other])
    return bool(shared.small.mean() >= SAME_ANCHORS and shared.large.mean() >= SAME_ANCHORS)


def _differ(runs: Sequence[Runs], one: int, other: int) -> bool:
    shared = overlap(runs[one], runs[other])
    return bool(max(shared.small.mean(), shared.large.mean()) < MOST_SAME_WORDS)
