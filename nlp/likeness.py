"""What is like what: for each statement and each theme the nearest others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from nlp.neighbours import Indices
from nlp.vectors import Vectors

#: So many like statements are kept of each, and so many like themes; none below these cosines.
STATEMENTS, THEMES = 6, 5
LEAST = 0.45

Row = dict[str, Any]


def statement_neighbours(rows: Sequence[Row], found: Indices, cosines: Vectors) -> list[Row]:
    """Return for each statement the nearest of other text families, one a family, from its neighbours found."""
    made = []
    for n, row in enumerate(rows):
        families = {row["family_id"]}
        rank = 0
        for other, cosine in zip(found[n].tolist(), cosines[n].tolist(), strict=True):
            if other < 0 or cosine < LEAST or rank == STATEMENTS:
                break
            if rows[other]["family_id"] in families:
                continue
            families.add(rows[other]["family_id"])
            rank += 1
            likeness = round(cosine, 3)
            made.append({"statement_id": row["id"], "other_id": rows[other]["id"], "likeness": likeness, "rank": rank})
    return made


def theme_neighbours(ids: Sequence[str], centres: Vectors) -> list[Row]:
    """Return for each theme those whose centres are nearest; `centres` are of unit length, in the order of `ids`."""
    likeness = np.round(centres @ centres.T, 3)
    made = []
    for n, theme_id in enumerate(ids):
        order = [m for m in np.lexsort((np.arange(len(ids)), -likeness[n])).tolist() if m != n][:THEMES]
        made += [
            {"theme_id": theme_id, "other_id": ids[m], "likeness": float(likeness[n, m]), "rank": rank}
            for rank, m in enumerate(order, 1)
        ]
    return made
