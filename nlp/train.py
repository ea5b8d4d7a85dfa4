"""Train the classifier's head on coded units: deterministic, calibrated fragment by fragment, saved with its card."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from corpus.errors import NothingToDo
from corpus.records import KINDS
from nlp.cues import cues
from nlp.embeddings import Embedder, file_sha256
from nlp.gold import Coded, read_gold
from nlp.head import Head, design
from nlp.pipeline import load_pipeline
from nlp.sides import mentions

#: Inverse strength of the penalty on weights.
C = 0.5
FOLDS = 5
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class TrainingSet:
    """Units ready to fit: their cues, vectors and codes, and which may set thresholds (real articles)."""

    coded: list[Coded]
    cues: list[dict[str, float]]
    vectors: NDArray[np.float32]
    real: Bools


def prepare(files: Sequence[Path], real_files: Sequence[Path], embedder: Embedder) -> TrainingSet:
    """Read gold files and compute what the head sees; `real_files` hold units of real articles, which calibrate it."""
    written = [c for file in files for c in read_gold(file)]
    real = [c for file in real_files for c in read_gold(file)]
    coded = written + real
    if not coded:
        raise NothingToDo("There are no coded units to train on.")
    nlp = load_pipeline()
    docs = list(nlp.pipe(c.unit.text for c in coded))
    found = [cues(c.unit, doc, mentions(doc)) for c, doc in zip(coded, docs, strict=True)]
    vectors = embedder.encode([c.unit.text for c in coded])
    return TrainingSet(coded, found, vectors, np.array([False] * len(written) + [True] * len(real)))


def fit_head(data: TrainingSet, encoder_sha256: str) -> tuple[Head, dict[str, dict[str, float]]]:
    """Fit both kinds; return the head and its cross-validated scores (folds by document) on the units that calibrate."""
    names = tuple(sorted({name for found in data.cues for name in found}))
    rows = design(names, data.cues, data.vectors)
    calibrating = data.real if data.real.any() else np.ones(len(rows), dtype=bool)
    parts = [_fit_kind(kind, rows, data, calibrating) for kind in KINDS]
    head = Head(
        cue_names=names,
        weights=np.vstack([p.weights for p in parts]),
        intercepts=np.array([p.intercept for p in parts]),
        slopes=np.array([p.slope for p in parts]),
        shifts=np.array([p.shift for p in parts]),
        thresholds=np.array([p.threshold for p in parts]),
        encoder_sha256=encoder_sha256,
    )
    return head, {kind: p.scores for kind, p in zip(KINDS, parts, strict=True)}


@dataclass(frozen=True)
class _Fitted:
    weights: NDArray[np.float64]
    intercept: float
    slope: float
    shift: float
    threshold: float
    scores: dict[str, float]


def _fit_kind(kind: str, rows: NDArray[np.float64], data: TrainingSet, calibrating: Bools) -> _Fitted:
    truth = np.array([kind in c.labels for c in data.coded])
    sure = np.array([kind not in c.optional for c in data.coded])
    logits = _out_of_fold(rows, truth, sure, [c.doc for c in data.coded])
    use = calibrating & sure
    platt = LogisticRegression(C=1e6).fit(logits[use, None], truth[use])
    slope, shift = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    probability = 1 / (1 + np.exp(-(logits * slope + shift)))
    threshold, f1 = best_threshold(truth[use], probability[use])
    model = LogisticRegression(C=C, max_iter=5000).fit(rows[sure], truth[sure])
    scores = {
        "f1": round(f1, 3),
        "threshold": round(threshold, 3),
        "units": int(use.sum()),
        "positive": int(truth[use].sum()),
    }
    return _Fitted(model.coef_[0], float(model.intercept_[0]), slope, shift, threshold, scores)


def _out_of_fold(rows: NDArray[np.float64], truth: Bools, sure: Bools, docs: list[str]) -> NDArray[np.float64]:
    """Return each unit's logit by a model that has not seen its document."""
    order = sorted(set(docs))
    fold = np.array([order.index(doc) % FOLDS for doc in docs])
    logits = np.zeros(len(rows))
    for n in range(FOLDS):
        train = (fold != n) & sure
        model = LogisticRegression(C=C, max_iter=5000).fit(rows[train], truth[train])
        logits[fold == n] = model.decision_function(rows[fold == n])
    return logits


def best_threshold(truth: Bools, probability: NDArray[np.float64]) -> tuple[float, float]:
    """Return the threshold with the highest F1, and that F1; of equal ones the lowest."""
    best = (0.5, 0.0)
    for threshold in np.linspace(0.05, 0.9, 86):
        called = probability >= threshold
        f1 = 2 * float((called & truth).sum()) / max(1.0, float(called.sum() + truth.sum()))
        if f1 > best[1] + 1e-9:
            best = (float(round(threshold, 3)), f1)
    return best


def save_with_card(head: Head, path: Path, card: dict) -> None:
    """Write the head and, beside it, a card with its checksum, data and scores."""
    head.save(path)
    text = json.dumps({"sha256": file_sha256(path), **card}, indent=2, ensure_ascii=False)
    path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
