"""A finding made of its tellings: the value most have, the span of the others, and how gravely they depart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.register.tellings import Telling

#: From the most harmless to the gravest: a finding shows the gravest of its tellings.
GRAVITY = (
    "exact", "rounded", "complement", "sum_and_parts", "chance_equality", "different_surveys", "forecast_moved",
    "year_drift", "population_drift", "misprint", "claim_changed", "unresolved",
)  # fmt: skip
#: Tellings that depart in these ways tell a value that others don't vouch for.
SLIPS = frozenset({"misprint", "claim_changed"})


@dataclass(frozen=True)
class Finding:
    """What one study found about one group of people, with all its tellings, each beside how it departs."""

    id: str
    tellings: tuple[tuple[Telling, str], ...]
    by_hand: int = 0

    @property
    def head(self) -> Telling:
        """The telling whose words stand for the finding: the catalogue's own, else the one most told."""
        own = [telling for telling, _ in self.tellings if telling.id == self.id]
        return own[0] if own else min((t for t, _ in self.tellings), key=lambda t: (t.origin, -len(t.claim), t.id))

    @property
    def agreement(self) -> str:
        """The gravest way in which a telling departs."""
        return max((agreement for _, agreement in self.tellings), key=GRAVITY.index)

    def row(self) -> dict[str, object]:
        """Return the finding as a row of `findings`."""
        head = self.head
        sound = [(t, a) for t, a in self.tellings if a not in SLIPS] or list(self.tellings)
        told = [(t, a) for t, a in sound if t.qualifier in ("", "only")] or sound
        ends = [end for t, a in told for end in span(t, flipped=a == "complement" and t.id != head.id)]
        return {
            "id": self.id,
            "study_id": head.study,
            "population": head.population,
            "subgroup": head.subgroup,
            "claim": head.claim,
            "value": usual_value([t for t, _ in told], head),
            "low": min(ends),
            "high": max(ends),
            "unit": head.unit,
            "nature": head.nature,
            "retellings": len(self.tellings),
            "articles": len({t.article for t, _ in self.tellings if t.article}),
            "families": len({t.family for t, _ in self.tellings if t.family}),
            "agreement": self.agreement,
            "origin": head.origin,
            "by_hand": self.by_hand,
        }

    def retellings(self) -> list[dict[str, object]]:
        """Return its tellings as rows of `retellings`."""
        return [
            {
                "id": telling.id,
                "finding_id": self.id,
                "statistic_id": telling.id if telling.article else None,
                "article_id": telling.article,
                "url": telling.url,
                "value": telling.value,
                "value_as_told": telling.as_told,
                "agreement": agreement,
                "year": telling.year,
                "claim": telling.claim,
                "note": telling.note or None,
                "origin": telling.origin,
                "checked": 0,
            }
            for telling, agreement in sorted(self.tellings, key=lambda pair: (pair[0].origin, pair[0].id))
        ]


def span(telling: Telling, *, flipped: bool = False) -> tuple[float, float]:
    """Return what a telling allows: the number itself where one is told, else the bounds of its words."""
    exact = telling.qualifier in ("", "only") and telling.low == telling.high
    low, high = (telling.value, telling.value) if exact else (telling.low, telling.high)
    return (100 - high, 100 - low) if flipped else (low, high)


def usual_value(tellings: Sequence[Telling], head: Telling) -> float:
    """Return the value that most families tell; between equals the catalogue's head decides, then the least."""
    families: dict[float, set[str]] = defaultdict(set)
    for telling in tellings:
        if telling.qualifier in ("", "only") and telling.unit == head.unit:
            families[telling.value].add(telling.family or telling.url or telling.id)
    if head.origin == "catalogue" or not families:
        return head.value
    return min(families, key=lambda value: (-len(families[value]), value))
