"""How many there really are: counts and shares corrected for the coder's errors, as a gold has measured them.

Counts are quantified by calibrated scores (Bella et al. 2010, "Quantification via Probability Estimators"): what a theme's
scores add up to, times two factors. The first puts back what stays below the threshold: what the scores of all units of the
gold expect, for each unit of score that was called. The second is what the gold held for each that was expected; a small
gold says little about it, so it leans on one, as if so many statements more had come out as expected (Gamma prior). Shares
of sides are the adjusted counts of Rogan and Gladen (1978) for several classes: the most likely true shares, given how the
coder takes one side for another. Intervals draw the gold's documents anew.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.data import data_path
from corpus.errors import BadInput

SHIPPED = data_path("datasets", "models", "coder_errors.json")
DRAWS = 1000
SEED = 20
#: Sides that are told apart here; a gold has too few of the others, so they stand together.
CLASSES = ("cmo", "cio", "both", "other")
#: How much the general share of right sides weighs beside what was seen of one side, in statements.
PRIOR = 2.0
ITERATIONS = 200
#: How many statements "as the scores expect" weigh beside those of the gold; chosen on the dev part of the gold.
EXPECTED_WEIGHS = 40.0

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Counted:
    """What the coder did in one document of a gold, for one kind: how many it called, and how many there are.

    `scores` is the sum of the called units' scores, `expected` that of all units' scores (None in errors measured before it
    was kept), `sides` the pairs (true, coded) of the statements that both see, with how often each was met.
    """

    doc: str
    kind: str
    called: int
    hits: int
    true: int
    scores: float
    sides: tuple[tuple[str, str, int], ...] = ()
    expected: float | None = None


@dataclass(frozen=True)
class CoderErrors:
    """The coder's errors: by which version, on which files, coded by whom, document by document."""

    coder: str
    data: tuple[str, ...]
    coded_by: str
    documents: tuple[Counted, ...]

    def of(self, kind: str) -> list[Counted]:
        """Return the documents' counts for one kind."""
        return [document for document in self.documents if document.kind == kind]


@dataclass(frozen=True)
class Estimate:
    """A count or share as it was found, as it most likely is, and the 95 % interval of that; None where none can be told."""

    raw: float
    value: float | None
    low: float | None
    high: float | None


class Correction:
    """What the errors of one kind mean for counts and sides, with as many draws of the gold as the intervals need."""

    def __init__(self, documents: Sequence[Counted], seed: int = SEED) -> None:
        self._rng = np.random.default_rng(seed)
        self._docs = documents
        self._draws = self._rng.integers(0, max(1, len(documents)), (DRAWS, len(documents)))
        known = all(d.expected is not None for d in documents)
        table = np.array([[d.true, d.scores, d.expected or 0.0] for d in documents], dtype=np.float64).reshape(-1, 3)
        drawn = table[self._draws].sum(axis=1) if len(documents) else np.zeros((DRAWS, 3))
        drawn = drawn[drawn[:, 1] > 0]
        weight = EXPECTED_WEIGHS if known else 0.0
        whole = table.sum(axis=0)
        self._factor = float(_factors(whole, weight, np.array(weight))) if whole[1] else None
        self._factors = _factors(drawn, weight, self._rng.gamma(weight, size=len(drawn)) if known else np.array(0.0))

    def count(self, raw: int, scores: float) -> Estimate:
        """Return how many statements there are where `raw` were called whose scores add up to `scores`."""
        if self._factor is None or not len(self._factors):
            return Estimate(raw, None, None, None)
        rng = np.random.default_rng(SEED)
        return _estimate(raw, self._factor * scores, rng.poisson(self._factors * scores))

    def shares(self, coded: Sequence[int]) -> list[Estimate]:
        """Return the true share of each of CLASSES where `coded` statements were given each."""
        whole = sum(coded)
        raw = [n / whole if whole else 0.0 for n in coded]
        seen = np.array([_seen(document) for document in self._docs]).reshape(-1, len(CLASSES), len(CLASSES))
        if not whole or not seen.sum():
            return [Estimate(share, None, None, None) for share in raw]
        rng = np.random.default_rng(SEED)
        point = _true_shares(_rows(seen.sum(axis=0)[None]), np.array(coded, dtype=np.float64)[None])[0]
        likely = (np.array(coded) + 0.5) / (whole + 0.5 * len(coded))  # a side not met here may still occur
        counts = rng.multinomial(whole, likely, DRAWS).astype(np.float64)
        drawn = _true_shares(_rows(_posterior(rng, seen[self._draws].sum(axis=1))), counts)
        return [_estimate(share, point[n], drawn[:, n]) for n, share in enumerate(raw)]


def _factors(sums: Floats, weight: float, came: Floats) -> Floats:
    """Return true statements for each unit of score, from sums (true, scores, expected) in the last axis.

    `weight` statements more were expected, and `came` came. Without weight the gold alone decides.
    """
    true, scores, expected = sums[..., 0], sums[..., 1], sums[..., 2]
    if not weight:
        return np.asarray(true / scores)
    return np.asarray(expected / scores * (true + came) / (expected + weight))


def _estimate(raw: float, value: float, drawn: NDArray[Any]) -> Estimate:
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Estimate(raw, round(float(value), 4), round(float(low), 4), round(float(high), 4))


def _seen(document: Counted) -> Floats:
    table = np.zeros((len(CLASSES), len(CLASSES)))
    for true, coded, n in document.sides:
        table[CLASSES.index(side_class(true)), CLASSES.index(side_class(coded))] += n
    return table


def side_class(side: str) -> str:
    """Return the class of a side: itself for marketing, IT and both, else `other`."""
    return side if side in CLASSES else "other"


def _rows(seen: Floats) -> Floats:
    """Return how each true side is coded, rows that add up to 1; a side seen seldom leans on what is right in general."""
    right = np.trace(seen, axis1=1, axis2=2)[:, None, None] / np.maximum(1, seen.sum(axis=(1, 2)))[:, None, None]
    size = len(CLASSES)
    lean = np.where(np.eye(size, dtype=bool), right, (1 - right) / (size - 1))
    rows = seen + PRIOR * lean
    return np.asarray(rows / rows.sum(axis=2, keepdims=True))


def _posterior(rng: np.random.Generator, seen: Floats) -> Floats:
    """Draw counts around those seen, so that a pair that was never met is not held for impossible."""
    return rng.gamma(seen + 0.25)


def _true_shares(coded_as: Floats, counts: Floats) -> Floats:
    """Return the most likely true shares, shape (draws, classes), by expectation and maximisation."""
    shares = np.full(counts.shape, 1 / counts.shape[1])
    for _ in range(ITERATIONS):
        joint = shares[:, :, None] * coded_as
        share_of = joint / np.maximum(joint.sum(axis=1, keepdims=True), 1e-12)
        shares = (share_of * counts[:, None, :]).sum(axis=2) / np.maximum(counts.sum(axis=1, keepdims=True), 1e-12)
    return shares


# Kept errors ----------------------------------------------------------------------------------------------------------


def as_json(errors: CoderErrors) -> str:
    """Return errors as JSON that shows well in a diff."""
    return json.dumps(asdict(errors), indent=1, ensure_ascii=False) + "\n"


def read_errors(text: str, name: str = "the coder's errors") -> CoderErrors:
    """Return the errors of a JSON text; raise BadInput when it is none."""
    try:
        told = json.loads(text)
        documents = tuple(
            Counted(**{**row, "sides": tuple((str(t), str(c), int(n)) for t, c, n in row["sides"])})
            for row in told["documents"]
        )
        return CoderErrors(told["coder"], tuple(told["data"]), told["coded_by"], documents)
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(f"{name} cannot be read: {error}") from error


def shipped_errors(path: Path = SHIPPED) -> CoderErrors | None:
    """Return the errors that ship with the coder, None when it ships none."""
    return read_errors(path.read_text(encoding="utf-8"), str(path)) if path.is_file() else None
