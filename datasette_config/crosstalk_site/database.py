"""Ask the published database, which is always mounted under one name."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import Any
from weakref import WeakKeyDictionary

DATABASE = "crosstalk"

Row = dict[str, Any]

_remembered: WeakKeyDictionary[Any, dict[str, list[Row]]] = WeakKeyDictionary()
#: Whoever asks while the same is being asked waits for that answer.
_asking: WeakKeyDictionary[Any, dict[str, asyncio.Lock]] = WeakKeyDictionary()
_grouped: WeakKeyDictionary[Any, dict[tuple[str, str], dict[Any, list[Row]]]] = WeakKeyDictionary()


async def rows(datasette: Any, sql: str, **parameters: Any) -> list[Row]:
    """Return the rows of a query as dicts."""
    result = await datasette.get_database(DATABASE).execute(sql, parameters)
    return [dict(row) for row in result.rows]


async def row(datasette: Any, sql: str, **parameters: Any) -> Row | None:
    """Return the first row of a query, or None."""
    found = await rows(datasette, sql, **parameters)
    return found[0] if found else None


async def remembered(datasette: Any, sql: str) -> list[Row]:
    """Return the rows of a query of ours over the whole database, asked once: a file does not change while served.

    It runs without Datasette's time limit, which is for what strangers ask: the first page needs its counts.
    """
    memory = _remembered.setdefault(datasette, {})
    if sql not in memory:
        async with _asking.setdefault(datasette, {}).setdefault(sql, asyncio.Lock()):
            if sql not in memory:
                memory[sql] = await datasette.get_database(DATABASE).execute_fn(
                    lambda connection: _all(connection, sql)
                )
    return memory[sql]


async def grouped(datasette: Any, sql: str, column: str) -> dict[Any, list[Row]]:
    """Return the rows of a query over the whole database by the value of a column, asked and put in order once."""
    memory = _grouped.setdefault(datasette, {})
    if (sql, column) not in memory:
        groups: dict[Any, list[Row]] = {}
        for found in await remembered(datasette, sql):
            groups.setdefault(found[column], []).append(found)
        memory[sql, column] = groups
    return memory[sql, column]


def _all(connection: sqlite3.Connection, sql: str) -> list[Row]:
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
