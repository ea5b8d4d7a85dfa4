"""Offer each figure without a source the finding that it most resembles: a suggestion with its likeness, no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from nlp.register.agreement import value_class
from nlp.register.findings import Finding
from nlp.register.likeness import Likeness, shared_stems
from nlp.register.merge import THRESHOLDS
from nlp.register.tellings import Telling

#: Least share of stems for a finding to be looked at.
LEAST_SHARED = 0.25


def suggestions(
    findings: Sequence[Finding], unsourced: Iterable[Telling], likeness: Likeness
) -> dict[str, tuple[str, float]]:
    """Return finding and likeness by telling, for those that resemble one as much as a telling of the same study would."""
    at: dict[tuple[str, int], list[tuple[Telling, str]]] = defaultdict(list)
    for finding in findings:
        for telling, _ in finding.tellings:
            if telling.nature == "level" and telling.study:
                at[telling.unit, round(telling.value)].append((telling, finding.id))
    found = {}
    for telling in sorted(unsourced, key=lambda t: t.id):
        near = [pair for step in (-1, 0, 1) for pair in at.get((telling.unit, round(telling.value) + step), [])]
        fits = [
            (likeness.of(telling.claim, other.claim), finding)
            for other, finding in near
            if _same_people(telling, other)
            and (kind := value_class(telling, other)) in ("equal", "range")
            and shared_stems(telling.claim, other.claim) >= max(LEAST_SHARED, THRESHOLDS[kind] / 2)
        ]
        good = [fit for fit in fits if fit[0] >= THRESHOLDS["equal"]]
        if good:
            like, finding_id = max(good, key=lambda fit: (round(fit[0], 6), fit[1]))
            found[telling.id] = (finding_id, round(like, 2))
    return found


def _same_people(one: Telling, other: Telling) -> bool:
    return one.population == other.population or "none" in (one.population, other.population)
