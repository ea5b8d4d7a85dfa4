"""Keep the names of themes: a theme that shares most of its statements with a former one keeps that one's id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

#: Two themes are the same when the statements they share are at least this part of all statements of both.
SAME = 0.3


@dataclass(frozen=True)
class Event:
    """What became of a theme: born, kept, gone or merged (`other_id` has most of its statements now)."""

    theme_id: str
    event: str
    other_id: str | None = None
    share: float = 0.0


def inherit_ids(
    new: Sequence[Set[str]], old: Mapping[str, Set[str]], prefix: str, used: Set[str]
) -> tuple[list[str], list[Event]]:
    """Return an id for each set of statement ids in `new`, and what became of all themes.

    `old` maps former ids to their statements; `used` are all ids ever given, never given again. Pairs are matched best
    first by the share of common statements (Jaccard); `new` is expected largest first, which numbers the born ones.
    """
    pairs = sorted(
        (-len(members & former) / len(members | former), n, theme_id)
        for n, members in enumerate(new)
        for theme_id, former in old.items()
        if members & former
    )
    given: dict[int, str] = {}
    for share, n, theme_id in pairs:
        if -share >= SAME and n not in given and theme_id not in given.values():
            given[n] = theme_id
    events = []
    next_number = 1 + max((int(i[len(prefix) :]) for i in used if i[len(prefix) :].isdigit()), default=0)
    for n in range(len(new)):
        if n not in given:
            given[n] = f"{prefix}{next_number}"
            next_number += 1
            events.append(Event(given[n], "born"))
    events += [
        _end_of(theme_id, former, new, given)
        for theme_id, former in sorted(old.items())
        if theme_id not in given.values()
    ]
    return [given[n] for n in range(len(new))], events


def _end_of(theme_id: str, former: Set[str], new: Sequence[Set[str]], given: Mapping[int, str]) -> Event:
    shares = [(len(members & former) / len(former) if former else 0.0, n) for n, members in enumerate(new)]
    share, n = max(shares, key=lambda s: (s[0], -s[1]), default=(0.0, -1))
    if share >= 0.5:
        return Event(theme_id, "merged", given[n], round(share, 3))
    return Event(theme_id, "gone")
