"""The order of a theme's sentences: first a few that are typical, plain and unlike each other, then the others.

Maximal marginal relevance: Carbonell, Goldstein 1998, doi:10.1145/290941.291025.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from nlp.theme_names import is_plain
from nlp.vectors import Floats, Vectors

#: So many sentences stand for a theme; no two are of one text family.
FIRST = 8
#: How much a likeness to a sentence chosen already counts against one, and a year chosen already.
ALIKE, SAME_YEAR = 0.4, 0.05
#: How much a sentence loses that cannot stand alone.
NOT_PLAIN = 0.15

Row = dict[str, Any]


def by_typicality(rows: Sequence[Row], members: Sequence[int], vectors: Vectors, hold: Floats) -> list[int]:
    """Return `members`, row numbers of one theme, in the order in which they stand for it.

    `hold` is how surely each row belongs, 0 to 1. A text family's second sentence comes after every first one.
    """
    centre = vectors[members].mean(axis=0)
    worth = {
        n: round(float(vectors[n] @ centre) + 0.3 * float(hold[n]) - (not is_plain(rows[n]["text"])) * NOT_PLAIN, 4)
        for n in members
    }
    ranked = sorted(members, key=lambda n: (-worth[n], rows[n]["id"]))
    chosen = _diverse(rows, ranked, vectors, worth)
    seen = Counter(rows[n]["family_id"] for n in chosen)
    turn = {}
    rest = [n for n in ranked if n not in set(chosen)]
    for n in rest:
        turn[n] = seen[rows[n]["family_id"]]
        seen[rows[n]["family_id"]] += 1
    return chosen + sorted(rest, key=lambda n: (turn[n] > 0, -worth[n], rows[n]["id"]))


def _diverse(rows: Sequence[Row], ranked: list[int], vectors: Vectors, worth: dict[int, float]) -> list[int]:
    chosen: list[int] = []
    families: set[str] = set()
    years: set[int | None] = {None}
    pool = ranked[: FIRST * 6]
    while len(chosen) < FIRST:
        left = [n for n in pool if rows[n]["family_id"] not in families]
        if not left:
            break
        alike = np.round((vectors[left] @ vectors[chosen].T).max(axis=1), 4) if chosen else np.zeros(len(left))
        scores = [
            worth[n] - ALIKE * float(likeness) - SAME_YEAR * (rows[n]["year"] in years)
            for n, likeness in zip(left, alike, strict=True)
        ]
        best = left[int(np.argmax(np.round(scores, 4)))]
        chosen.append(best)
        families.add(rows[best]["family_id"])
        years.add(rows[best]["year"])
    return chosen
