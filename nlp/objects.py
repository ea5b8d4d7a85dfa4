"""What a statement is about: website, CRM, data, AI and the other objects that were fought over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from nlp.lexicon import lexicon
from nlp.units import Unit

#: An article is about an object when so many of its units name it, and so large a share of them.
FEWEST, SHARE = 3, 0.15
#: Named in passing in any article: these are what a sentence is about, not what an article is about.
_IN_PASSING = frozenset({"budget", "skills", "experience", "infrastructure"})

#: Classes of things that came and went; the others (data, budget, skills, security …) are matters of complaints themselves.
THINGS = ("website", "crm", "cloud", "mobile", "social", "martech", "ai")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in lexicon("objects").items()}


def objects(text: str) -> tuple[str, ...]:
    """Return the classes of objects that `text` names, in alphabetical order."""
    lowered = text.lower()
    return tuple(sorted(name for name, pattern in _patterns().items() if pattern.search(lowered)))


def objects_of(units: Sequence[Unit], title: str) -> list[tuple[str, ...]]:
    """Return what each unit of an article is about: what its words name, else its heading, else the article as a whole."""
    named = [objects(unit.text) for unit in units]
    subject = _subject(named, title)
    return [own or objects(unit.heading or "") or subject for unit, own in zip(units, named, strict=True)]


def _subject(named: Sequence[tuple[str, ...]], title: str) -> tuple[str, ...]:
    """Return the one object that an article keeps naming, else the one that its title names, else nothing."""
    counts = Counter(name for found in named for name in found if name not in _IN_PASSING)
    most = min(counts, key=lambda name: (-counts[name], name), default=None)
    if most and counts[most] >= max(FEWEST, SHARE * len(named)):
        return (most,)
    in_title = tuple(name for name in objects(title) if name not in _IN_PASSING)
    return in_title if len(in_title) == 1 else ()


def named_things(text: str) -> list[tuple[int, int]]:
    """Return where `text` names one of THINGS, the longest first where several begin, none within another."""
    lowered = text.lower()
    places = sorted((match.start(), -match.end()) for name in THINGS for match in _patterns()[name].finditer(lowered))
    found: list[tuple[int, int]] = []
    for start, end in places:
        if not found or start >= found[-1][1]:
            found.append((start, -end))
    return found
