"""The difference of two lists of rows: what went, what came, what changed in which field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Changed:
    """A row that both have, with each field that differs: (before, after)."""

    id: str
    name: str
    fields: dict[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Differences:
    """Of one sort of rows: how many both have in the same words, and all that differ, as (id, name)."""

    what: str
    same: int
    gone: tuple[tuple[str, str], ...]
    new: tuple[tuple[str, str], ...]
    changed: tuple[Changed, ...]

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return bool(self.gone or self.new or self.changed)


@dataclass(frozen=True)
class Comparison:
    """Two databases or runs by name, and their differences; `settings` has what decides, such as versions, first."""

    before: str
    after: str
    settings: tuple[Differences, ...]
    rows: tuple[Differences, ...]

    @property
    def parts(self) -> tuple[Differences, ...]:
        """All differences, in order."""
        return (*self.settings, *self.rows)

    def facts(self) -> dict[str, Any]:
        """Return it for programs."""
        return asdict(self)


def differences(
    what: str, before: Mapping[str, Row], after: Mapping[str, Row], fields: Sequence[str], name: str
) -> Differences:
    """Compare rows by key in `fields`; `name` is the column that tells a person which row it is."""

    def named(rows: Mapping[str, Row], keys: set[str]) -> tuple[tuple[str, str], ...]:
        return tuple((key, str(rows[key][name] or "")) for key in sorted(keys))

    both = sorted(before.keys() & after.keys())
    changed = []
    for key in both:
        found = {f: (before[key][f], after[key][f]) for f in fields if before[key][f] != after[key][f]}
        if found:
            changed.append(Changed(key, str(after[key][name] or ""), found))
    return Differences(
        what,
        len(both) - len(changed),
        named(before, before.keys() - after.keys()),
        named(after, after.keys() - before.keys()),
        tuple(changed),
    )
