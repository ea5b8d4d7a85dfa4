"""What is never a statement (gates, pitches), what is told twice, and what is told but no fact (jokes, invented dialogue)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from nlp.cues import plain
from nlp.lexicon import lexicon
from nlp.units import Unit

#: A gate is a line of few words; a longer sentence that has "newsletter" in it may be about newsletters.
LONGEST_GATE = 16
#: So few words may come twice without being a repetition.
SHORT = 5


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(str(lexicon("excluded")[name]))


def never_a_statement(unit: Unit) -> bool:
    """Tell whether a unit is furniture in the shape of a sentence: a gate, a sign-up, a pitch, a lone word, an announcement."""
    text = plain(unit.text)
    if not re.search(r"[a-z]{2}", text) or len(unit.text) < 8:
        return True
    if _pattern("gate").search(text) and len(text.split()) <= LONGEST_GATE:
        return True
    return _pattern("announcement").fullmatch(text) is not None or _pattern("pitch").search(text) is not None


def is_fiction(title: str, units: Iterable[Unit]) -> bool:
    """Tell whether the whole text is no fact: its title says so, or all who speak in it are offices instead of people."""
    marks = {unit.speaker.lower() for unit in units if unit.speaker}
    invented = len(marks) >= 2 and all(_pattern("part").fullmatch(mark) for mark in marks)
    return invented or _pattern("fiction").search(title.lower()) is not None


def is_joke(unit: Unit) -> bool:
    """Tell whether a unit is told for a laugh ("A CMO and a CIO walk into a bar")."""
    return _pattern("joke").search(unit.text.lower()) is not None


class Told:
    """What has been told in an article so far, so that a pull quote or a standfirst counts once."""

    def __init__(self) -> None:
        self._before: list[str] = []

    def again(self, unit: Unit) -> bool:
        """Tell whether the unit's words came before, whole or as part of a longer sentence, and remember them."""
        words = " ".join(re.findall(r"[\w%'-]+", plain(unit.text)))
        long = len(words.split()) > SHORT and unit.kind != "heading"
        repeated = long and any(
            words in earlier or (len(earlier.split()) > SHORT and earlier in words) for earlier in self._before
        )
        self._before.append(words)
        return repeated
