"""Whose side a named person is on, by where the text introduces them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from nlp.sides import Mention
from nlp.units import Unit

#: A name as printed, with its title if it has one.
NAME = r"(?:(?:Mr|Ms|Mrs|Dr)\.? )?[A-Z][a-zA-Z’'-]+(?: (?:[A-Z]\.|de|van|von|[A-Z][a-zA-Z’'-]+)){0,3}"
#: Words that open a sentence with a capital and are no names.
NOT_NAMES = frozenset(
    "The A An This That He She They We It But And One Both Marketing Nobody Everyone Some What".split()
)
#: What may stand between a name and the office that it has.
_HAS_OFFICE = re.compile(
    r"(?:,| is| was|\s*\(|, the|, who| had been| has been| became| joined .{0,30} as)"
    r"(?:(?!\b(?:for|to|with|by|than|from|about|against|like|says?|said|told|and (?:the|his|her|its|their|an?))\b)[^.;])*"
)
_FARTHEST = 45
#: A sentence that goes on about the person of the one before: "As CMO of …", "She had been its CIO …".
_GOES_ON = re.compile(
    r"As (?:an? |the |its |our )?$|(?:He|She)(?: is| was|'s|’s| has been| had been)(?: now)? (?:an? |the |its |our )?$"
)

Votes = dict[str, Counter[str]]


class Introduced:
    """The sides of the people that a text introduces ("Reyes, the CIO of ...", "CMO Dana Whitlock")."""

    def __init__(self, units: Sequence[Unit], mentions: Sequence[Sequence[Mention]]) -> None:
        votes: Votes = {}
        names: dict[str, None] = {}
        subject: str | None = None
        for n, (unit, named) in enumerate(zip(units, mentions, strict=True)):
            people = list(_people(unit.text, named))
            offices = [mention for mention in named if mention.side in ("cmo", "cio")]
            for mention in offices:
                for name, start, end in people:
                    if _holds(unit.text, start, end, mention):
                        _vote(votes, name, mention)
            if n and subject and units[n - 1].block == unit.block and offices and _goes_on(unit.text, offices[0]):
                _vote(votes, subject, offices[0])
            subject = people[0][0] if people else None
            names |= {name: None for name, _, _ in people}
        self._sides = {name: counter.most_common(1)[0][0] for name, counter in votes.items()}
        #: Full names and sides of those who have one, in the order of the text.
        self.names = [
            (name, self._sides[_surname(name)]) for name in names if " " in name and _surname(name) in self._sides
        ]
        self._initials = _by_initials(names, self._sides)

    def side(self, name: str | None) -> str:
        """Return the side of the person called `name` as printed: by surname, or by initials; "none" if not told."""
        if not name:
            return "none"
        return self._sides.get(_surname(name)) or self._initials.get(name.rstrip(":"), "none")


def _vote(votes: Votes, name: str, office: Mention) -> None:
    votes.setdefault(_surname(name), Counter())[office.side] += 1


def _goes_on(text: str, office: Mention) -> bool:
    """Tell whether a sentence gives the office to the person of the sentence before."""
    return bool(_GOES_ON.fullmatch(text[: office.start]))


def _people(text: str, named: Sequence[Mention]) -> Iterator[tuple[str, int, int]]:
    """Give each name in `text` and where it stands, without an office that is printed before it ("CIO Ben Lindqvist")."""
    for match in re.finditer(NAME, text):
        start = max((m.end for m in named if match.start() <= m.start and m.end < match.end()), default=match.start())
        start += len(text[start : match.end()]) - len(text[start : match.end()].lstrip())
        name = text[start : match.end()]
        if not name[:1].isupper() or name.isupper() or name.split()[0] in NOT_NAMES:
            continue
        if not any(m.start <= start and match.end() <= m.end for m in named):
            yield name, start, match.end()


def _holds(text: str, start: int, end: int, office: Mention) -> bool:
    """Tell whether the name at `start:end` is said to hold the office, before or after it."""
    after, before = text[end : office.start], text[office.end : start]
    introduced = 0 < office.start - end < _FARTHEST and _HAS_OFFICE.fullmatch(after)
    titled = 0 <= start - office.end < 3 and before.strip() in ("", ",")
    return bool(introduced or titled)


def _surname(name: str) -> str:
    return name.split()[-1].rstrip(":").upper()


def _by_initials(names: Iterable[str], sides: dict[str, str]) -> dict[str, str]:
    """Return the sides of initials that only people of one side have."""
    found: dict[str, set[str]] = {}
    for name in names:
        if len(name.split()) > 1:
            found.setdefault("".join(word[0] for word in name.split()), set()).add(sides.get(_surname(name), "none"))
    return {initials: next(iter(told)) for initials, told in found.items() if len(told) == 1}
