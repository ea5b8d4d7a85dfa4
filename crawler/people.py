"""Which people a text puts on which side: "Dana Whitlock, who runs marketing" is marketing wherever she is named again."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from crawler.sides import office

#: One to three words with a capital and small letters: acronyms are no names.
_WORD = r"[A-Z][a-zà-ÿ]+(?:[-'’][A-Z]?[a-zà-ÿ]+)?"
_NAME = rf"(?P<name>{_WORD}(?:\s(?:[A-Z]\.\s)?{_WORD}){{0,2}})"
#: What stands between a name and an office: "the group's", "who has been"; a verb of meeting or speech brings another party.
_BETWEEN = r"(?:(?!(?:to|with|and|but|says?|said|told|tells|asked|reports?|met|meets|from)\b)[\w'’]+\s){0,5}"
_AT = r"(?:\s(?:of|at|for)\s[^,.;:\n]{1,40})?"
_SHORTEST_NAME = 3
_NO_NAMES = frozenset(
    "The And But For Its Our Their His Her She They This That When Why What How Who Yes One Two New Both Each Not Now Then "
    "Chief Marketing Information Technology Officer Head Director President Vice Senior Global Group Interview".split()
)
SIDES = ("marketing", "it")


def people(text: str) -> dict[str, re.Pattern[str]]:
    """Return for each side that has people in `text` a pattern of their first and last names."""
    names: dict[str, list[str]] = defaultdict(list)
    for name, side in sorted(_sided(text).items()):
        names[side].append(re.escape(name))
    return {side: re.compile(rf"\b(?:{'|'.join(own)})\b") for side, own in names.items()}


def _sided(text: str) -> dict[str, str]:
    """Return the side of each name; the closest form of words decides, and who is given both sides has none."""
    sided: dict[str, str] = {}
    for form in range(len(_forms(SIDES[0]))):
        found: dict[str, set[str]] = defaultdict(set)
        for side in SIDES:
            for match in _forms(side)[form].finditer(text):
                for name in _parts(match["name"]):
                    found[name].add(side)
        sided |= {name: its.pop() for name, its in found.items() if len(its) == 1 and name not in sided}
    return sided


@cache
def _forms(side: str) -> tuple[re.Pattern[str], ...]:
    """Return "CIO Ada Bell" and "its CIO, Ada Bell"; "Ada Bell, the firm's CIO"; "Ada Bell runs technology"."""
    held = office(side)
    return (
        re.compile(rf"(?:{held}){_AT},?\s{_NAME}"),
        re.compile(rf"{_NAME},\s{_BETWEEN}(?:{held})"),
        re.compile(rf"{_NAME}\s(?:is|was|as|became)\s{_BETWEEN}(?:{held})"),
        re.compile(rf"{_NAME},?\s{_BETWEEN}(?:{office(side, 'runs')})"),
    )


def _parts(name: str) -> set[str]:
    words = name.split()
    return {word for word in (words[0], words[-1]) if word not in _NO_NAMES and len(word) >= _SHORTEST_NAME}
