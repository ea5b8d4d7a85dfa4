"""How alike two claims are: shared stems and the angle of their sentence vectors, the latter asked for only where it decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.claim_key import key

Encode = Callable[[Sequence[str]], NDArray[np.float32]]


class Likeness:
    """Compares claims; vectors come from `encode`, a batch at a time, and are kept.

    Without `encode` shared stems alone decide.
    """

    def __init__(self, encode: Encode | None = None) -> None:
        self._encode = encode
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def prepare(self, claims: Sequence[str]) -> None:
        """Encode the claims that are not known yet, in one go."""
        new = sorted({claim for claim in claims if claim and claim not in self._vectors})
        if self._encode and new:
            self._vectors.update(zip(new, self._encode(new), strict=True))

    def of(self, one: str, other: str) -> float:
        """Return the likeness of two claims, 0 to 1: the mean of shared stems and of the angle between them."""
        stems = shared_stems(one, other)
        if one in self._vectors and other in self._vectors:
            return (stems + max(0.0, float(self._vectors[one] @ self._vectors[other]))) / 2
        return stems


def shared_stems(one: str, other: str) -> float:
    """Return the Dice share of the stems of two claims, denial apart."""
    a, b = key(one) - {"¬"}, key(other) - {"¬"}
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0
