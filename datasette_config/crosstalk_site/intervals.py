"""How sure a share is: intervals, and whether two shares differ."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

#: Normal quantile of a 95% interval.
Z = 1.959964


class Share(NamedTuple):
    """A part of a whole, both counts, with its Wilson interval; shares run from 0 to 1."""

    part: int
    whole: int
    value: float
    low: float
    high: float


def wilson(part: int, whole: int) -> Share:
    """Return the share with its 95% score interval (Wilson 1927); of nothing, anything between 0 and 1."""
    if whole <= 0:
        return Share(0, 0, 0.0, 0.0, 1.0)
    part = min(part, whole)
    p = part / whole
    middle = (p + Z * Z / (2 * whole)) / (1 + Z * Z / whole)
    reach = Z * sqrt(p * (1 - p) / whole + Z * Z / (4 * whole * whole)) / (1 + Z * Z / whole)
    return Share(part, whole, p, max(0.0, middle - reach), min(1.0, middle + reach))


def differ(one: Share, other: Share) -> int:
    """Return 1 when the first share is surely the larger, -1 when the second is, else 0.

    By the hybrid score interval of a difference (Newcombe 1998, method 10), at 95%.
    """
    gap = one.value - other.value
    low = gap - sqrt((one.value - one.low) ** 2 + (other.high - other.value) ** 2)
    high = gap + sqrt((one.high - one.value) ** 2 + (other.value - other.low) ** 2)
    return 1 if low > 0 else -1 if high < 0 else 0
