"""What speaks for whose pain and turn it is: the rule's answer, who was asked, sides named in and around a statement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.records import KINDS, ROLES, ROLES_OF
from nlp.reading import Reading
from nlp.role_turn import audience, reader_of
from nlp.roles import NONE, Roles
from nlp.sides import Mention
from nlp.statistics import figures_of
from nlp.units import Unit

_PERSONS = ("we", "our", "they", "their", "you", "your", "i", "us")


Ruled = tuple[int, int, Roles]


def role_features(reading: Reading, ruled: Sequence[Ruled]) -> list[dict[str, float]]:
    """Return the features of each statement of an article, by name; absent ones count as 0.

    `ruled` holds the statements in order: number of the unit, number of the kind, and what the rules say.
    """
    article = _article(reading.mentions) | _told(ruled) | _addressed(reading)
    asked = {(id(unit), figure.population) for unit, figure in figures_of(reading)}
    found = []
    for place, (n, _, roles) in enumerate(ruled):
        own = _statement(reading, n, roles) | _heading(reading, n)
        own |= {f"asked {side}": 1.0 for unit, side in asked if unit == id(reading.units[n])}
        found.append(own | article | _beside(ruled, place))
    return found


def _statement(reading: Reading, n: int, roles: Roles) -> dict[str, float]:
    """What the sentence itself says, what the rule says, and which sides the sentences beside it name."""
    mentions, units = reading.mentions, reading.units
    found = _named("s", mentions[n]) | _named("t", reading.title_mentions)
    for away in (1, 2):
        if n >= away:
            found |= _named(f"p{away}", mentions[n - away])
    if n + 1 < len(units):
        found |= _named("n1", mentions[n + 1])
    found[f"speaker {reading.speeches[n].side}"] = 1.0
    found |= {f"rule {role} {getattr(roles, role)}": 1.0 for role in ROLES}
    rule = re.sub(r"“.*?”", "", roles.why)[:25]
    found[f"by {rule}"] = 1.0
    found[f"by {rule} {roles.holder} {roles.target} {roles.addressee}"] = 1.0
    text = units[n].text.lower()
    return found | {f"says {word}": 1.0 for word in _PERSONS if re.search(rf"\b{word}\b", text)}


def _heading(reading: Reading, n: int) -> dict[str, float]:
    above = heading_of(n, reading.units)
    if above is None:
        return {}
    side = audience(reading.mentions[above], reading.units[above].text)
    return _named("h", reading.mentions[above]) | ({f"heading for {side}": 1.0} if side else {})


def _told(ruled: Sequence[Ruled]) -> dict[str, float]:
    """Whose pains and turns the article tells where the sentences' own words say so, as shares."""
    own = [(role, r) for _, k, r in ruled if r.own for role in ROLES_OF[KINDS[k]]]
    counts = Counter(f"article {role} {getattr(r, role)}" for role, r in own)
    totals = {role: sum(n for name, n in counts.items() if name.split()[1] == role) for role in ROLES}
    return {name: n / totals[name.split()[1]] for name, n in counts.items() if not name.endswith(NONE)}


def _beside(ruled: Sequence[Ruled], place: int) -> dict[str, float]:
    """The sides of the nearest statements of the same kind, before and after, whose own words decide."""
    kind = ruled[place][1]
    before = (r for _, k, r in reversed(ruled[:place]) if k == kind and r.own)
    after = (r for _, k, r in ruled[place + 1 :] if k == kind and r.own)
    found: dict[str, float] = {}
    for where, near in (("last", next(before, None)), ("next", next(after, None))):
        if near:
            found |= {f"{where} {role} {getattr(near, role)}": 1.0 for role in ROLES}
    return found


def _addressed(reading: Reading) -> dict[str, float]:
    """Whom the article talks to: in its title, and by "your CIO" and the like, anywhere."""
    side = audience(reading.title_mentions, reading.title)
    readers = Counter(filter(None, (reader_of(unit.text.lower()) for unit in reading.units)))
    found = {f"readers {side}": min(1.0, n / 3) for side, n in readers.items()}
    return found | ({f"title for {side}": 1.0} if side else {})


def heading_of(n: int, units: Sequence[Unit]) -> int | None:
    """Return the number of the heading that unit `n` stands under."""
    above = (m for m in range(n - 1, -1, -1) if units[m].kind == "heading" and units[m].text == units[n].heading)
    return next(above, None)


def _named(place: str, mentions: Sequence[Mention]) -> dict[str, float]:
    found = {f"{place} {m.side}": 1.0 for m in mentions}
    return found | ({f"{place} first {mentions[0].side}": 1.0} if mentions else {})


def _article(mentions: Sequence[Sequence[Mention]]) -> dict[str, float]:
    counts = Counter(m.side for named in mentions for m in named)
    total = sum(counts.values()) or 1
    return {f"article {side}": counts[side] / total for side in ("cmo", "cio", "both")}
