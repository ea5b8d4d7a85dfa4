"""Every table: what a row is, how many there are, and all of them as a file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from datasette import Response

from crosstalk_site import answers
from crosstalk_site.database import DATABASE, Row, remembered
from crosstalk_site.facts import site

TABLES = """
SELECT name, type FROM sqlite_master
WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '%\\_fts%' ESCAPE '\\'
"""

METADATA = Path(__file__).resolve().parent.parent / "metadata.yaml"


@cache
def described() -> dict[str, Row]:
    """Return what metadata.yaml says of each table, in its order."""
    metadata = yaml.safe_load(METADATA.read_text(encoding="utf-8"))
    tables: dict[str, Row] = metadata["databases"][DATABASE]["tables"]
    return tables


async def page(request: Any, datasette: Any) -> Response:
    """Return the list of tables, those that people download most first."""
    kinds = {row["name"]: row["type"] for row in await remembered(datasette, TABLES)}
    order = [name for name in described() if name in kinds]
    order += sorted(set(kinds) - set(order))
    tables = [
        {
            "name": name,
            "view": kinds[name] == "view",
            "rows": await _count(datasette, name),
            "description": described().get(name, {}).get("description", ""),
            "columns": described().get(name, {}).get("columns", {}),
        }
        for name in order
        if not described().get(name, {}).get("hidden")
    ]
    if answers.wants_json(request):
        return answers.as_json({"tables": tables})
    context = {"section": "data", "tables": tables, "facts": await site(datasette)}
    return await answers.page(datasette, request, "data.html", context)


async def _count(datasette: Any, name: str) -> int:
    quoted = '"' + name.replace('"', '""') + '"'
    return int((await remembered(datasette, f"SELECT count(*) AS n FROM {quoted}"))[0]["n"])


ROUTES = [(r"/data(?:\.json)?$", page)]
