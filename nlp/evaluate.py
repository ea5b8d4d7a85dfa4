"""Score the coder against gold labels: found and right, by kind, with bootstrap intervals; roles on what was found."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.records import KINDS, ROLES_OF
from nlp.coder import StatementCoder
from nlp.gold import Coded, by_document, title_of
from nlp.reading import Reading, reading_of
from nlp.roles import Roles

RESAMPLES = 1000


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1 of one kind with the 95 % interval of F1 (fragments drawn anew), and the units counted."""

    kind: str
    precision: float
    recall: float
    f1: float
    f1_low: float
    f1_high: float
    positive: int
    units: int


def evaluate(coder: StatementCoder, coded: Sequence[Coded]) -> tuple[list[Score], dict[str, float]]:
    """Return the scores of both kinds, and for each role the share right among statements found rightly."""
    documents = by_document(coded)
    readings = [gold_reading(coder, units) for units in documents]
    coder.read_ahead(readings)
    called = [coder.calls(reading, coder.probabilities(reading)) for reading in readings]
    right: dict[str, list[bool]] = defaultdict(list)
    for units, reading, calls in zip(documents, readings, called, strict=True):
        _score_roles(units, coder.roles.decide(reading, calls), right)
    sizes = [len(units) for units in documents]
    ordered = [c for units in documents for c in units]
    scores = [_score(kind, np.vstack(called)[:, k], ordered, sizes) for k, kind in enumerate(KINDS)]
    return scores, {role: round(float(np.mean(values)), 3) for role, values in right.items() if values}


def gold_reading(coder: StatementCoder, units: list[Coded]) -> Reading:
    """Return the reading of one document's coded units."""
    return reading_of(coder.nlp, [c.unit for c in units], title_of(units))


def _score_roles(units: list[Coded], decided: list[tuple[int, int, Roles]], right: dict[str, list[bool]]) -> None:
    for n, k, roles in decided:
        kind = KINDS[k]
        if kind not in units[n].labels:
            continue
        for role in ROLES_OF[kind]:
            truth = getattr(units[n], role)
            if truth:
                right[role].append(getattr(roles, role) == truth)


def _score(kind: str, called: NDArray[np.bool_], coded: list[Coded], sizes: list[int]) -> Score:
    truth = np.array([kind in c.labels for c in coded])
    sure = np.array([kind not in c.optional for c in coded])
    edges = np.cumsum([0, *sizes])
    table = np.array(
        [
            [
                (called[a:b] & truth[a:b] & sure[a:b]).sum(),
                (called[a:b] & ~truth[a:b] & sure[a:b]).sum(),
                (~called[a:b] & truth[a:b] & sure[a:b]).sum(),
            ]
            for a, b in itertools.pairwise(edges)
        ]
    )
    hits, false, missed = table.sum(axis=0)
    draws = np.random.default_rng(0).integers(0, len(sizes), (RESAMPLES, len(sizes)))
    sums = table[draws].sum(axis=1)
    f1s = 2 * sums[:, 0] / np.maximum(1, 2 * sums[:, 0] + sums[:, 1] + sums[:, 2])
    low, high = np.percentile(f1s, [2.5, 97.5])
    return Score(
        kind=kind,
        precision=round(float(hits / max(1, hits + false)), 3),
        recall=round(float(hits / max(1, hits + missed)), 3),
        f1=round(float(2 * hits / max(1, 2 * hits + false + missed)), 3),
        f1_low=round(float(low), 3),
        f1_high=round(float(high), 3),
        positive=int((truth & sure).sum()),
        units=int(sure.sum()),
    )
