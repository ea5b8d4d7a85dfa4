"""Adjust a classifier's head to a few hundred coded units: its weights move from where they are only as far as the units ask.

A logistic regression whose penalty draws towards the current weights instead of towards nought, so that little data changes
little (Chelba, Acero 2006, "Adaptation of Maximum Entropy Capitalizer: Little Data Can Help a Lot").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from corpus.errors import NothingToDo
from corpus.records import KINDS
from nlp.coder import StatementCoder
from nlp.compare_heads import Bools, article_of, rows_by_document
from nlp.cues import cues
from nlp.evaluate import gold_reading
from nlp.excluded import never_a_statement
from nlp.gold import Coded
from nlp.head import CUE_SHARE, Head, table
from nlp.train import best_threshold

#: How far the stretch, the shift and a cue's weight may be expected to move (standard deviations of their prior).
STRETCH_MOVES, SHIFT_MOVES, CUE_MOVES = 0.3, 1.0, 0.3
#: The articles are dealt into so many parts; each part is judged by a head that has not seen it.
PARTS = 5
#: A kind with fewer statements among the units keeps its head: nothing can be learned from so few.
FEWEST = 10
FEWEST_ARTICLES = 10

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Seen:
    """Coded units with what the current head makes of them: its log odds, shape (units, 2), and the cues it weighs."""

    coded: Sequence[Coded]
    odds: Floats
    cues: Floats
    live: Bools

    @classmethod
    def of(cls, coder: StatementCoder, head: Head, coded: Sequence[Coded]) -> Seen:
        """Read the units once, document by document, for as many heads as are to be fitted to them.

        Raises NothingToDo for units of too few articles.
        """
        articles = len({article_of(c) for c in coded})
        if articles < FEWEST_ARTICLES:
            raise NothingToDo(
                f"The units are of {articles} articles; {FEWEST_ARTICLES} are needed to tell whether a head carries over."
            )
        odds = np.zeros((len(coded), len(KINDS)))
        found: list[dict[str, float]] = [{}] * len(coded)
        for rows, units in rows_by_document(coded):
            reading = gold_reading(coder, units)
            chances = np.clip(coder.probabilities(reading), 1e-9, 1 - 1e-9)
            odds[rows] = np.log(chances / (1 - chances))
            for n, unit, doc, mentions in zip(rows, reading.units, reading.docs, reading.mentions, strict=True):
                found[n] = cues(unit, doc, mentions)
        live = np.array([not never_a_statement(c.unit) for c in coded])
        return cls(coded, odds, table(head.cue_names, found), live)

    def only(self, rows: Bools) -> Seen:
        """Return the units of `rows`."""
        kept = [c for c, keep in zip(self.coded, rows, strict=True) if keep]
        return Seen(kept, self.odds[rows], self.cues[rows], self.live[rows])

    def calls(self, thresholds: Floats) -> Bools:
        """Return what the current head calls at `thresholds`, shape (units, 2)."""
        return np.asarray((_chance(self.odds) >= thresholds) & self.live[:, None])


@dataclass(frozen=True)
class Move:
    """How a head moves: per kind its log odds are stretched and shifted, cues weigh more or less, and the threshold changes."""

    stretch: Floats
    shift: Floats
    cues: Floats
    thresholds: Floats
    left: tuple[str, ...]

    def chances(self, seen: Seen) -> Floats:
        """Return the moved head's calibrated probabilities, shape (units, 2)."""
        return _chance(seen.odds * self.stretch + self.shift + seen.cues @ self.cues.T)

    def calls(self, seen: Seen) -> Bools:
        """Return what the moved head calls, shape (units, 2)."""
        return np.asarray((self.chances(seen) >= self.thresholds) & seen.live[:, None])

    def of(self, head: Head) -> Head:
        """Return the head that moves so."""
        slopes = head.slopes * self.stretch
        return replace(
            head,
            slopes=slopes,
            shifts=head.shifts * self.stretch + self.shift,
            cue_weights=head.cue_weights + self.cues / (CUE_SHARE * slopes[:, None]),
            thresholds=self.thresholds,
        )


def adjusted(seen: Seen, thresholds: Floats) -> Move:
    """Return the move that the units ask for; a kind with too few statements stays, with its threshold in `thresholds`."""
    move = _moved(seen, thresholds)
    chances = _by_part(seen, lambda rest, part: _moved(rest, thresholds).chances(part))
    chosen = thresholds.copy()
    for k, kind in enumerate(KINDS):
        if kind not in move.left:
            truth, sure = _truth(kind, seen.coded)
            chosen[k] = best_threshold(truth[sure], chances[sure, k])[0]
    return replace(move, thresholds=chosen)


def calls_held_out(seen: Seen, thresholds: Floats) -> Bools:
    """Return each unit's calls, shape (units, 2), by a head adjusted to the articles of the other parts alone."""
    return _by_part(seen, lambda rest, part: adjusted(rest, thresholds).calls(part)).astype(bool)


def _by_part(seen: Seen, judge: Callable[[Seen, Seen], NDArray[Any]]) -> NDArray[Any]:
    part_of = _parts(seen.coded)
    found = np.zeros(seen.odds.shape)
    for part in sorted(set(part_of.tolist())):
        rows = part_of == part
        found[rows] = judge(seen.only(~rows), seen.only(rows))
    return found


def _parts(coded: Sequence[Coded]) -> NDArray[np.int64]:
    """Deal the articles, in the order of their names, into parts."""
    names = [article_of(c) for c in coded]
    number = {name: n for n, name in enumerate(sorted(set(names)))}
    return np.array([number[name] % PARTS for name in names])


def _moved(seen: Seen, thresholds: Floats) -> Move:
    stretch, shift, weights = np.ones(len(KINDS)), np.zeros(len(KINDS)), np.zeros((len(KINDS), seen.cues.shape[1]))
    left = []
    for k, kind in enumerate(KINDS):
        truth, sure = _truth(kind, seen.coded)
        if (truth & sure).sum() < FEWEST:
            left.append(kind)
        else:
            stretch[k], shift[k], weights[k] = _fit(seen.odds[sure, k], seen.cues[sure], truth[sure])
    return Move(stretch, shift, weights, thresholds, tuple(left))


def _fit(odds: Floats, cues: Floats, truth: Bools) -> tuple[float, float, Floats]:
    """Return how much to stretch and shift log odds, and what to add for each cue: the most likely, given the prior."""
    columns = np.column_stack([odds, np.ones(len(odds)), cues])
    start = np.zeros(columns.shape[1])
    start[0] = 1.0
    pull = 1 / np.array([STRETCH_MOVES, SHIFT_MOVES, *[CUE_MOVES] * cues.shape[1]]) ** 2

    def loss(weights: Floats) -> tuple[float, Floats]:
        raw, away = columns @ weights, weights - start
        value = np.logaddexp(0, raw).sum() - raw[truth].sum() + (pull * away**2).sum() / 2
        return float(value), columns.T @ (_chance(raw) - truth) + pull * away

    # Below a tenth the classifier's own order would be wiped out or turned around.
    bounds = [(0.1, None), *[(None, None)] * (len(start) - 1)]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return float(found[0]), float(found[1]), found[2:]


def _chance(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-odds)))


def _truth(kind: str, coded: Sequence[Coded]) -> tuple[Bools, Bools]:
    return np.array([kind in c.labels for c in coded]), np.array([kind not in c.optional for c in coded])
