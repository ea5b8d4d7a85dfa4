"""Group the statements of one kind: texts to vectors, codes and graph to groups, groups to firmness."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.store import Corpus
from nlp.cluster import Anchor, numbered
from nlp.code_heads import ROLES, SHIPPED, CodeHeads, by_head, heads_sha256, load_code_heads
from nlp.codebook import Codebook, load_codebook
from nlp.coded import SPARE, Groups, grouped
from nlp.context import contexts
from nlp.embeddings import Embedder, cached_vectors
from nlp.firmness import FIRM, Firmness, firmness
from nlp.matter import matter
from nlp.neighbours import Indices, nearest
from nlp.pipeline import load_pipeline
from nlp.theme_settings import THEMES_VERSION, ThemeSettings
from nlp.topics import default_groups
from nlp.vectors import Floats, Labels, Vectors, taken

#: Heads that are learned on the spot, for another embedder or codebook, are fewer.
HEADS_ON_THE_SPOT = 5

Row = dict[str, Any]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Grouping:
    """What was found among the statements of a kind, row by row: vectors, neighbours, groups, and how firm they are."""

    vectors: Vectors
    found: Indices
    cosines: Vectors
    groups: Groups
    firm: Firmness | None


def group_statements(
    rows: Sequence[Row],
    kind: str,
    corpus: Corpus,
    embedder: Embedder,
    settings: ThemeSettings,
    anchor: Anchor | None,
    progress: Progress | None = None,
) -> Grouping:
    """Group `rows`, which are in canonical order; sentences of the same matter are one point with several witnesses."""
    texts = matter(load_pipeline(), [row["text"] for row in rows])
    vectors = cached_vectors(corpus, embedder, texts, progress)
    first, place, copies = _distinct(texts, rows)
    points = taken(vectors, first)
    found, cosines = nearest(points, settings.neighbours * (SPARE if settings.codebook else 1))
    if settings.method == "graph":
        likely, by_heads = _by_heads(rows, kind, corpus, embedder, settings, first, progress)
        groups, firm = _on_graph(rows, likely, by_heads, settings, anchor, points, found, cosines, first, copies)
    else:
        labels = default_groups([texts[n] for n in first], points, settings.min_size, settings.seed)
        labels = numbered(labels, settings.min_size, copies)
        groups, firm = Groups(labels, [None] * (labels.max(initial=-1) + 1), np.ones(len(first)), 1.0), None
    spread = Groups(groups.labels[place], groups.codes, groups.hold[place], groups.resolution)
    if firm:
        firm = Firmness(firm.mean, firm.low, firm.probability[place])
    return Grouping(vectors, *_neighbours_of_rows(found, cosines, first, place), spread, firm)


def _by_heads(
    rows: Sequence[Row],
    kind: str,
    corpus: Corpus,
    embedder: Embedder,
    settings: ThemeSettings,
    first: Labels,
    progress: Progress | None,
) -> tuple[Floats | None, NDArray[np.float16] | None]:
    """Return the points' mean probabilities of codes, and those by each code head; none without a codebook.

    The heads read the things that the graph does not: some codes are of AI, or of the website.
    """
    heads = heads_for(settings, embedder)
    if not heads or kind not in heads.codes:
        return None, None
    some = [rows[n] for n in first]
    alone, around = (
        cached_vectors(corpus, embedder, matter(load_pipeline(), texts, things=False), progress)
        for texts in ([row["text"] for row in some], contexts(corpus, some))
    )
    return by_head(heads, kind, alone, around, [[[row[role]] for role in ROLES] for row in some])


def _on_graph(
    rows: Sequence[Row],
    likely: Floats | None,
    by_heads: NDArray[np.float16] | None,
    settings: ThemeSettings,
    anchor: Anchor | None,
    points: Vectors,
    found: Indices,
    cosines: Vectors,
    first: Labels,
    copies: Labels,
) -> tuple[Groups, Firmness | None]:
    held = Anchor(anchor.groups[first], anchor.resolution) if anchor else None
    everyone = np.arange(len(points))
    groups = grouped(points, everyone, found, cosines, settings.cluster, likely, held, sizes=copies)
    if not groups.codes or not settings.refits:
        return groups, None

    def likely_by(n: int, chosen: Labels) -> Floats | None:
        return None if by_heads is None else by_heads[n % len(by_heads)][chosen].astype(np.float64)

    articles = [rows[n]["article_id"] for n in first]
    firm = firmness(
        points, groups, (found, cosines), settings.cluster, articles, likely_by, settings.refits, sizes=copies
    )
    return (groups, firm) if by_heads is None else _without_unfirm(groups, firm)


def _without_unfirm(groups: Groups, firm: Firmness) -> tuple[Groups, Firmness]:
    """Leave out the groups that no code names and that are not firm.

    What the codes leave over is a mixed bag, and a group of it that only half holds together is the bag itself.
    """
    kept = [n for n, code in enumerate(groups.codes) if code is not None or firm.mean[n] >= FIRM]
    number = np.full(len(groups.codes) + 1, -1, dtype=np.int64)  # the last place is that of -1
    number[kept] = np.arange(len(kept))
    labels = number[groups.labels]
    codes = [groups.codes[n] for n in kept]
    hold = np.where(labels >= 0, groups.hold, 0.0)
    probability = np.where(labels >= 0, firm.probability, 0.0)
    return Groups(labels, codes, hold, groups.resolution), Firmness(firm.mean[kept], firm.low[kept], probability)


def _distinct(texts: Sequence[str], rows: Sequence[Row]) -> tuple[Labels, Labels, Labels]:
    """Return the first row of each distinct text, each row's place among these, and how many families say it."""
    place: dict[str, int] = {}
    places = np.array([place.setdefault(text, len(place)) for text in texts], dtype=np.int64)
    _, first = np.unique(places, return_index=True)
    families: list[set[str]] = [set() for _ in place]
    for row, at in zip(rows, places.tolist(), strict=True):
        families[at].add(row["family_id"])
    return first.astype(np.int64), places, np.array([len(some) for some in families], dtype=np.int64)


def _neighbours_of_rows(found: Indices, cosines: Vectors, first: Labels, place: Labels) -> tuple[Indices, Vectors]:
    return first[found][place], cosines[place]


def last_anchor(corpus: Corpus, kind: str, rows: Sequence[Row]) -> Anchor | None:
    """Return the last grouping as it holds for `rows`, or None when there was none."""
    fit = corpus.rows("SELECT resolution FROM theme_fits WHERE kind = ?", [kind])
    if not fit:
        return None
    themes = {
        row["statement_id"]: row["theme_id"]
        for row in corpus.rows("SELECT theme_id, statement_id FROM theme_found WHERE kind = ?", [kind])
    }
    number = {theme: n for n, theme in enumerate(sorted(set(themes.values())))}
    groups = np.array([number.get(themes.get(row["id"], ""), -1) for row in rows], dtype=np.int64)
    return Anchor(groups, fit[0]["resolution"])


def heads_for(settings: ThemeSettings, embedder: Embedder) -> CodeHeads | None:
    """Return the shipped code heads where they fit the embedder and codebook, else some learned from the codebook alone."""
    if not settings.codebook:
        return None
    codebook = load_codebook(Path(settings.codebook))
    shipped = load_code_heads()
    return shipped if shipped.fits(embedder.sha256, codebook) else _learned(codebook, embedder)


@cache
def _learned(codebook: Codebook, embedder: Embedder) -> CodeHeads:
    from nlp.train_codes import sayings, train_code_heads

    return train_code_heads(sayings(codebook), codebook, embedder, HEADS_ON_THE_SPOT)


def digest(rows: Sequence[Row], settings: ThemeSettings, embedder: Embedder, corrections: Sequence[Any]) -> str:
    """Return the checksum of all that the themes of a kind are made from."""
    codebook = load_codebook(Path(settings.codebook)).sha256 if settings.codebook else ""
    lines = [line.__dict__ for line in corrections]
    parts = [THEMES_VERSION, settings.told(), embedder.key, heads_sha256(SHIPPED), codebook, lines, list(rows)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()
