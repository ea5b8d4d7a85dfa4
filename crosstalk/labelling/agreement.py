"""How well coders agree beyond chance: Cohen's kappa for two, Krippendorff's alpha for any number.

Sources: Cohen 1960; Krippendorff, Content Analysis, 2004, chapter 11 (nominal data, missing values allowed).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations

from nlp.gold import Coded

Codes = dict[str, Hashable]


@dataclass(frozen=True)
class Agreement:
    """Agreement on one question: units coded by two or more, kappa (two coders only), alpha, and the share that is equal.

    `kappa` and `alpha` are None where all codes are one and the same: chance agreement is then complete and they say nothing.
    """

    question: str
    units: int
    equal: float
    kappa: float | None
    alpha: float | None


def agreement(coders: Sequence[Sequence[Coded]]) -> list[Agreement]:
    """Return the agreement of coders on each kind, and on each side where all who coded the unit found that kind.

    A borderline label counts as given. Units are matched by document, place and words.
    """
    keyed = [{f"{c.doc}\x1f{c.unit.text}": c for c in coder if not c.context} for coder in coders]
    found = [
        _agreement(kind, [{key: kind in unit.labels for key, unit in coder.items()} for coder in keyed])
        for kind in ("frustration", "recommendation")
    ]
    for role, kind in (("holder", "frustration"), ("target", "frustration"), ("addressee", "recommendation")):
        sides = [
            {key: getattr(u, role) for key, u in coder.items() if kind in u.labels and getattr(u, role)}
            for coder in keyed
        ]
        found.append(_agreement(role, sides))
    return found


def _agreement(question: str, coders: list[Codes]) -> Agreement:
    units = [[coder[key] for coder in coders if key in coder] for key in dict.fromkeys(k for c in coders for k in c)]
    shared = [codes for codes in units if len(codes) > 1]
    equal = sum(len(set(codes)) == 1 for codes in shared) / len(shared) if shared else 0.0
    pairs = [(codes[0], codes[1]) for codes in shared] if len(coders) == 2 else []
    return Agreement(question, len(shared), round(equal, 3), _rounded(kappa(pairs)), _rounded(alpha(shared)))


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Return Cohen's kappa of two coders' codes, a pair a unit."""
    if not pairs:
        return None
    n = len(pairs)
    ones, others = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    observed = sum(a == b for a, b in pairs) / n
    expected = sum(ones[code] * others[code] for code in ones) / n**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Return Krippendorff's alpha for nominal codes; `units` gives the codes of each unit, by two coders or more."""
    together: Counter[tuple[Hashable, Hashable]] = Counter()
    for codes in units:
        for pair in permutations(codes, 2):
            together[pair] += 1 / (len(codes) - 1)  # type: ignore[assignment]
    totals: Counter[Hashable] = Counter()
    for (one, _), weight in together.items():
        totals[one] += weight
    n = sum(totals.values())
    apart = sum(weight for (one, other), weight in together.items() if one != other)
    expected = (n**2 - sum(total**2 for total in totals.values())) / (n - 1) if n > 1 else 0
    return 1 - apart / expected if expected else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
