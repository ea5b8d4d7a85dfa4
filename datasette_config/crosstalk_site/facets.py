"""Facets of a search: the values of each, how many sentences under the other choices, and a link that chooses or takes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote_plus

from markupsafe import Markup

from crosstalk_site import sides
from crosstalk_site.database import Row, remembered
from crosstalk_site.timeline import NAMES as OBJECT_NAMES

SOURCES = "SELECT id, coalesce(name, domain, id) AS name FROM sources"

TITLES = {
    "kind": "Kind",
    "side": "Whose pain, or who should act",
    "year": "Year",
    "object": "What it is about",
    "source": "Publication",
}
#: Values shown of a facet at once; the others are under "more", as many as these; of the rest it is told how many there are.
SHOWN, MORE = 8, 30
Counts = dict[str, Counter[str]]


class Choice(NamedTuple):
    """A value of a facet: its sign, its count, its link, and whether it is chosen (the link then takes it back)."""

    sign: Markup
    name: str
    n: str
    href: str
    chosen: bool


class Facet(NamedTuple):
    """A facet: its title, the values shown at once, those under "more", and how many are not listed."""

    title: str
    shown: list[Choice]
    more: list[Choice]
    unlisted: int


async def facets(datasette: Any, counts: Counts, chosen: Row, link: Callable[[Row], str]) -> list[Facet]:
    """Return each facet with its values, the fullest first where they have no order of their own."""
    sources = {row["id"]: row["name"] for row in await remembered(datasette, SOURCES)}
    found = []
    for name, title in TITLES.items():
        values = _ordered(name, counts[name], chosen[name])
        taken_back = link({**chosen, name: ""})
        joint = "&" if "?" in taken_back else "?"
        choices = [
            Choice(
                sides.kind_sign(value) or sides.side_sign(value),
                _name(name, value, sources),
                f"{counts[name][value]:,}",
                taken_back if chosen[name] == value else f"{taken_back}{joint}{name}={quote_plus(value)}",
                chosen[name] == value,
            )
            for value in values[: SHOWN + MORE]
        ]
        found.append(Facet(title, choices[:SHOWN], choices[SHOWN:], len(values) - len(choices)))
    return found


def _ordered(name: str, counts: Counter[str], chosen: str) -> Sequence[str]:
    """Return a facet's values: kinds and sides in their own order, years from the last, others by how many; a choice first."""
    values = {value for value in counts if value and counts[value]} | ({chosen} if chosen else set())
    if name == "kind":
        return [kind for kind in ("frustration", "recommendation") if kind in values]
    if name == "side":
        return [side for side in sides.SIDES if side in values]
    if name == "year":
        ordered = sorted(values, reverse=True)
    else:
        ordered = sorted(values, key=lambda value: (-counts[value], value))
    return sorted(ordered, key=lambda value: value != chosen)


def _name(name: str, value: str, sources: dict[str, str]) -> str:
    if name == "source":
        return sources.get(value, value)
    return OBJECT_NAMES.get(value, value) if name == "object" else sides.NAMES.get(value, value)
