"""Whether a probability means what it says: how many of the units that it is told of are statements."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np

from bench.coded import Bools, Floats, predicted, truth
from bench.part import Part, Table
from corpus.records import KINDS

EDGES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
#: Equal steps for the expected calibration error (Naeini et al. 2015).
STEPS = 10


def run(data: Path | None) -> list[Table]:
    """Return the reliability of both kinds on the frozen test part, and the expected calibration error on dev and test."""
    test, dev = predicted("test"), predicted("dev")
    tables = []
    for k, kind in enumerate(KINDS):
        true, sure = truth(test.coded, k)
        rows = _reliability(test.probabilities[sure, k], true[sure])
        tables.append(Table(f"{kind}, test", ("told", "units", "mean told", "share that are"), rows))
    errors = []
    for name, part in (("test", test), ("dev (calibrated on it)", dev)):
        row: list[str | float] = [name]
        for k in range(len(KINDS)):
            true, sure = truth(part.coded, k)
            row.append(round(_error(part.probabilities[sure, k], true[sure]), 3))
        errors.append(row)
    return [*tables, Table("Expected calibration error", ("units", *KINDS), errors)]


def _reliability(told: Floats, true: Bools) -> list[tuple[str, int, float, float]]:
    rows = []
    for low, high in pairwise(EDGES):
        within = (told >= low) & ((told < high) | (high == 1))
        if within.any():
            mean, share = float(told[within].mean()), float(true[within].mean())
            rows.append((f"{low:.1f} to {high:.1f}", int(within.sum()), round(mean, 3), round(share, 3)))
    return rows


def _error(told: Floats, true: Bools) -> float:
    bins = np.minimum((told * STEPS).astype(int), STEPS - 1)
    parts = [(bins == b) for b in range(STEPS) if (bins == b).any()]
    return float(sum(part.mean() * abs(told[part].mean() - true[part].mean()) for part in parts))


PART = Part("calibration", "Whether a probability means what it says", run)
