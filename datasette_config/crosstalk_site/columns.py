"""What a search counts of each sentence, kept in memory as small numbers: a published file does not change while served.

A word may stand in a third of all sentences. SQLite finds them quickly; counting them by six columns is quick here.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from crosstalk_site.database import DATABASE, Row
from crosstalk_site.tables import has

SIDE = "coalesce(CASE statements.kind WHEN 'frustration' THEN holder ELSE addressee END, 'none')"

#: The newest first, as the list of hits shows them.
ROWS = f"""
SELECT statements.rowid, statements.kind, {SIDE} AS side, CAST(statements.year AS TEXT) AS year,
       statements.source_id AS source, statements.theme_id AS theme
FROM statements JOIN articles ON articles.id = statements.article_id
ORDER BY articles.published DESC, statements.id
"""
#: Those without a date come last here and there.
OLDEST = """
SELECT statements.rowid FROM statements JOIN articles ON articles.id = statements.article_id
ORDER BY coalesce(articles.published, '9'), statements.id
"""
OBJECTS = """
SELECT statements.rowid, object FROM statement_objects JOIN statements ON statements.id = statement_objects.statement_id
"""
NAMES = ("kind", "side", "year", "source")

Places = NDArray[np.int64]

_kept: WeakKeyDictionary[Any, Columns] = WeakKeyDictionary()
_loading: WeakKeyDictionary[Any, asyncio.Lock] = WeakKeyDictionary()


@dataclass(frozen=True)
class Columns:
    """Each sentence has a place, the newest the first: `rowids[place]`; `oldest` holds the places the other way round.

    `codes` holds for each column a number at each place, that of its value in `values`, -1 for none; `objects` a mask of
    the places for each object; `by_rowid` the place of each row, -1 for none.
    """

    rowids: Places
    oldest: Places
    values: dict[str, list[str]]
    codes: dict[str, NDArray[np.int32]]
    objects: dict[str, NDArray[np.bool_]]
    by_rowid: Places

    @property
    def newest(self) -> Places:
        """All places, the newest first."""
        return np.arange(len(self.rowids))

    def in_order(self, places: Places, order: str) -> Places:
        """Return `places` the newest or the oldest first."""
        if order == "newest":
            return np.sort(places)
        here = np.zeros(len(self.rowids), dtype=bool)
        here[places] = True
        return self.oldest[here[self.oldest]]

    def places(self, rowids: Sequence[int] | Places) -> Places:
        """Return the places of sentences; rows that are none (a file that was changed by hand) are left out."""
        wanted = np.asarray(rowids, dtype=np.int64)
        at = self.by_rowid[wanted[wanted < len(self.by_rowid)]]
        return at[at >= 0]

    def narrowed(self, places: Places, chosen: Row, but: str = "") -> Places:
        """Return those of `places` that fit all choices, but the one named."""
        for name in (*NAMES, "object"):
            if chosen[name] and name != but:
                places = places[self._fit(name, chosen[name], places)]
        return places

    def _fit(self, name: str, value: str, places: Places) -> NDArray[np.bool_]:
        if name == "object":
            mask = self.objects.get(value)
            return mask[places] if mask is not None else np.zeros(len(places), dtype=bool)
        known = self.values[name]
        return np.asarray(self.codes[name][places] == (known.index(value) if value in known else -2))

    def counts(self, places: Places, chosen: Row) -> dict[str, Counter[str]]:
        """Return the counts of each facet's values under the other facets' choices, the "total", and of each "theme"."""
        found = {name: self._count(name, self.narrowed(places, chosen, name)) for name in NAMES}
        fitting = self.narrowed(places, chosen, "object")
        found["object"] = Counter({name: int(mask[fitting].sum()) for name, mask in self.objects.items()})
        hits = self.narrowed(places, chosen)
        return found | {"theme": self._count("theme", hits), "total": Counter({"": len(hits)})}

    def _count(self, name: str, places: Places) -> Counter[str]:
        codes = self.codes[name][places]
        counts = np.bincount(codes[codes >= 0], minlength=len(self.values[name]))
        # Values are in order, and those of one count keep it.
        return Counter({value: int(n) for value, n in zip(self.values[name], counts, strict=True) if n})


async def columns(datasette: Any) -> Columns:
    """Return the columns of the published file, read once; without a time limit, which is for what strangers ask."""
    if datasette not in _kept:
        async with _loading.setdefault(datasette, asyncio.Lock()):
            if datasette not in _kept:
                with_objects = await has(datasette, "statement_objects")
                _kept[datasette] = await datasette.get_database(DATABASE).execute_fn(
                    lambda connection: _read(connection, with_objects)
                )
    return _kept[datasette]


def _read(connection: sqlite3.Connection, with_objects: bool) -> Columns:
    rows = connection.execute(ROWS).fetchall()
    rowids = np.array([row[0] for row in rows], dtype=np.int64)
    by_rowid = np.full(rowids.max(initial=0) + 1, -1)
    by_rowid[rowids] = np.arange(len(rowids))
    values, codes = {}, {}
    for column, name in enumerate((*NAMES, "theme"), 1):
        values[name], codes[name] = _coded(row[column] for row in rows)
    made = Columns(rowids, np.zeros(0, dtype=np.int64), values, codes, {}, by_rowid)
    oldest = made.places([row[0] for row in connection.execute(OLDEST)])
    objects: dict[str, NDArray[np.bool_]] = {}
    named: dict[str, list[int]] = {}
    for rowid, name in connection.execute(OBJECTS) if with_objects else ():
        named.setdefault(name, []).append(rowid)
    for name in sorted(named):
        objects[name] = np.zeros(len(rows), dtype=bool)
        objects[name][made.places(named[name])] = True
    return Columns(rowids, oldest, values, codes, objects, by_rowid)


def _coded(cells: Iterable[str | None]) -> tuple[list[str], NDArray[np.int32]]:
    """Return the distinct values in order, and each cell's number among them, -1 for none."""
    listed = list(cells)
    values = sorted({cell for cell in listed if cell is not None})
    numbers = {value: n for n, value in enumerate(values)}
    return values, np.array([-1 if cell is None else numbers[cell] for cell in listed], dtype=np.int32)
