"""Do the intervals of a corrected count hold what they promise? Halves of a gold, one to measure errors, one to count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.prevalence import CLASSES, Correction, Counted, side_class

SPLITS = 200


@dataclass(frozen=True)
class Held:
    """How often the truth lay within, how far off raw and corrected were on average, and how wide the interval was."""

    cases: int
    covered: float
    raw_off: float
    corrected_off: float
    width: float


def counts(documents: Sequence[Counted], *, skewed: bool = False) -> Held:
    """Return how counts of statements held; `skewed` counts on documents with more of the kind than the measured ones."""
    found = []
    for measured, target in _halves(documents, skewed):
        truth, raw = sum(d.true for d in target), sum(d.called for d in target)
        estimate = Correction(measured).count(raw, sum(d.scores for d in target))
        if estimate.value is not None and truth:
            found.append((truth, raw, estimate.value, estimate.low or 0.0, estimate.high or 0.0))
    return _held(np.array(found), relative=True)


def shares(documents: Sequence[Counted]) -> Held:
    """Return how shares of sides held, a case a side and split."""
    found = []
    for measured, target in _halves(documents, False):
        pairs = [(side_class(t), side_class(c), n) for d in target for t, c, n in d.sides]
        whole = sum(n for _, _, n in pairs)
        coded = [sum(n for _, c, n in pairs if c == side) for side in CLASSES]
        for side, estimate in zip(CLASSES, Correction(measured).shares(coded), strict=True):
            if whole and estimate.value is not None:
                truth = sum(n for t, _, n in pairs if t == side) / whole
                found.append((truth, estimate.raw, estimate.value, estimate.low or 0.0, estimate.high or 0.0))
    return _held(np.array(found), relative=False)


def _halves(documents: Sequence[Counted], skewed: bool) -> Iterator[tuple[list[Counted], list[Counted]]]:
    rng = np.random.default_rng(1)
    rank = np.argsort([d.true / max(1, d.called) for d in documents], kind="stable")
    for _ in range(SPLITS):
        order = rng.permutation(len(documents))
        if (
            skewed
        ):  # two in three of the measured half come from the lower half, two in three of the other from the upper
            weight = np.where(np.isin(order, rank[: len(rank) // 2]), 2.0, 1.0)
            order = order[np.argsort(-(rng.random(len(order)) ** (1 / weight)))]
        middle = len(order) // 2
        yield [documents[n] for n in order[:middle]], [documents[n] for n in order[middle:]]


def _held(found: np.ndarray, *, relative: bool) -> Held:
    truth, raw, value, low, high = found.T
    scale = truth if relative else np.ones_like(truth)
    return Held(
        cases=len(found),
        covered=float(((low - 1e-9 <= truth) & (truth <= high + 1e-9)).mean()),
        raw_off=float((np.abs(raw - truth) / scale).mean()),
        corrected_off=float((np.abs(value - truth) / scale).mean()),
        width=float(((high - low) / scale).mean()),
    )
