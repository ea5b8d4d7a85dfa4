"""Find the nearest neighbours of vectors by cosine: exactly to 60,000 vectors, by an inverted file of faiss beyond."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from nlp.vectors import IN_MEMORY, Vectors

#: To this many vectors every pair is looked at; beyond, the cells nearest to a vector (recall: docs/quality.md).
EXACT = IN_MEMORY
#: Likeness is rounded so that the last bits of a product on another machine cannot move a border.
DECIMALS = 4
#: Cells of the inverted file for each square root of the vectors' number, and how many of them are searched.
CELLS = 2.0
SEARCHED = 24
_BLOCK = 1024
_ADDED = 16_384
_SEED = 1234

Indices = NDArray[np.int64]


def nearest(vectors: Vectors, neighbours: int, *, exact: int = EXACT) -> tuple[Indices, Vectors]:
    """Return the row numbers of each vector's nearest others and their cosines, both of shape (n, k), the nearest first.

    `vectors` are of unit length, float32, one a row; k is `neighbours`, or n - 1 when there are no more.
    """
    k = min(neighbours, len(vectors) - 1)
    if k < 1:
        return np.zeros((len(vectors), 0), dtype=np.int64), np.zeros((len(vectors), 0), dtype=np.float32)
    return _exact(vectors, k) if len(vectors) <= exact else _by_cells(vectors, k)


def _exact(vectors: Vectors, k: int) -> tuple[Indices, Vectors]:
    import faiss

    with _one_thread():
        parts = [
            _without_self(*faiss.knn(vectors[at : at + _BLOCK], vectors, k + 1, faiss.METRIC_INNER_PRODUCT), at, k)
            for at in range(0, len(vectors), _BLOCK)
        ]
    return np.vstack([found for found, _ in parts]), np.vstack([cosines for _, cosines in parts])


def _by_cells(vectors: Vectors, k: int) -> tuple[Indices, Vectors]:
    """Seeded and on one thread, so that the same vectors give the same neighbours; the index holds half precision."""
    import faiss

    with _one_thread():
        cells = int(CELLS * len(vectors) ** 0.5)
        index = faiss.IndexIVFScalarQuantizer(
            faiss.IndexFlatIP(vectors.shape[1]),
            vectors.shape[1],
            cells,
            faiss.ScalarQuantizer.QT_fp16,
            faiss.METRIC_INNER_PRODUCT,
        )
        index.cp.seed = _SEED
        index.cp.min_points_per_centroid, index.cp.max_points_per_centroid = 1, 64
        index.cp.niter = 8
        every = max(1, len(vectors) // (64 * cells))
        index.train(np.ascontiguousarray(vectors[::every]))
        for at in range(0, len(vectors), _ADDED):
            index.add(vectors[at : at + _ADDED])
        index.nprobe = SEARCHED
        parts = [
            _without_self(*index.search(vectors[at : at + _BLOCK], k + 1), at, k)
            for at in range(0, len(vectors), _BLOCK)
        ]
    return np.vstack([found for found, _ in parts]), np.vstack([cosines for _, cosines in parts])


@contextmanager
def _one_thread() -> Iterator[None]:
    import faiss

    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(threads)


def _without_self(cosines: Vectors, found: Indices, start: int, k: int) -> tuple[Indices, Vectors]:
    own = np.arange(start, start + len(found))[:, None]
    cosines = np.where((found == own) | (found < 0), -2.0, cosines)
    found, cosines = _ordered(found, cosines)
    return found[:, :k], cosines[:, :k]


def _ordered(found: Indices, cosines: Vectors) -> tuple[Indices, Vectors]:
    """Put each row's neighbours in order of their rounded likeness, ties by row number."""
    rounded = np.round(cosines, DECIMALS).astype(np.float32)
    order = np.lexsort((found, -rounded), axis=1)
    return np.take_along_axis(found, order, axis=1).astype(np.int64), np.take_along_axis(rounded, order, axis=1)
