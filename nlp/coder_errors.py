"""Measure the coder's errors on a gold, document by document: what a correction of counts and sides needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.prevalence import CoderErrors, Counted
from corpus.records import KINDS
from nlp.coder import StatementCoder
from nlp.evaluate import gold_reading
from nlp.excluded import never_a_statement
from nlp.gold import Coded, by_document

#: The side that a kind is counted by.
SIDE_OF = {"frustration": "holder", "recommendation": "addressee"}


def coder_errors(
    coder: StatementCoder, coded: Sequence[Coded], data: Sequence[str], coded_by: str = "a language model"
) -> CoderErrors:
    """Return the errors of `coder` on coded units; borderline units count for nothing."""
    documents = [found for units in by_document(coded) for found in _of_document(coder, units[0].doc, units)]
    return CoderErrors(coder.version, tuple(data), coded_by, tuple(documents))


def _of_document(coder: StatementCoder, doc: str, units: list[Coded]) -> list[Counted]:
    reading = gold_reading(coder, units)
    probabilities = coder.probabilities(reading)
    calls = coder.calls(reading, probabilities)
    sides = _sides(coder, units, calls)
    live = np.array([not never_a_statement(unit.unit) for unit in units])
    expected = probabilities * live[:, None]
    return [_counted(doc, kind, units, calls[:, k], expected[:, k], sides[kind]) for k, kind in enumerate(KINDS)]


def _counted(
    doc: str,
    kind: str,
    units: list[Coded],
    called: NDArray[np.bool_],
    expected: NDArray[np.float64],
    sides: Counter[tuple[str, str]],
) -> Counted:
    truth = np.array([kind in unit.labels for unit in units])
    sure = np.array([kind not in unit.optional for unit in units])
    return Counted(
        doc=doc,
        kind=kind,
        called=int((called & sure).sum()),
        hits=int((called & truth & sure).sum()),
        true=int((truth & sure).sum()),
        scores=round(float(expected[called & sure].sum()), 4),
        sides=tuple((true, said, n) for (true, said), n in sorted(sides.items())),
        expected=round(float(expected[sure].sum()), 4),
    )


def _sides(coder: StatementCoder, units: list[Coded], calls: NDArray[np.bool_]) -> dict[str, Counter[tuple[str, str]]]:
    """Count true and coded sides of the statements that the gold has and the coder found."""
    found: dict[str, Counter[tuple[str, str]]] = {kind: Counter() for kind in KINDS}
    for n, k, roles in coder.roles.decide(gold_reading(coder, units), calls):
        kind = KINDS[k]
        true = getattr(units[n], SIDE_OF[kind])
        if kind in units[n].labels and true:
            found[kind][true, getattr(roles, SIDE_OF[kind])] += 1
    return found
