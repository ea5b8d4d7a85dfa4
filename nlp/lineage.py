"""Keep the ids of themes from run to run, and tell what became of each: born, kept, grew, shrank, split, merged, gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

#: Two themes are the same when, of the statements that both runs had, those they share are at least this part of both's.
SAME = 0.3
#: A theme merges into the one that has at least this part of its statements; one that takes this part of another is split off.
MOST = 0.5
#: A theme grew, or shrank, when its size changed by more than this part.
CHANGED = 0.1


@dataclass(frozen=True)
class Event:
    """What became of a theme in a run.

    `other_id` is the theme it merged into or was split from; `share` the part of its former statements that it still
    has, or that the other one got; `detail` says more in words.
    """

    theme_id: str
    event: str
    other_id: str | None = None
    share: float = 0.0
    detail: str | None = None


def inherit_ids(
    new: Sequence[Set[str]], old: Mapping[str, Set[str]], prefix: str, used: Set[str], known: Set[str] | None = None
) -> tuple[list[str], list[Event]]:
    """Return an id for each set of statement ids in `new`, and what became of all themes.

    `old` maps former ids to their statements; `used` are all ids ever given, never given again; `known` the statements
    that the last run had, grouped or not. Pairs are matched best first by the share of common statements (Jaccard over
    those that both runs had); `new` is expected largest first, which numbers the born ones.
    """
    everything: Set[str] = set().union(*new)
    before = set().union(*old.values()) if known is None else known
    shared = _likeness([members & before for members in new], {i: m & everything for i, m in old.items()})
    given: dict[int, str] = {}
    for share, n, theme_id in sorted((-value, n, theme_id) for (n, theme_id), value in shared.items()):
        if -share >= SAME and n not in given and theme_id not in given.values():
            given[n] = theme_id
    events = [_went_on(theme_id, new[n], old[theme_id]) for n, theme_id in sorted(given.items())]
    next_number = 1 + max((int(i[len(prefix) :]) for i in used if i[len(prefix) :].isdigit()), default=0)
    for n in range(len(new)):
        if n not in given:
            given[n] = f"{prefix}{next_number}"
            next_number += 1
            events.append(_beginning(given[n], new[n], old))
    events += [
        _end_of(theme_id, former, new, given)
        for theme_id, former in sorted(old.items())
        if theme_id not in given.values()
    ]
    return [given[n] for n in range(len(new))], events


def _likeness(new: Sequence[Set[str]], old: Mapping[str, Set[str]]) -> dict[tuple[int, str], float]:
    """Return the Jaccard likeness of each pair that has a statement in common."""
    place = {statement: theme_id for theme_id, members in old.items() for statement in members}
    pairs = {(n, place[s]) for n, members in enumerate(new) for s in members if s in place}
    return {(n, i): len(new[n] & old[i]) / len(new[n] | old[i]) for n, i in pairs}


def _went_on(theme_id: str, members: Set[str], former: Set[str]) -> Event:
    change = len(members) / max(len(former), 1) - 1
    event = "grew" if change > CHANGED else "shrank" if change < -CHANGED else "kept"
    still = round(len(members & former) / max(len(former), 1), 3)
    return Event(theme_id, event, None, still, f"{len(former)} statements, now {len(members)}")


def _beginning(theme_id: str, members: Set[str], old: Mapping[str, Set[str]]) -> Event:
    """A theme is split from another when most of those of its statements that had a theme come from that one."""
    counts = {former_id: len(members & former) for former_id, former in old.items()}
    most, best = min(((-count, former_id) for former_id, count in counts.items()), default=(0, ""))
    if best and -most >= MOST * max(sum(counts.values()), 1) and -most >= MOST * len(members):
        return Event(theme_id, "split", best, round(-most / len(old[best]), 3))
    return Event(theme_id, "born")


def _end_of(theme_id: str, former: Set[str], new: Sequence[Set[str]], given: Mapping[int, str]) -> Event:
    shares = [(len(members & former) / len(former) if former else 0.0, n) for n, members in enumerate(new)]
    share, n = max(shares, key=lambda s: (s[0], -s[1]), default=(0.0, -1))
    if share >= MOST:
        return Event(theme_id, "merged", given[n], round(share, 3))
    return Event(theme_id, "gone", given[n] if share > 0 else None, round(share, 3))
