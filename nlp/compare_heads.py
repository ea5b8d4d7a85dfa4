"""Compare two classifiers on the same coded units: F1 of both, and the difference with a paired bootstrap interval."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.records import KINDS
from nlp.coder import StatementCoder
from nlp.evaluate import gold_reading
from nlp.gold import Coded

RESAMPLES = 2000
SEED = 0
#: The name under which the mean of both kinds' F1 is told.
MEAN = "both kinds"
#: A unit drawn by `crosstalk label export` is a document of its own: ARTICLE:START-END.
_PLACE = re.compile(r":\d+-\d+$")

Bools = NDArray[np.bool_]
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Difference:
    """F1 of the current and the new classifier on one kind, or the mean of both, and new minus current with its 95 % interval."""

    kind: str
    current: float
    new: float
    difference: float
    low: float
    high: float
    statements: int
    articles: int


def article_of(coded: Coded) -> str:
    """Return the article that a unit stands in: what is drawn anew together."""
    return _PLACE.sub("", coded.doc)


def rows_by_document(coded: Sequence[Coded]) -> list[tuple[list[int], list[Coded]]]:
    """Return the units of each document with their places in `coded`."""
    places: dict[str, list[int]] = {}
    for n, unit in enumerate(coded):
        places.setdefault(unit.doc, []).append(n)
    return [(rows, [coded[n] for n in rows]) for rows in places.values()]


def calls_of(coder: StatementCoder, coded: Sequence[Coded]) -> Bools:
    """Return what `coder` calls the units, shape (units, 2), reading each document on its own."""
    found = np.zeros((len(coded), len(KINDS)), dtype=bool)
    for rows, units in rows_by_document(coded):
        reading = gold_reading(coder, units)
        found[rows] = coder.calls(reading, coder.probabilities(reading))
    return found


def differences(coded: Sequence[Coded], current: Bools, new: Bools) -> list[Difference]:
    """Return a difference for each kind and for the mean of both, from calls of shape (units, 2); articles are drawn anew.

    Both classifiers are scored on the same draws (Efron, Tibshirani 1993, chapter 13); borderline units count for nothing.
    """
    names = [article_of(c) for c in coded]
    articles = {name: n for n, name in enumerate(dict.fromkeys(names))}
    row_of = np.array([articles[name] for name in names])
    draws = np.random.default_rng(SEED).integers(0, len(articles), (RESAMPLES, len(articles)))
    found = []
    drawn = []
    for k, kind in enumerate(KINDS):
        tables = [_by_article(kind, coded, calls[:, k], row_of, len(articles)) for calls in (current, new)]
        whole = [float(_f1(table.sum(axis=0))) for table in tables]
        gain = _f1(tables[1][draws].sum(axis=1)) - _f1(tables[0][draws].sum(axis=1))
        drawn.append(gain)
        statements = int(tables[0].sum(axis=0)[[0, 2]].sum())
        found.append(_difference(kind, whole[0], whole[1], gain, statements, len(articles)))
    current_f1, new_f1 = (float(np.mean([getattr(d, which) for d in found])) for which in ("current", "new"))
    statements = sum(d.statements for d in found)
    return [*found, _difference(MEAN, current_f1, new_f1, np.mean(drawn, axis=0), statements, len(articles))]


def is_better(found: Sequence[Difference]) -> bool:
    """Tell whether the new one is better beyond chance: the mean's interval lies above nought, and no kind's below."""
    return all(d.low > 0 if d.kind == MEAN else d.high >= 0 for d in found)


def _by_article(kind: str, coded: Sequence[Coded], called: Bools, row_of: Counts, articles: int) -> Counts:
    """Return hits, false alarms and misses of each article, shape (articles, 3)."""
    truth = np.array([kind in c.labels for c in coded])
    sure = np.array([kind not in c.optional for c in coded])
    table = np.zeros((articles, 3), dtype=np.int64)
    for n, which in enumerate((called & truth, called & ~truth, ~called & truth)):
        np.add.at(table[:, n], row_of[which & sure], 1)
    return table


def _f1(counts: Counts) -> NDArray[np.float64]:
    hits, false, missed = counts[..., 0], counts[..., 1], counts[..., 2]
    return np.asarray(2 * hits / np.maximum(1, 2 * hits + false + missed))


def _difference(
    kind: str, current: float, new: float, drawn: NDArray[np.float64], statements: int, articles: int
) -> Difference:
    low, high = np.percentile(drawn, [2.5, 97.5])
    now, then, gain, least, most = (round(float(n), 3) for n in (current, new, new - current, low, high))
    return Difference(kind, now, then, gain, least, most, statements, articles)
