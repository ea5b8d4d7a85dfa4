"""What speaks for whose pain and whose turn it is: the rule's own answer, and the sides named in and around a statement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from nlp.roles import Roles
from nlp.sides import Mention
from nlp.speakers import Speech
from nlp.units import Unit

_PERSONS = ("we", "our", "they", "their", "you", "your", "i", "us")


def role_features(
    n: int,
    units: Sequence[Unit],
    mentions: Sequence[Sequence[Mention]],
    title: Sequence[Mention],
    speech: Speech,
    roles: Roles,
) -> dict[str, float]:
    """Return the features of unit `n`, by name; absent ones count as 0."""
    found = _named("s", mentions[n]) | _named("t", title) | _article(mentions)
    if (heading := heading_of(n, units)) is not None:
        found |= _named("h", mentions[heading])
    for away in (1, 2):
        if n >= away:
            found |= _named(f"p{away}", mentions[n - away])
    if n + 1 < len(units):
        found |= _named("n1", mentions[n + 1])
    found[f"speaker {speech.side}"] = 1.0
    found |= {f"rule {role} {getattr(roles, role)}": 1.0 for role in ("holder", "target", "addressee")}
    rule = re.sub(r"“.*?”", "", roles.why)[:25]
    found[f"by {rule}"] = 1.0
    found[f"by {rule} {roles.holder} {roles.target} {roles.addressee}"] = 1.0
    text = units[n].text.lower()
    return found | {f"says {word}": 1.0 for word in _PERSONS if re.search(rf"\b{word}\b", text)}


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
