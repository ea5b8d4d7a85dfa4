"""A coded sentence told of the other side: who reads both learns from its build, not from which side is blamed more often."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.records import ROLES
from nlp.gold import Coded

#: Words for a side that can stand for the other's in the same place.
_PAIRS = (
    ("CMO", "CIO"),
    ("CMOs", "CIOs"),
    ("chief marketing officer", "chief information officer"),
    ("marketing", "IT"),
    ("Marketing", "IT"),
    ("marketers", "technologists"),
    ("Marketers", "Technologists"),
    ("marketer", "technologist"),
    ("Marketer", "Technologist"),
)
_OTHER = {there: here for here, there in reversed(_PAIRS)} | dict(_PAIRS)
_NAMED = re.compile(r"\b(?:" + "|".join(sorted(_OTHER, key=len, reverse=True)) + r")\b")
_SIDES = {"cmo": "cio", "cio": "cmo"}


def told_of_the_other(coded: Coded) -> Coded:
    """Return the unit with the two sides changed for each other, in its words and in its codes.

    A unit whose words name no side so comes back as it is: there the topic speaks for a side, and that does not turn.
    """
    text = _turned(coded.unit.text)
    return coded if text == coded.unit.text else _with_sides_changed(coded, text)


def article_of_the_other(coded: Coded) -> Coded:
    """Return a unit of an article all of which is told of the other side: silent units, title and heading turn with it.

    That is rough where an article names a side by words that have no counterpart here ("the developers"): its codes turn, too.
    """
    return _with_sides_changed(coded, _turned(coded.unit.text))


def _with_sides_changed(coded: Coded, text: str) -> Coded:
    unit = replace(
        coded.unit,
        text=text,
        heading=coded.unit.heading and _turned(coded.unit.heading),
        list_title=coded.unit.list_title and _turned(coded.unit.list_title),
    )
    sides = {role: _SIDES.get(getattr(coded, role), getattr(coded, role)) for role in ROLES}
    return replace(coded, unit=unit, **sides)


def _turned(text: str) -> str:
    """Return `text` with the names of the two sides changed for each other."""
    turned = _NAMED.sub(lambda match: _OTHER[match.group()], text)
    return turned[:1].upper() + turned[1:] if text[:1].isupper() else turned
