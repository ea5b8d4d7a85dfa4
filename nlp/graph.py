"""The neighbour graph of statements, weighted as UMAP weights it, with what is known already as small extra weights.

Weights: McInnes, Healy, Melville 2018, "UMAP", arXiv:1802.03426, section 3.1.
"""

from __future__ import annotations

import igraph
import numpy as np
from scipy.sparse import coo_array

from nlp.neighbours import DECIMALS, Indices, nearest
from nlp.vectors import Floats, Labels, Vectors

#: Steps of the bisection that fits each vector's scale to the number of its neighbours.
_STEPS = 40


def neighbour_graph(vectors: Vectors, neighbours: int) -> igraph.Graph:
    """Return the undirected graph that joins each vector to its nearest neighbours, with weights from 0 to 1."""
    return graph_of(*nearest(vectors, neighbours))


def graph_of(found: Indices, cosines: Vectors) -> igraph.Graph:
    """Return the graph of neighbours found already: row numbers and cosines, the nearest first; -1 is no neighbour."""
    n, k = found.shape
    if not k:
        return igraph.Graph(n=n, edge_attrs={"weight": []})
    there = found >= 0
    weights = _fuzzy(np.where(there, 1.0 - cosines, np.inf))[there]
    one_way = coo_array((weights, (np.repeat(np.arange(n), k)[there.ravel()], found[there])), shape=(n, n)).tocsr()
    both = (one_way + one_way.T - one_way * one_way.T).tocoo()
    upper = (both.coords[0] < both.coords[1]) & (both.data > 0)
    return weighted(n, np.column_stack(both.coords)[upper], both.data[upper])


def among(rows: Labels, found: Indices, cosines: Vectors, k: int) -> tuple[Indices, Vectors]:
    """Return of the neighbours found the first `k` that are among `rows`, numbered by their place in `rows`, -1 for none."""
    place = np.full(len(found), -1, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    placed = place[found[rows]]
    order = np.argsort(placed < 0, axis=1, kind="stable")[:, :k]
    return np.take_along_axis(placed, order, axis=1), np.take_along_axis(cosines[rows], order, axis=1)


def weighted(n: int, edges: Labels, weights: Floats) -> igraph.Graph:
    """Return a graph of `n` vertices with `edges` of shape (m, 2) in canonical order and their rounded weights above 0."""
    rounded = np.round(weights, DECIMALS)
    kept = rounded > 0
    edges, rounded = edges[kept], rounded[kept]
    order = np.lexsort((edges[:, 1], edges[:, 0]))
    return igraph.Graph(n=n, edges=edges[order].tolist(), edge_attrs={"weight": rounded[order].tolist()})


def ends(graph: igraph.Graph) -> Labels:
    """Return the two ends of each edge, shape (m, 2)."""
    return np.array(graph.get_edgelist(), dtype=np.int64).reshape(-1, 2)


def drawn_together(graph: igraph.Graph, groups: Labels, weight: float) -> igraph.Graph:
    """Return `graph` with `weight` added to each edge whose ends are in the same one of `groups` (-1 is in none)."""
    edges = ends(graph)
    mates = (groups[edges[:, 0]] == groups[edges[:, 1]]) & (groups[edges[:, 0]] >= 0)
    return weighted(graph.vcount(), edges, np.array(graph.es["weight"]) + weight * mates)


def _fuzzy(distances: Floats) -> Floats:
    """Turn each row of distances, the nearest first, into weights: 1 for the nearest, and log2(k) in all; infinity gives 0."""
    closest = np.where(distances > 0, distances, np.inf).min(axis=1, keepdims=True)
    beyond = np.maximum(distances - np.where(np.isfinite(closest), closest, 0.0), 0.0).astype(np.float64)
    target = np.log2(max(distances.shape[1], 2))
    low, high = np.zeros((len(beyond), 1)), np.full((len(beyond), 1), np.inf)
    scale = np.ones((len(beyond), 1))
    for _ in range(_STEPS):
        too_wide = np.exp(-beyond / scale).sum(axis=1, keepdims=True) > target
        high, low = np.where(too_wide, scale, high), np.where(too_wide, low, scale)
        scale = np.where(np.isinf(high), scale * 2, (low + np.where(np.isinf(high), 0.0, high)) / 2)
    least = 1e-3 * np.where(np.isfinite(distances), distances, 0.0).mean(axis=1, keepdims=True)
    return np.asarray(np.exp(-beyond / np.maximum(scale, np.maximum(least, 1e-9))))
