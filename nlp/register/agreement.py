"""How two tellings stand to each other: by value, by denial, and by what has changed between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from nlp.claim_key import key
from nlp.populations import counts_things
from nlp.register.tellings import TARGET, Telling

#: Points of a share, and share of a count, within which a number said to be rounded is the same.
ROUNDED_POINTS, ROUNDED_SHARE = 2.0, 0.02
#: How far "more than 300" reaches in a count: 320 may be told so.
OPEN_SHARE = 0.10
#: Points by which a share told in words alone ("a third", "nine in ten") may depart from the number it stands for.
WORD_POINTS = 2.5

_STRONGEST = re.compile(
    r"\b(?:biggest|greatest|largest|main|primary|worst|top|number one|strongest)\s+"
    r"(?:obstacle|barrier|challenge|problem|reason|concern|frustration|hurdle|cause|threat|worry|complaint)",
    re.I,
)
_ADVERSE = re.compile(r"\b(?:challeng|problem|obstacle|barrier|trouble|difficult|struggl|frustrat|hurdle)", re.I)
_FAVOURABLE = re.compile(r"\b(?:underst[ao]|benefit|advantage|strength|success|master|good at|enjoy|satisf)", re.I)


def value_class(one: Telling, other: Telling) -> str:
    """Return how two values compare: equal, range (one's words allow the other), complement, near, or far."""
    if one.unit != other.unit:
        return "far"
    if one.unit == "percent" and denies(one) != denies(other) and _complementary(one, other):
        return "complement"
    if one.value == other.value and _bounds(one) == _bounds(other):
        return "equal"
    if one.unit == "count":
        return _count_class(one, other)
    if one.value == other.value:
        return "equal"
    (a, b), (c, d) = _bounds(one), _bounds(other)
    if max(a, c) <= min(b, d):
        return "range"
    if one.unit == "percent" and abs(one.value - other.value) <= ROUNDED_POINTS:
        return "near"
    return "far"


def _count_class(one: Telling, other: Telling) -> str:
    if one.value == other.value:
        return "equal"
    low, high = sorted((one, other), key=lambda telling: telling.value)
    if low.qualifier == "over" and high.value <= low.value * (1 + OPEN_SHARE):
        return "range"
    if abs(high.value - low.value) <= high.value * ROUNDED_SHARE:
        return "near"
    return "far"


def denies(telling: Telling) -> bool:
    """Tell whether a claim is a denial."""
    return "¬" in key(telling.claim)


def in_words(telling: Telling) -> bool:
    """Tell whether a share is told in words of a share, not in percent: "a third", "nine in ten"."""
    told = telling.as_told.lower()
    return telling.unit == "percent" and re.search(r"%|per ?-?cent|\bpc\b|point", told) is None


def _bounds(telling: Telling) -> tuple[float, float]:
    low, high = telling.low, telling.high
    if not in_words(telling):
        return low, high
    if telling.qualifier == "over":  # "more than half" is said of 59 percent too
        return low, high + 2 * WORD_POINTS
    return low - WORD_POINTS, high + WORD_POINTS if low == high else high


def _complementary(one: Telling, other: Telling) -> bool:
    a, b = _bounds(one)
    return a - 0.6 <= 100 - other.value <= b + 0.6 or abs(100 - one.value - other.value) <= ROUNDED_POINTS / 2


def target_year(telling: Telling) -> int | None:
    """Return the year that a forecast is for, if it says so."""
    match = TARGET.search(f"{telling.as_told} {telling.claim} {telling.note}")
    return int(match[1]) if match else None


def claim_changed(one: Telling, other: Telling) -> bool:
    """Tell whether a claim was sharpened (a barrier became the biggest one), turned round, or lost its open end."""
    if counts_things(one.subgroup) != counts_things(other.subgroup):
        return True
    if bool(_STRONGEST.search(one.claim)) != bool(_STRONGEST.search(other.claim)):
        return True
    if _turned_round(one.claim, other.claim) or _turned_round(other.claim, one.claim):
        return True
    ranges = [t.low < t.high and not t.qualifier for t in (one, other)]
    return one.unit == "percent" and ranges[0] != ranges[1] and "over" in (one.qualifier, other.qualifier)


def _turned_round(one: str, other: str) -> bool:
    """Tell whether what is a trouble in one claim is a merit in the other."""
    return bool(_ADVERSE.search(one) and _FAVOURABLE.search(other)) and not (
        _FAVOURABLE.search(one) or _ADVERSE.search(other)
    )


def _of_other_people(one: Telling, other: Telling) -> bool:
    """Tell whether one text tells of one side what the other tells of both; where it is only surmised, it tells neither."""
    sides = {t.population for t in (one, other) if not t.surmised}
    return "both" in sides and bool(sides & {"cmo", "cio"})


def agreement_of(telling: Telling, reference: Telling, others: Sequence[Telling]) -> str:
    """Return how a telling departs from the one that stands for its finding; `others` are all tellings of the finding."""
    kind = value_class(telling, reference)
    if telling.unit == "rank" and kind == "far":
        return "claim_changed"
    if kind == "complement":
        return "complement"
    if claim_changed(telling, reference):
        return "claim_changed"
    if kind == "equal":
        return "population_drift" if _of_other_people(telling, reference) else "exact"
    if kind == "range" or _is_rounded(telling, reference, others):
        return "rounded"
    if _contradicts_itself(telling, reference, others):
        return "unresolved"
    return "misprint"


def _is_rounded(telling: Telling, reference: Telling, others: Sequence[Telling]) -> bool:
    """Within a point, or two with one told between them; of counts, a round number within two percent."""
    gap = abs(telling.value - reference.value)
    if telling.unit == "count":
        round_number = any(t.value % 10 == 0 for t in (telling, reference))
        return (
            gap <= max(telling.value, reference.value) * ROUNDED_SHARE
            and round_number
            and _less_exact(telling, reference)
        )
    if gap <= 1:
        return True
    between = [
        t.value for t in others if min(telling.value, reference.value) < t.value < max(telling.value, reference.value)
    ]
    return gap <= ROUNDED_POINTS and bool(between)


def _less_exact(one: Telling, other: Telling) -> bool:
    """Of 405 and 400 one is a rounded form of the other; of 210 and 211 none is."""
    least = min(one.value, other.value) if one.value % 10 == 0 else max(one.value, other.value)
    return least % 50 == 0 or least % 100 == 0 or bool(one.qualifier or other.qualifier)


def _contradicts_itself(telling: Telling, reference: Telling, others: Sequence[Telling]) -> bool:
    """One publisher tells both values, and nobody else either: its own report is at odds with itself."""
    hosts = {publisher(t) for t in others if publisher(t)}
    return len(hosts) == 1 and publisher(telling) == publisher(reference) != ""


def publisher(telling: Telling) -> str:
    """Return the host that told it, without "www." and the like."""
    host = urlsplit(telling.url or "").hostname or ""
    return re.sub(r"^(?:www\d?|m|blogs?|mail)\.", "", host)
