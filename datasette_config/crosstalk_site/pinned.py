"""What a citation that names a run leads to: what has become of a theme since that run."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from crosstalk_site import words
from crosstalk_site.database import Row, row, rows
from crosstalk_site.tables import has

RUN = "SELECT id, finished FROM runs WHERE id = :run"
LAST = "SELECT max(id) AS id FROM runs"

EVENTS = """
SELECT theme_history.event, theme_history.detail, theme_history.other_id, themes.label AS other_label, theme_history.run_id
FROM theme_history LEFT JOIN themes ON themes.id = theme_history.other_id
WHERE theme_history.theme_id = :theme AND theme_history.run_id > :run AND theme_history.event <> 'kept'
ORDER BY theme_history.run_id, theme_history.event
"""
#: A sentence that moved several times counts once: by where it was before the first move and where it is after the last.
MOVES = """
SELECT statement_id, from_id, to_id FROM theme_moves WHERE run_id > :run ORDER BY run_id
"""


class Since(NamedTuple):
    """A run that was cited: None for `day` when it is not stored; the events and the sentences come and gone since."""

    run: str
    day: str | None
    latest: bool
    events: list[Row]
    came: int | None
    went: int | None


class Named(NamedTuple):
    """A run that was cited, with its day (None when it is not stored), and the latest run."""

    run: str
    day: str | None
    last: int | None


def pinned_address(address: str, facts: Row) -> str:
    """Return the address that a citation names: with the run, so that a reader is told what has changed since."""
    return f"{address}?run={facts['run_id']}" if facts["run_id"] else address


def _number(asked: str | None) -> int | None:
    """Return the number of a run that was asked for, or None for what is no number."""
    return int(asked) if asked and asked.isascii() and asked.isdigit() and len(asked) <= 9 else None


async def named(datasette: Any, asked: str | None) -> Named | None:
    """Return the run `asked` for on a page whose past is not kept; None when no run was asked for."""
    number = _number(asked)
    if number is None:
        return None
    run = await row(datasette, RUN, run=number)
    return Named(str(number), words.day(run["finished"]) if run else None, (await rows(datasette, LAST))[0]["id"])


async def since(datasette: Any, theme_id: str, asked: str | None) -> Since | None:
    """Return what has become of a theme since the run `asked` for; None when no run was asked for."""
    number = _number(asked)
    if number is None:
        return None
    run = await row(datasette, RUN, run=number)
    if run is None:
        return Since(str(number), None, False, [], None, None)
    last = (await rows(datasette, LAST))[0]["id"]
    events = (
        await rows(datasette, EVENTS, theme=theme_id, run=run["id"]) if await has(datasette, "theme_history") else []
    )
    came, went = await _moved(datasette, theme_id, run["id"])
    return Since(str(number), words.day(run["finished"]), last == run["id"], events, came, went)


async def _moved(datasette: Any, theme_id: str, run: int) -> tuple[int | None, int | None]:
    """Return how many sentences came to a theme after a run, and how many left it; None where that was not published."""
    if not await has(datasette, "theme_moves"):
        return None, None
    ends = await moves(datasette, run)
    came = sum(end == theme_id != start for start, end in ends.values())
    return came, sum(start == theme_id != end for start, end in ends.values())


async def moves(datasette: Any, after: int, until: int | None = None) -> dict[str, tuple[str | None, str | None]]:
    """Return for each sentence that was moved after a run where it was before and where it is after."""
    found: dict[str, tuple[str | None, str | None]] = {}
    sql = MOVES if until is None else MOVES.replace(":run ", ":run AND run_id <= :until ")
    values = {"run": after} if until is None else {"run": after, "until": until}
    for move in await rows(datasette, sql, **values):
        start = found.get(move["statement_id"], (move["from_id"], None))[0]
        found[move["statement_id"]] = (start, move["to_id"])
    return {statement: ends for statement, ends in found.items() if ends[0] != ends[1]}


def counted_moves(ends: dict[str, tuple[str | None, str | None]]) -> dict[str, int]:
    """Return how many sentences came into themes, went out of all, and moved from one to another."""
    sorts = Counter("added" if start is None else "lost" if end is None else "moved" for start, end in ends.values())
    return {name: sorts[name] for name in ("added", "lost", "moved")}
