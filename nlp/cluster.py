"""Group vectors on their neighbour graph: exact cosine neighbours, one seeded Leiden, the coarsest good resolution.

Leiden: Traag, Waltman, van Eck 2019, "From Louvain to Leiden", doi:10.1038/s41598-019-41695-z.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass

import igraph
import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Labels = NDArray[np.int64]

#: A cluster count is good enough when its silhouette reaches this share of the best one.
GOOD_ENOUGH = 0.95
#: At least the square root of the vectors' number, but no more than this many groups are asked for.
FEWEST_GROUPS = 20.0
RESOLUTIONS = (0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0)
#: Weights are rounded so that the last bits of a product on another machine cannot move a border.
DECIMALS = 4
_BLOCK = 2048


@dataclass(frozen=True)
class ClusterSettings:
    """How to group: neighbours a vector, the least members of a group, the seed of Leiden."""

    neighbours: int = 15
    min_size: int = 4
    seed: int = 42


class GraphClusters:
    """A cluster model as BERTopic takes one: `fit` sets `labels_`, -1 for what belongs to no group of the least size.

    `membership_` holds for each vector the share of its neighbour weight that stays within its own group.
    """

    def __init__(self, settings: ClusterSettings, join: Callable[[Labels], Labels] | None = None) -> None:
        """`join` may put groups together after they are found."""
        self.settings = settings
        self._join = join
        self.labels_: Labels = np.zeros(0, dtype=np.int64)
        self.membership_: NDArray[np.float64] = np.zeros(0)

    def fit(self, X: Vectors, y: object = None) -> GraphClusters:
        """Group the rows of `X`, unit-length vectors of shape (n, dimensions) in canonical order."""
        graph = neighbour_graph(X, self.settings.neighbours)
        raw = _numbered(_choose(graph, X, self.settings), self.settings.min_size)
        self.labels_ = _numbered(self._join(raw), self.settings.min_size) if self._join else raw
        self.membership_ = _membership(graph, self.labels_)
        return self

    def predict(self, X: Vectors) -> Labels:
        """Return the labels of the fitted rows; other rows cannot be placed."""
        if len(X) != len(self.labels_):
            raise ValueError("GraphClusters places only the vectors that it was fitted on.")
        return self.labels_


def neighbour_graph(vectors: Vectors, neighbours: int) -> igraph.Graph:
    """Return the undirected graph that joins each vector to its exact nearest neighbours by cosine, weighted by it."""
    n = len(vectors)
    k = min(neighbours, n - 1)
    weights: dict[tuple[int, int], float] = {}
    for start in range(0, n, _BLOCK):
        likeness = np.round(vectors[start : start + _BLOCK] @ vectors.T, DECIMALS)
        for row, values in enumerate(likeness, start):
            values[row] = -1.0
            for other in np.lexsort((np.arange(n), -values))[:k]:
                if values[other] > 0:
                    weights[min(row, int(other)), max(row, int(other))] = float(values[other])
    edges = sorted(weights)
    return igraph.Graph(n=n, edges=edges, edge_attrs={"weight": [weights[edge] for edge in edges]})


def _leiden(graph: igraph.Graph, resolution: float, seed: int) -> Labels:
    igraph.set_random_number_generator(random.Random(seed))
    found = graph.community_leiden("modularity", weights="weight", resolution=resolution, n_iterations=-1)
    return np.array(found.membership, dtype=np.int64)


def _choose(graph: igraph.Graph, vectors: Vectors, settings: ClusterSettings) -> Labels:
    """Of all resolutions, take the one with the fewest groups whose silhouette is nearly the best."""
    root = math.sqrt(len(vectors))
    fewest = max(2.0, min(root, FEWEST_GROUPS))
    scored = []
    for resolution in RESOLUTIONS:
        labels = _leiden(graph, resolution, settings.seed)
        groups = len(set(labels.tolist()))
        if fewest <= groups <= 3 * root and groups < len(vectors):
            scored.append((groups, _silhouette(vectors, labels), resolution, labels))
    if not scored:
        return _leiden(graph, 1.0, settings.seed)
    best = max(score for _, score, _, _ in scored)
    good = [entry for entry in scored if entry[1] >= best - (1 - GOOD_ENOUGH) * abs(best)]
    return min(good, key=lambda entry: (entry[0], entry[2]))[3]


def _silhouette(vectors: Vectors, labels: Labels) -> float:
    from sklearn.metrics import silhouette_score

    return float(
        silhouette_score(vectors, labels, metric="cosine", sample_size=min(len(vectors), 5000), random_state=0)
    )


def _numbered(raw: Labels, min_size: int) -> Labels:
    """Number groups by size, the largest 0, ties by their first row; groups under `min_size` become -1."""
    sizes = {label: int((raw == label).sum()) for label in set(raw.tolist()) - {-1}}
    first = {label: int(np.argmax(raw == label)) for label in sizes}
    order = sorted((label for label in sizes if sizes[label] >= min_size), key=lambda g: (-sizes[g], first[g]))
    number = {label: n for n, label in enumerate(order)}
    return np.array([number.get(label, -1) for label in raw.tolist()], dtype=np.int64)


def _membership(graph: igraph.Graph, labels: Labels) -> NDArray[np.float64]:
    own = np.zeros(len(labels))
    total = np.zeros(len(labels))
    for (a, b), weight in zip(graph.get_edgelist(), graph.es["weight"], strict=True):
        total[a] += weight
        total[b] += weight
        if labels[a] == labels[b]:
            own[a] += weight
            own[b] += weight
    share = np.divide(own, total, out=np.ones(len(labels)), where=total > 0)
    return np.round(share, 3).astype(np.float64)
