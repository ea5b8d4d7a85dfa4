"""Which tables the published file has: one that an older version wrote may lack some, and its pages say so."""

from __future__ import annotations

from typing import Any

from crosstalk_site.database import remembered

NAMES = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"


async def has(datasette: Any, *names: str) -> bool:
    """Return whether the published file has all these tables or views."""
    return set(names) <= {row["name"] for row in await remembered(datasette, NAMES)}
