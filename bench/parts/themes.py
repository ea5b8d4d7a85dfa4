"""Grouping of labelled sentences beside other methods: how right, how still, how coherent, how fast."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_rand_score, v_measure_score

from bench.coherence import diversity, npmi
from bench.groupings import Method, methods, ours, timed
from bench.part import Cell, Part, Table
from nlp.cluster import Anchor, ClusterSettings
from nlp.coded import CodedClusters
from nlp.embeddings import load_embedder
from nlp.lineage import inherit_ids
from nlp.vectors import Labels, Vectors

#: The sets with how many of their sentences are drawn.
SETS = (("banking77", 2000), ("banking77", 10_000), ("clinc150", 10_000))
#: The growth of a corpus in six steps, as shares of all sentences.
STEPS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


def run(data: Path | None) -> list[Table]:
    """Return a row a set and method, and how our ids hold on when a corpus grows."""
    assert data is not None
    rows, growth = [], []
    vectors: dict[str, tuple[list[str], np.ndarray, Vectors]] = {}
    for name, size in SETS:
        if name not in vectors:
            vectors[name] = _labelled(data / name / "sentences.csv.gz")
        texts, truth, all_vectors = vectors[name]
        drawn = np.random.default_rng(0).permutation(len(texts))[:size]
        some = ([texts[n] for n in drawn], truth[drawn], all_vectors[drawn])
        for what, method in methods().items():
            print(f"  {name} {size} {what}", flush=True)
            rows.append([f"{name}, {size:,}", what, *_measures(method, *some)])
        growth.append([f"{name}, {size:,}", *_growth(*some)])
    columns = (
        "sentences", "method", "groups", "in none", "V", "ARI", "ARI with another seed", "ARI shuffled",
        "ARI on 95 %", "NPMI", "diversity", "CPU seconds",
    )  # fmt: skip
    grown = ("sentences", "from 90 to 100 %", "from 40 to 100 % in six steps")
    return [
        Table("Labelled sentences, all-MiniLM-L6-v2, one thread", columns, rows),
        Table(
            "Sentences that keep their theme's id as the corpus grows (ours)",
            grown,
            growth,
        ),
    ]


def _labelled(file: Path) -> tuple[list[str], np.ndarray, Vectors]:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    texts = [row["text"] for row in rows]
    return texts, np.array([row["label"] for row in rows]), load_embedder("all-MiniLM-L6-v2").encode(texts)


def _measures(method: Method, texts: Sequence[str], truth: np.ndarray, vectors: Vectors) -> list[Cell]:
    groups = len(set(truth.tolist()))
    method(texts[:300], vectors[:300], 0, 5)  # imports and compilation are not counted
    first = timed(method, texts, vectors, 42, groups)
    other = timed(method, texts, vectors, 7, groups)
    shuffled = np.random.default_rng(1).permutation(len(texts))
    again = timed(method, [texts[n] for n in shuffled], vectors[shuffled], 42, groups)
    part = np.sort(np.random.default_rng(2).permutation(len(texts))[: round(0.95 * len(texts))])
    smaller = timed(method, [texts[n] for n in part], vectors[part], 42, groups)
    labels = first.labels
    return [
        len(set(labels.tolist()) - {-1}),
        float((labels < 0).mean()),
        float(v_measure_score(truth, labels)),
        float(adjusted_rand_score(truth, labels)),
        float(adjusted_rand_score(labels, other.labels)),
        float(adjusted_rand_score(labels[shuffled], again.labels)),
        float(adjusted_rand_score(labels[part], smaller.labels)),
        npmi(texts, labels),
        diversity(texts, labels),
        first.seconds,
    ]


def _growth(texts: Sequence[str], truth: np.ndarray, vectors: Vectors) -> list[Cell]:
    order = np.argsort(np.array(texts), kind="stable")
    return [_kept(vectors[order], STEPS[-2:]), _kept(vectors[order], STEPS)]


def _kept(vectors: Vectors, steps: Sequence[float]) -> float:
    """Return the share of the first step's grouped rows that are under their first id after the last step."""
    came = np.random.default_rng(3).permutation(len(vectors))
    settings = ClusterSettings(min_size=10)
    ids: dict[int, str] = {}
    start: dict[int, str] = {}
    used: set[str] = set()
    resolution: float | None = None
    for step in steps:
        rows = np.sort(came[: round(step * len(vectors))])
        anchor = _anchor(rows, ids, resolution) if ids else None
        groups = CodedClusters(settings, anchor=anchor).fit(vectors[rows]).groups_
        assert groups is not None
        resolution = groups.resolution
        sets = [{str(r) for r in rows[groups.labels == n].tolist()} for n in range(len(groups.codes))]
        old: dict[str, set[str]] = {}
        for row, theme in ids.items():
            old.setdefault(theme, set()).add(str(row))
        given, _ = inherit_ids(sets, old, "t", used)
        used |= set(given)
        ids = {int(row): theme for theme, some in zip(given, sets, strict=True) for row in some}
        start = start or dict(ids)
    return float(np.mean([ids.get(row) == theme for row, theme in start.items()]))


def _anchor(rows: Labels, ids: dict[int, str], resolution: float | None) -> Anchor:
    number = {theme: n for n, theme in enumerate(sorted(set(ids.values())))}
    return Anchor(np.array([number.get(ids.get(row, ""), -1) for row in rows.tolist()]), resolution)


PART = Part("themes", "Grouping of labelled sentences beside other methods", run, needs=("banking77", "clinc150"))

__all__ = ["PART", "ours", "run"]
