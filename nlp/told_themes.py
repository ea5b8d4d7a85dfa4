"""The groups of one kind told as themes: named, described, counted, with how firm they are and the order of their sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from nlp.codebook import Code, load_codebook
from nlp.embeddings import Embedder
from nlp.firmness import grade
from nlp.pipeline import load_pipeline
from nlp.representatives import by_typicality
from nlp.theme_corrections import Corrected
from nlp.theme_groups import Grouping
from nlp.theme_names import name_of
from nlp.theme_rows import Row, theme_row
from nlp.theme_settings import ThemeSettings
from nlp.theme_store import Made
from nlp.topics import bertopic_of, keywords
from nlp.vectors import Floats, Vectors


@dataclass(frozen=True)
class ThemesOfKind:
    """The themes of one kind with what the map, the links and the likenesses between themes need."""

    rows: list[Row]
    grouping: Grouping
    ids: list[str]
    members: list[list[int]]
    centres: Vectors


def told_themes(
    embedder: Embedder,
    settings: ThemeSettings,
    kind: str,
    rows: list[Row],
    grouping: Grouping,
    number: dict[str, int],
    corrected: Corrected,
    made: Made,
) -> ThemesOfKind:
    """Put the themes of a kind, as corrected, into `made.themes`: the largest first."""
    place = {row["id"]: n for n, row in enumerate(rows)}
    standing = {i: sorted(place[s] for s in some) for i, some in corrected.members.items() if some}
    ids = sorted(standing, key=lambda i: (-len(standing[i]), standing[i][0]))
    hold = _hold(grouping, standing, number)
    members = [by_typicality(rows, standing[i], grouping.vectors, hold) for i in ids]
    centres = _centres(grouping.vectors, members)
    words = _keywords(rows, grouping.vectors, members, settings)
    codes = _codes(settings, kind, grouping, number)
    for n, theme_id in enumerate(ids):
        some = [rows[m] for m in members[n]]
        told = _words_of(theme_id, codes.get(theme_id), some, centres[n], words[n], corrected, embedder)
        told |= _firmness_of(grouping, number.get(theme_id))
        made.themes.append(theme_row(theme_id, kind, some, {rows[m]["id"]: float(hold[m]) for m in members[n]}, told))
    return ThemesOfKind(rows, grouping, ids, members, centres)


def _hold(grouping: Grouping, standing: dict[str, list[int]], number: dict[str, int]) -> Floats:
    """Return how surely each row is in its theme: how often refits found it there; 1 for what a person put there."""
    hold = (grouping.firm.probability if grouping.firm else grouping.groups.hold).copy()
    for theme_id, members in standing.items():
        by_hand = [m for m in members if grouping.groups.labels[m] != number.get(theme_id, -2)]
        hold[by_hand] = 1.0
    return hold


def _centres(vectors: Vectors, members: Sequence[Sequence[int]]) -> Vectors:
    sums = np.array([vectors[list(some)].sum(axis=0) for some in members]).reshape(len(members), vectors.shape[1])
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _keywords(
    rows: Sequence[Row], vectors: Vectors, members: Sequence[Sequence[int]], settings: ThemeSettings
) -> list[list[str]]:
    if not members:
        return []
    labels = np.full(len(rows), -1, dtype=np.int64)
    for n, some in enumerate(members):
        labels[list(some)] = n
    texts = [row["text"] for row in rows]
    return keywords(bertopic_of(texts, vectors, labels, stop_words=settings.stop_words), labels, len(members))


def _codes(settings: ThemeSettings, kind: str, grouping: Grouping, number: dict[str, int]) -> dict[str, Code]:
    if not settings.codebook:
        return {}
    codes = load_codebook(Path(settings.codebook)).of(kind)
    of_group = {theme_id: grouping.groups.codes[n] for theme_id, n in number.items()}
    return {theme_id: codes[n] for theme_id, n in of_group.items() if n is not None}


def _words_of(
    theme_id: str,
    code: Code | None,
    members: Sequence[Row],
    centre: Vectors,
    words: Sequence[str],
    corrected: Corrected,
    embedder: Embedder,
) -> dict[str, Any]:
    """Return what a theme is called and said to be: by hand, else by its code, else by its own words."""
    by_hand = corrected.names.get(theme_id)
    shared = f"Shared words: {', '.join(words[:5])}." if words else "Its sentences share no words."
    own = f"{shared} No code of the codebook is clearly near."
    return {
        "label": by_hand or (code.name if code else name_of(members, centre, load_pipeline(), embedder)),
        "named_by": "hand" if by_hand else "codebook" if code else "words",
        "description": corrected.descriptions.get(theme_id) or (code.definition if code else own),
        "keywords": ", ".join(words),
        "code": code.id if code else None,
    }


def _firmness_of(grouping: Grouping, n: int | None) -> dict[str, Any]:
    if grouping.firm is None or n is None:
        return {}
    mean = float(grouping.firm.mean[n])
    return {"firmness": mean, "firmness_low": float(grouping.firm.low[n]), "grade": grade(mean)}
