"""Keep a stream of all rows complete: it comes in the order of the primary key, whatever sort was asked for.

Datasette 0.65 pages through a sorted table by the value and key of the last row, but sorts the first page by the value
alone; where values repeat, a stream loses rows and gives others twice (views/table.py, `order_by_pks`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from crosstalk_site.asgi import App, Receive, Scope, Send

SORTS = ("_sort", "_sort_desc", "_sort_by_desc")


def wrapper(app: App) -> App:
    """Return the ASGI app that takes the sort out of requests for a stream."""

    async def unsorted(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and b"_stream" in scope["query_string"]:
            scope = {**scope, "query_string": without_sort(scope["query_string"])}
        await app(scope, receive, send)

    return unsorted


def without_sort(query_string: bytes) -> bytes:
    """Return a query string without its sort."""
    asked = parse_qsl(query_string.decode("latin-1"), keep_blank_values=True)
    return urlencode([(key, value) for key, value in asked if key not in SORTS]).encode("latin-1")


def whole(request: Any, link: Callable[..., str], table: str) -> str:
    """Return the address of all rows, as CSV, of the table that `request` shows under its filters."""
    said = parse_qsl(request.query_string, keep_blank_values=True)
    paging = (*SORTS, "_next", "_size", "_facet_size", "_labels", "_stream")
    filters = urlencode([(key, value) for key, value in said if key not in paging and not key.startswith("_filter_")])
    address = link(table, "exact")
    return f"{address}&{filters}" if filters else address
