"""Name themes by the codebook: a theme takes the name of the code that its statements are nearest to, if any is near."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import yaml

from corpus.data import data_path
from nlp.cluster import Vectors
from nlp.embeddings import Embedder

#: A code names a theme when the cosine of their centres reaches this.
NEAR_ENOUGH = 0.5
#: What it counts that a theme's commonest side is the code's side.
SIDE_BONUS = 0.05


@dataclass(frozen=True)
class Code:
    """A code of the codebook: `sides` hold the theme (frustrations) or should act (recommendations)."""

    id: str
    kind: str
    name: str
    definition: str
    wordings: tuple[str, ...]
    sides: tuple[str, ...]


@cache
def codebook() -> tuple[Code, ...]:
    """Return the codes of `datasets/codebook/codebook.yaml`."""
    data = yaml.safe_load(data_path("datasets", "codebook", "codebook.yaml").read_text(encoding="utf-8"))
    return tuple(
        Code(
            id=entry["id"],
            kind=kind,
            name=entry["name"],
            definition=entry["definition"],
            wordings=tuple(entry["wordings"]),
            sides=tuple(_listed(entry.get("holder") or entry.get("addressee"))),
        )
        for kind, key in (("frustration", "frustrations"), ("recommendation", "recommendations"))
        for entry in data[key]
    )


def _listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def nearest_codes(
    kind: str, themes: Sequence[tuple[Vectors, Sequence[str]]], embedder: Embedder
) -> list[tuple[Code | None, float]]:
    """Return for each theme, given by its members' vectors and sides, the nearest code and their likeness.

    Each code names at most one theme, the nearest; the code is None where no free one is near enough.
    """
    codes = [code for code in codebook() if code.kind == kind]
    if not codes or not themes:
        return [(None, 0.0)] * len(themes)
    centres = np.vstack([_unit(embedder.encode([c.definition, *c.wordings]).mean(axis=0)) for c in codes])
    likeness = np.array(
        [[_likeness(theme, code, centre) for code, centre in zip(codes, centres, strict=True)] for theme in themes]
    )
    found: list[tuple[Code | None, float]] = [(None, float(row.max())) for row in likeness]
    taken: set[int] = set()
    named: set[int] = set()
    for flat in np.argsort(-likeness, axis=None, kind="stable"):
        theme, code = divmod(int(flat), len(codes))
        if likeness[theme, code] < NEAR_ENOUGH:
            break
        if theme not in named and code not in taken:
            named.add(theme)
            taken.add(code)
            found[theme] = (codes[code], float(likeness[theme, code]))
    return found


def _likeness(theme: tuple[Vectors, Sequence[str]], code: Code, centre: Vectors) -> float:
    vectors, sides = theme
    common = Counter(side for side in sides if side != "none").most_common(1)
    bonus = SIDE_BONUS if common and common[0][0] in code.sides else 0.0
    return round(float(_unit(vectors.mean(axis=0)) @ centre) + bonus, 4)


def _unit(vector: Vectors) -> Vectors:
    return np.asarray(vector / (np.linalg.norm(vector) or 1.0), dtype=np.float32)
