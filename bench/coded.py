"""What several comparisons of the coding share: the gold, the truth, and the classifier's probabilities unit by unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.records import KINDS
from nlp.coder import StatementCoder, load_coder
from nlp.evaluate import gold_reading
from nlp.gold import Coded, by_document, read_gold

GOLD = Path(__file__).resolve().parents[1] / "datasets" / "gold"
#: Gold that the shipped classifier was trained on.
TRAINING = ("pilot", "train", "trade", "field", "field_more", "articles")

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Predicted:
    """Coded units with what the classifier says of them: `probabilities` and `called` of shape (units, 2)."""

    coded: list[Coded]
    probabilities: Floats
    called: Bools


def training() -> list[Coded]:
    """Return the units of the gold that trains."""
    return [unit for name in TRAINING for unit in read_gold(GOLD / f"{name}.jsonl")]


@cache
def predicted(name: str) -> Predicted:
    """Return the units of a part of the gold, by document, with what the shipped classifier says of them."""
    return predict(load_coder(), read_gold(GOLD / f"{name}.jsonl"))


def predict(coder: StatementCoder, coded: Sequence[Coded]) -> Predicted:
    """Return `coded`, by document, with what `coder` says of each unit."""
    documents = by_document(coded)
    readings = [gold_reading(coder, units) for units in documents]
    coder.read_ahead(readings)
    found = []
    for reading in readings:
        probabilities = coder.probabilities(reading)
        found.append((probabilities, coder.calls(reading, probabilities)))
    return Predicted(
        [c for units in documents for c in units],
        np.vstack([probabilities for probabilities, _ in found]),
        np.vstack([called for _, called in found]),
    )


def truth(coded: Sequence[Coded], k: int) -> tuple[Bools, Bools]:
    """Return which units hold the `k`th kind, and which of them are sure (not borderline)."""
    return np.array([KINDS[k] in c.labels for c in coded]), np.array([KINDS[k] not in c.optional for c in coded])


def f1(called: Bools, true: Bools) -> float:
    """Return F1, rounded to three digits."""
    return round(float(2 * (called & true).sum() / max(1, called.sum() + true.sum())), 3)


def best_f1(score: Floats, true: Bools) -> float:
    """Return the F1 at the threshold that is best on these very units."""
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(true[order])
    return round(float((2 * hits / (np.arange(1, len(order) + 1) + true.sum())).max()), 3)
