"""Themes of the codebook and beside it: what the code heads know goes to its code, the rest is grouped on the graph."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nlp.cluster import Anchor, ClusterSettings, group, inside, numbered
from nlp.graph import among, graph_of
from nlp.neighbours import Indices, nearest
from nlp.vectors import Floats, Labels, Vectors, taken

#: A statement goes to its likeliest code from this probability on: a name should be true of nearly all that stands under
#: it, so precision comes before coverage. The curve of both, on held-out gold: docs/quality.md.
LIKELY = 0.5
#: A statement stays in a group without a code only when its cosine to the centre of the others is at least this.
NEAR = 0.35
#: So many times the neighbours of the graph are looked up, because those with a code fall out of it.
SPARE = 4


@dataclass(frozen=True)
class Groups:
    """What a grouping found: each row's group (-1 none), each group's code number (None: new), each row's hold on its group."""

    labels: Labels
    codes: list[int | None]
    hold: Floats
    resolution: float


class CodedClusters:
    """A cluster model as BERTopic takes one: codes first, then the graph of what no code claims."""

    def __init__(self, settings: ClusterSettings, likely: Floats | None = None, anchor: Anchor | None = None) -> None:
        """`likely` has shape (rows, codes): how likely each row has each code; None groups on the graph alone."""
        self.settings = settings
        self.likely = likely
        self.anchor = anchor
        self.labels_: Labels = np.zeros(0, dtype=np.int64)
        self.groups_: Groups | None = None

    def fit(self, X: Vectors, y: object = None) -> CodedClusters:
        """Group the rows of `X`, unit-length vectors of shape (n, dimensions) in canonical order."""
        neighbours = nearest(X, self.settings.neighbours * (SPARE if self.likely is not None else 1))
        rows = np.arange(len(X))
        self.groups_ = grouped(X, rows, *neighbours, self.settings, self.likely, self.anchor)
        self.labels_ = self.groups_.labels
        return self

    def predict(self, X: Vectors) -> Labels:
        """Return the labels of the fitted rows; other rows are placed by `transform` of the loaded model."""
        if len(X) != len(self.labels_):
            raise ValueError("CodedClusters places only the vectors that it was fitted on.")
        return self.labels_


def grouped(
    vectors: Vectors,
    rows: Labels,
    found: Indices,
    cosines: Vectors,
    settings: ClusterSettings,
    likely: Floats | None,
    anchor: Anchor | None = None,
    resolution: float | None = None,
    sizes: Labels | None = None,
) -> Groups:
    """Group the statements `rows` of `vectors`, whose neighbours among all rows are `found` with their `cosines`.

    `likely`, `anchor` and `sizes` (how many voices each row has) go with `rows`. Groups are numbered by size; a code
    with fewer voices than the least size has none.
    """
    sizes = np.ones(len(rows), dtype=np.int64) if sizes is None else sizes
    coded = _by_code(likely, settings.min_size, sizes) if likely is not None else np.full(len(rows), -1, dtype=np.int64)
    rest = np.flatnonzero(coded < 0)
    free, hold, resolution = _on_graph(vectors, rows, rest, found, cosines, settings, anchor, resolution, sizes[rest])
    if likely is not None:
        free = _near_their_centre(taken(vectors, rows[rest]), free, settings.min_size, sizes[rest])
    first_free = 0 if likely is None else likely.shape[1]
    raw = coded.copy()
    raw[rest] = np.where(free >= 0, free + first_free, -1)
    labels = numbered(raw, settings.min_size, sizes)
    code_of = dict(zip(labels.tolist(), raw.tolist(), strict=True))
    codes = [code_of[n] if code_of[n] < first_free else None for n in range(labels.max(initial=-1) + 1)]
    kept = np.zeros(len(rows))
    kept[rest] = hold
    if likely is not None:
        kept = np.where(coded >= 0, likely.max(axis=1), kept)
    return Groups(
        labels, codes, np.asarray(np.round(np.where(labels >= 0, kept, 0.0), 3), dtype=np.float64), resolution
    )


def _by_code(likely: Floats, min_size: int, sizes: Labels) -> Labels:
    """Return each row's likeliest code where it is likely enough and has enough rows, else -1."""
    best = np.where(likely.max(axis=1) >= LIKELY, likely.argmax(axis=1), -1)
    voices = np.bincount(best[best >= 0], sizes[best >= 0], minlength=likely.shape[1])
    return np.where((best >= 0) & (voices[best] >= min_size), best, -1)


def _on_graph(
    vectors: Vectors,
    rows: Labels,
    rest: Labels,
    found: Indices,
    cosines: Vectors,
    settings: ClusterSettings,
    anchor: Anchor | None,
    resolution: float | None,
    sizes: Labels,
) -> tuple[Labels, Floats, float]:
    """Group the rows without a code on their own graph; return groups, hold and the resolution taken."""
    if len(rest) < 2:
        return np.zeros(len(rest), dtype=np.int64), np.ones(len(rest)), resolution or 1.0
    graph = graph_of(*among(rows[rest], found, cosines, settings.neighbours))
    held = Anchor(anchor.groups[rest], anchor.resolution) if anchor is not None else None
    labels, resolution = group(graph, taken(vectors, rows[rest]), settings, held, resolution)
    labels = numbered(labels, settings.min_size, sizes)
    return labels, inside(graph, labels), resolution


def _near_their_centre(vectors: Vectors, labels: Labels, min_size: int, sizes: Labels) -> Labels:
    """Take out of each group what is not near the centre of its others; groups that get too small end."""
    kept = labels.copy()
    for n in range(labels.max(initial=-1) + 1):
        members = np.flatnonzero(labels == n)
        if len(members) > 1:
            others = vectors[members].sum(axis=0) - vectors[members]
            likeness = (vectors[members] * others).sum(axis=1) / np.maximum(np.linalg.norm(others, axis=1), 1e-9)
            kept[members[np.round(likeness, 4) < NEAR]] = -1
    return numbered(kept, min_size, sizes)
