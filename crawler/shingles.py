"""A text as its runs of five words, each a 64-bit number (shingles; Broder 1997, "On the resemblance and containment
of documents")."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

SHINGLE_WORDS = 5
#: Odd multipliers, one a place in the run: the same words in another order are another run.
_PLACES = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD], np.uint64
)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
#: 1,100 is 1100: prints of one release differ in such things.
_THOUSANDS = re.compile(r"(?<=\d)[,  ](?=\d{3}(?!\d))")
_WORDS_REMEMBERED = 1 << 18

Runs = NDArray[np.uint64]


def words_of(text: str) -> list[str]:
    """Return the words of `text` in small letters, without punctuation, numbers in one form."""
    return re.findall(r"\w+", _THOUSANDS.sub("", text.lower()))


def runs_of(text: str) -> Runs:
    """Return the runs of `text` in its order; a text shorter than a run is one run, one without words has none."""
    return runs_over(words_of(text), SHINGLE_WORDS)


def runs_over(words: list[str], length: int) -> Runs:
    """Return the runs of `length` (at most five) of any sequence of words, in its order."""
    if not words:
        return np.zeros(0, np.uint64)
    numbers = np.fromiter(map(_number, words), np.uint64, len(words))
    last = max(1, len(words) - length + 1)
    total = np.zeros(last, np.uint64)
    for place in range(min(length, len(words))):
        total += numbers[place : place + last] * _PLACES[place]
    total ^= total >> np.uint64(29)
    return total * _MIX


def shingles(text: str) -> frozenset[int]:
    """Return the runs of `text` as a set, for comparing two texts alone."""
    return frozenset(runs_of(text).tolist())


@lru_cache(maxsize=_WORDS_REMEMBERED)
def _number(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")
