"""Whole tables as CSV that a spreadsheet opens safely: every row, streamed, in memory that does not grow.

Datasette's own CSV is exact, cell by cell, and stays at its own addresses.
"""

from __future__ import annotations

import asyncio
import csv
import io
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

from datasette import Response

from crosstalk_site.asgi import Send
from crosstalk_site.database import DATABASE, remembered
from crosstalk_site.errors import not_found
from crosstalk_site.tables import NAMES

#: A cell that starts with one of these is a formula to a spreadsheet; an apostrophe before it makes it text.
FORMULA = frozenset("=+-@\t\r")
#: Rows read at a time; a chunk of them is what memory holds.
ROWS = 2000


async def table(request: Any, datasette: Any, send: Send) -> Response | None:
    """Stream a table or view, narrowed by columns: ?theme_id=f1, ?nature__in=level,change, ?agreement__notin=exact."""
    name = request.url_vars["name"]
    if (
        name not in {row["name"] for row in await remembered(datasette, NAMES)}
        or "_fts" in name
        or name.startswith("sqlite")
    ):
        return await not_found(datasette, request, "There is no such table.")
    columns = [row["name"] for row in await remembered(datasette, f"SELECT name FROM pragma_table_info('{name}')")]
    asked = parse_qsl(request.query_string, keep_blank_values=True)
    try:
        where, values = narrowed(asked, columns)
    except ValueError as error:
        return Response.text(f"{error}\n", status=400)
    sql = f'SELECT * FROM "{name}"{where}'
    await stream(datasette, request, send, sql, values, filename(name, asked))
    return None


def narrowed(asked: list[tuple[str, str]], columns: list[str]) -> tuple[str, dict[str, str]]:
    """Return the WHERE clause and its values; raise ValueError for a column that the table has not."""
    clauses: list[str] = []
    values: dict[str, str] = {}
    for key, value in asked:
        column, _, how = key.partition("__")
        if column not in columns or how not in ("", "exact", "in", "notin"):
            raise ValueError(f"{key} is no column of this table. It has: {', '.join(columns)}.")
        names = []
        for one in value.split(",") if how in ("in", "notin") else [value]:
            names.append(f":v{len(values)}")
            values[f"v{len(values)}"] = one
        clauses.append(f'"{column}" {"NOT " if how == "notin" else ""}IN ({", ".join(names)})')
    return (f" WHERE {' AND '.join(clauses)}" if clauses else ""), values


def filename(name: str, asked: list[tuple[str, str]]) -> str:
    """Return the name under which a browser keeps the file."""
    parts = [name, *(value for _, value in asked)]
    return "-".join("".join(c if c.isascii() and c.isalnum() else "-" for c in part)[:40] for part in parts) + ".csv"


async def stream(datasette: Any, request: Any, send: Send, sql: str, values: Mapping[str, Any], name: str) -> None:
    """Send the rows of a query as CSV with safe cells, the number of rows in a header before them."""
    connection = datasette.get_database(DATABASE).connect()
    try:
        total = await asyncio.to_thread(_count, connection, sql, values)
        await send({"type": "http.response.start", "status": 200, "headers": _headers(name, total)})
        if request.method != "HEAD":
            chunks = written(connection, sql, values)
            while chunk := await asyncio.to_thread(next, chunks, b""):
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        connection.close()


def _count(connection: sqlite3.Connection, sql: str, values: Mapping[str, Any]) -> int:
    return int(connection.execute(f"SELECT count(*) FROM ({sql})", values).fetchone()[0])


def _headers(name: str, total: int) -> list[tuple[bytes, bytes]]:
    return [
        (b"content-type", b"text/csv; charset=utf-8"),
        (b"content-disposition", f'attachment; filename="crosstalk-{name}"'.encode()),
        (b"x-total-rows", str(total).encode()),
        (b"access-control-allow-origin", b"*"),
    ]


def written(connection: sqlite3.Connection, sql: str, values: Mapping[str, Any]) -> Iterator[bytes]:
    """Return the CSV in pieces, the header first."""
    cursor = connection.execute(sql, values)
    cursor.row_factory = None
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow([column[0] for column in cursor.description])
    while rows := cursor.fetchmany(ROWS):
        writer.writerows([[safe(cell) if cell.__class__ is str else cell for cell in row] for row in rows])
        yield page.getvalue().encode("utf-8", "replace")
        page.seek(0)
        page.truncate()
    if page.tell():
        yield page.getvalue().encode("utf-8")


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in FORMULA else cell


ROUTES = [(r"/data/(?P<name>[A-Za-z0-9_]+)\.csv$", table)]
