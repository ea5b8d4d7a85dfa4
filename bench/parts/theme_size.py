"""How grouping grows with the corpus: made vectors, 2,000 to 100,000, with seconds, memory and what shortcuts lose."""

from __future__ import annotations

import multiprocessing
import resource
import time
from pathlib import Path

import numpy as np

from bench.part import Cell, Part, Table
from nlp.cluster import ClusterSettings
from nlp.coded import CodedClusters
from nlp.neighbours import EXACT, nearest
from nlp.vectors import Vectors

SIZES = (2000, 10_000, 35_000, 100_000)
DIMENSIONS = 768
NEIGHBOURS = 15
#: Rows on which the search by cells is compared with the exact one.
COMPARED = 20_000


def run(data: Path | None) -> list[Table]:
    """Return a row a size, each measured in a process of its own, and the loss of smaller vectors."""
    columns = ("vectors", "neighbours", "groups", "CPU seconds", "most memory, MiB")
    rows = []
    for size in SIZES:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            rows.append(pool.apply(_measured, (size,)))
    return [
        Table(f"Made vectors of {DIMENSIONS} dimensions, one thread, without refits", columns, rows),
        Table("What is lost", ("way", "of exact neighbours found", "largest difference of a cosine"), _losses()),
    ]


def made(size: int) -> Vectors:
    """Return unit-length vectors around as many centres as the square root of `size`, of sizes that differ much."""
    random = np.random.default_rng(size)
    centres = random.normal(size=(int(size**0.5), DIMENSIONS)).astype(np.float32)
    weights = random.pareto(1.5, len(centres)) + 1
    of_centre = random.choice(len(centres), size, p=weights / weights.sum())
    vectors = centres[of_centre] + 1.2 * random.normal(size=(size, DIMENSIONS)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def _measured(size: int) -> list[Cell]:
    vectors = made(size)
    start = time.process_time()
    clusters = CodedClusters(ClusterSettings(neighbours=NEIGHBOURS)).fit(vectors)
    seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [size, "exact" if size <= EXACT else "by cells", int(clusters.labels_.max()) + 1, seconds, float(memory)]


def _losses() -> list[list[Cell]]:
    vectors = made(COMPARED)
    exact, _ = nearest(vectors, NEIGHBOURS)
    some = vectors[:1000]
    rows: list[list[Cell]] = [["search by cells", _found(exact, nearest(vectors, NEIGHBOURS, exact=0)[0]), None]]
    scale = np.abs(vectors).max(axis=1, keepdims=True) / 127
    for name, kept in (
        ("kept in half precision", vectors.astype(np.float16).astype(np.float32)),
        ("kept in eight bits", (np.round(vectors / scale) * scale).astype(np.float32)),
    ):
        difference = float(np.abs(kept[:1000] @ kept[:1000].T - some @ some.T).max())
        rows.append([name, _found(exact, nearest(kept, NEIGHBOURS)[0]), difference])
    return rows


def _found(exact: np.ndarray, found: np.ndarray) -> float:
    return float(np.mean([len(set(a) & set(b)) / len(a) for a, b in zip(exact.tolist(), found.tolist(), strict=True)]))


PART = Part("theme_size", "How grouping grows with the corpus", run)
