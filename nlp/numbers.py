"""Numbers as they are written: digits with commas, and English words up to a hundred."""

from __future__ import annotations

import re

_UNITS = dict(
    zip(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen""".split(),
        range(20),
        strict=True,
    )
)
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))

_ONE_WORD = "|".join([*_TENS, *_UNITS])
WORDS = rf"(?:(?:{'|'.join(_TENS)})[- ](?:{'|'.join(list(_UNITS)[1:10])})|{_ONE_WORD}|a hundred|one hundred)"
DIGITS = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
NUMBER = rf"(?:{DIGITS}|{WORDS}(?!\w))"
ORDINALS = {
    word: place
    for place, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}


def number(words: str) -> float:
    """Return the number that digits or English words up to a hundred stand for; raises ValueError for anything else."""
    words = words.lower().replace(",", "").strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", words):
        return float(words)
    if words in ("a hundred", "one hundred", "hundred"):
        return 100.0
    if words == "a":
        return 1.0
    total = 0
    for part in re.split(r"[- ]", words):
        if part not in _UNITS and part not in _TENS:
            raise ValueError(f"{words!r} is no number")
        total += _UNITS.get(part, 0) + _TENS.get(part, 0)
    return float(total)
