"""How texts name the two sides, their rivals and their relation: the patterns of the relevance lexicon."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from functools import cache

from crawler.lexicon import lexicon


@cache
def listed(key: str) -> re.Pattern[str]:
    """Return the pattern of the words listed under `key`."""
    return _words(lexicon("relevance")[key])


def _words(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{pattern})\b" for pattern in patterns), re.IGNORECASE)


@cache
def side(name: str) -> re.Pattern[str]:
    """Return the pattern of the namings of a side, `marketing` or `it`."""
    entry = lexicon("relevance")[name]
    any_case = [rf"(?i:\b(?:{pattern})\b)" for pattern in entry["any"]]
    return re.compile("|".join([*any_case, *(rf"\b(?:{pattern})(?!\w)" for pattern in entry["case"])]))


@cache
def office(side: str, key: str = "offices") -> str:
    """Return as a regular expression how a person is said to hold an office of a side, or to run it."""
    entry = lexicon("relevance")[key][side]
    return "|".join(
        [*(rf"(?i:\b(?:{pattern})\b)" for pattern in entry["any"]), *(rf"\b(?:{p})\b" for p in entry["case"])]
    )


@cache
def rivals() -> dict[str, re.Pattern[str]]:
    """Return the patterns of the officers who take the place of one of the two sides."""
    return {name: _words(patterns) for name, patterns in lexicon("relevance")["rivals"].items()}


@cache
def relation() -> re.Pattern[str]:
    """Return the pattern of the words of how two parties get along."""
    stems = shlex.split(lexicon("relevance")["relation"])
    return re.compile("|".join(rf"\b{re.escape(stem)}" for stem in stems), re.IGNORECASE)
