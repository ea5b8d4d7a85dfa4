"""Any published table as an export, with the meaning of its columns from the site's own metadata."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import yaml

from corpus.data import data_path
from corpus.errors import BadInput
from corpus.exports.table import Column, Table
from corpus.publish import published_rows
from corpus.store import Corpus


def published_tables(corpus: Corpus, names: Sequence[str], policy: str) -> list[Table]:
    """Return the tables of these names as `crosstalk publish --text POLICY` would give them; raise BadInput for another."""
    if not names:
        return []
    rows = published_rows(corpus, policy)
    if unknown := [name for name in names if name not in rows]:
        raise BadInput(f"There is no table {unknown[0]!r} to export. There are: {', '.join(sorted(rows))}.")
    return [_table(name, rows[name]) for name in names]


def _table(name: str, rows: list[dict[str, Any]]) -> Table:
    meanings = _meanings().get(name, {})
    names = [column for column in (rows[0] if rows else meanings) if column in meanings]
    columns = tuple(Column(column, meanings[column], _type(rows, column)) for column in names)
    return Table(name, columns, len(rows), lambda: iter(rows))


def _type(rows: list[dict[str, Any]], column: str) -> str:
    kinds = {type(row[column]) for row in rows if row.get(column) is not None}
    if not kinds or not kinds <= {int, float}:
        return "string"
    return "number" if float in kinds else "integer"


@cache
def _meanings() -> dict[str, dict[str, str]]:
    text = data_path("datasette_config", "metadata.yaml").read_text(encoding="utf-8")
    tables = yaml.safe_load(text)["databases"]["crosstalk"]["tables"]
    return {name: facts.get("columns", {}) for name, facts in tables.items()}
