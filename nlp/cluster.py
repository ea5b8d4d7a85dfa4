"""Group vectors on their neighbour graph: seeded Leiden, the coarsest good resolution, and the consensus of twenty runs.

Leiden: Traag, Waltman, van Eck 2019, doi:10.1038/s41598-019-41695-z. Consensus: Lancichinetti, Fortunato 2012,
doi:10.1038/srep00336.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import igraph
import numpy as np
from scipy.sparse import coo_array
from sklearn.metrics import adjusted_rand_score

from nlp.graph import drawn_together, ends, weighted
from nlp.vectors import Floats, Labels, Vectors

#: Between this and that many times the square root of the vectors' number of groups are asked for.
FEWEST, MOST = 0.25, 3.0
RESOLUTIONS = tuple(round(0.3 * 1.4**n, 3) for n in range(14))
#: The curve laid through their silhouettes is of this degree, and looked at in so many places.
BEND, FINE = 2, 1000
#: How many runs of Leiden the consensus is taken of, and to which power the share of runs that agree weighs an edge:
#: beside 10 runs to the first power this holds stiller under another seed and fewer sentences (docs/quality.md).
RUNS, AGREEMENT = 20, 3
RUNS_OF_REFIT = 3
#: Rounds of the last run of Leiden, and of each of the many whose agreement or silhouette is looked at; more change
#: little. Resolutions are compared by a seed of their own: which is good is a trait of the texts, not of a seed.
ROUNDS, ROUNDS_OF_MANY, SEED_TO_CHOOSE = 6, 2, 1
#: Extra weight between statements that were in one theme before: it holds themes still when the corpus grows.
ANCHOR = 0.7
#: Of so many vectors the silhouette is taken at most, evenly drawn in canonical order.
SAMPLE = 5000
#: A rerun takes the resolution that keeps the last grouping best, of those whose silhouette is this share of the best.
STILL_GOOD = 0.85
#: How near to the best silhouette a grouping must come, and which of the resolutions that do: the first or the last.
GRANULARITIES = {"coarse": (0.85, 0), "normal": (0.95, 0), "fine": (0.95, -1)}


@dataclass(frozen=True)
class ClusterSettings:
    """How to group: neighbours a vector, the least members of a group, the seed of Leiden, how fine the groups."""

    neighbours: int = 15
    min_size: int = 4
    seed: int = 42
    granularity: str = "normal"


@dataclass(frozen=True)
class Anchor:
    """What the last grouping was: each row's group then (-1 for none) and the resolution that gave it."""

    groups: Labels
    resolution: float | None = None


def group(
    graph: igraph.Graph,
    vectors: Vectors,
    settings: ClusterSettings,
    anchor: Anchor | None = None,
    resolution: float | None = None,
) -> tuple[Labels, float]:
    """Return a group for each vertex of `graph`, and the resolution: that given, or the one chosen.

    With a resolution given three runs make the consensus: refits are many, and only compared.
    """
    start = None
    if anchor is not None:
        graph = drawn_together(graph, anchor.groups, ANCHOR)
        start = _with_own_numbers(anchor.groups)
    if resolution is not None:
        return consensus(graph, resolution, settings.seed, start, RUNS_OF_REFIT), resolution
    resolution = _choose(graph, vectors, settings, anchor)
    return consensus(graph, resolution, settings.seed, start), resolution


def leiden(
    graph: igraph.Graph, resolution: float, seed: int, start: Labels | None = None, rounds: int = ROUNDS
) -> Labels:
    """Return the groups of one run of Leiden by modularity in so many rounds, begun from `start` if given."""
    igraph.set_random_number_generator(random.Random(seed))
    found = graph.community_leiden(
        "modularity",
        weights="weight",
        resolution=resolution,
        n_iterations=rounds,
        initial_membership=None if start is None else start.tolist(),
    )
    return np.array(found.membership, dtype=np.int64)


def consensus(
    graph: igraph.Graph, resolution: float, seed: int, start: Labels | None = None, runs: int = RUNS
) -> Labels:
    """Return the groups on which `runs` of Leiden agree: an edge weighs as much as runs hold its ends together."""
    edges = ends(graph)
    together = np.zeros(len(edges))
    for n in range(runs):
        labels = leiden(graph, resolution, 100 * seed + n, start, ROUNDS_OF_MANY)
        together += labels[edges[:, 0]] == labels[edges[:, 1]]
    agreed = weighted(graph.vcount(), edges, np.array(graph.es["weight"]) * (together / runs) ** AGREEMENT)
    return leiden(agreed, resolution, seed, start)


def numbered(raw: Labels, min_size: int, sizes_of_rows: Labels | None = None) -> Labels:
    """Number groups by size, the largest 0, ties by their first row; groups under `min_size` become -1.

    A row counts as one, or as much as `sizes_of_rows` says.
    """
    found, first, inverse = np.unique(raw, return_index=True, return_inverse=True)
    sizes = np.bincount(inverse, sizes_of_rows, minlength=len(found))
    order = sorted(
        (n for n in range(len(found)) if found[n] >= 0 and sizes[n] >= min_size), key=lambda n: (-sizes[n], first[n])
    )
    number = np.full(len(found), -1, dtype=np.int64)
    number[order] = np.arange(len(order))
    return np.asarray(number[inverse].reshape(len(raw)))


def inside(graph: igraph.Graph, labels: Labels) -> Floats:
    """Return for each vertex the share of its edges' weight that leads to its own group, 1 for one without edges."""
    edges, weights = ends(graph), np.array(graph.es["weight"])
    mates = labels[edges[:, 0]] == labels[edges[:, 1]]
    total = _sum_at(edges, weights, len(labels))
    own = _sum_at(edges, weights * mates, len(labels))
    return np.asarray(np.round(np.divide(own, total, out=np.ones(len(labels)), where=total > 0), 3), dtype=np.float64)


def _sum_at(edges: Labels, weights: Floats, n: int) -> Floats:
    return np.asarray(np.bincount(edges[:, 0], weights, n) + np.bincount(edges[:, 1], weights, n), dtype=np.float64)


def _with_own_numbers(groups: Labels) -> Labels:
    """Return `groups` with a group of its own for each row that is in none."""
    alone = groups < 0
    return np.where(alone, groups.max(initial=-1) + np.cumsum(alone), groups)


def _choose(graph: igraph.Graph, vectors: Vectors, settings: ClusterSettings, anchor: Anchor | None) -> float:
    """Return of all good resolutions the lowest (fewest groups) or highest, or that which keeps the last grouping best.

    A curve is laid through the silhouettes of all resolutions, so that a lucky run decides nothing, and a few sentences
    more or less move the choice a little and not from one step to another.
    """
    tried = _tried(graph, vectors, anchor)
    if len(tried) <= BEND:
        return max(tried, key=lambda t: (t.kept, t.silhouette), default=Tried(1.0, 0.0, 0.0)).resolution
    steps = np.log([t.resolution for t in tried])
    curve = np.polynomial.Polynomial.fit(steps, [t.silhouette for t in tried], BEND)
    fine = np.linspace(steps[0], steps[-1], FINE)
    best = float(curve(fine).max())
    if anchor is not None:
        good = [t for t, step in zip(tried, steps, strict=True) if curve(step) >= STILL_GOOD * best]
        return max(good, key=lambda t: (t.kept, t.resolution == anchor.resolution, -t.resolution)).resolution
    good_enough, end = GRANULARITIES[settings.granularity]
    return round(float(np.exp(fine[curve(fine) >= good_enough * best][end])), 3)


@dataclass(frozen=True)
class Tried:
    """A resolution, the silhouette of its groups, and how far these agree with the last grouping (0 where there is none)."""

    resolution: float
    silhouette: float
    kept: float


def _tried(graph: igraph.Graph, vectors: Vectors, anchor: Anchor | None) -> list[Tried]:
    """Return each resolution that gives neither too few nor too many groups, the last one among them."""
    root = math.sqrt(len(vectors))
    start = _with_own_numbers(anchor.groups) if anchor is not None else None
    last = [anchor.resolution] if anchor is not None and anchor.resolution is not None else []
    tried: list[Tried] = []
    for resolution in sorted({*RESOLUTIONS, *last}):
        labels = leiden(graph, resolution, SEED_TO_CHOOSE, start, ROUNDS_OF_MANY)
        groups = len(np.unique(labels))
        if groups > MOST * root and tried:
            break
        if max(2.0, FEWEST * root) <= groups < len(vectors):
            tried.append(Tried(resolution, silhouette(vectors, labels), _kept(labels, anchor)))
    return tried


def _kept(labels: Labels, anchor: Anchor | None) -> float:
    """Return the likeness (adjusted Rand index) to the last grouping over the rows that were in a group."""
    if anchor is None:
        return 0.0
    there = anchor.groups >= 0
    return round(float(adjusted_rand_score(anchor.groups[there], labels[there])), 3) if there.any() else 0.0


def silhouette(vectors: Vectors, labels: Labels) -> float:
    """Return the mean silhouette by cosine to the groups' centres, each vector left out of its own.

    Simplified silhouette: Vendramin, Campello, Hruschka 2010, doi:10.1002/sam.10080.
    """
    _, numbers, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    ones = np.ones(len(labels), dtype=np.float32)
    sums = coo_array((ones, (numbers, np.arange(len(labels)))), shape=(len(sizes), len(labels))).tocsr() @ vectors
    rows = np.linspace(0, len(vectors) - 1, min(SAMPLE, len(vectors))).astype(np.int64)
    drawn, own = vectors[rows], numbers[rows]
    to_centres = drawn @ (sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)).T
    others = sums[own] - drawn
    inner = 1 - (drawn * others).sum(axis=1) / np.maximum(np.linalg.norm(others, axis=1), 1e-9)
    to_centres[np.arange(len(rows)), own] = -2.0
    outer = 1 - to_centres.max(axis=1)
    score = np.where(sizes[own] > 1, (outer - inner) / np.maximum(np.maximum(inner, outer), 1e-9), 0.0)
    return round(float(score.mean()), 4)
