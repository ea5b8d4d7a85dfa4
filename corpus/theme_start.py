"""What a grouping starts from: the last one, the places on the map, and the ids that are used up."""

from __future__ import annotations

import json
from typing import Any

from corpus.store import Corpus

Row = dict[str, Any]

#: No words of articles go in: names of themes may be quotations, and what is forgotten must not stay here.
_QUERIES = {
    "themes": "SELECT * FROM themes ORDER BY id",
    "theme_found": "SELECT * FROM theme_found ORDER BY statement_id",
    "theme_fits": "SELECT * FROM theme_fits ORDER BY kind",
    "theme_history": "SELECT theme_id, event, run_id, other_id, share FROM theme_history ORDER BY run_id, theme_id, event",
}
_BLANK = dict.fromkeys(("label", "description", "keywords"), "")


def theme_start(corpus: Corpus) -> dict[str, list[Row]]:
    """Return the rows that the next grouping would start from, by table."""
    start = {table: corpus.rows(query) for table, query in _QUERIES.items()}
    return {**start, "themes": [{**row, **_BLANK} for row in start["themes"]]}


def keep_start(corpus: Corpus, start: dict[str, list[Row]]) -> None:
    """Keep what a grouping started from in place of what the one before did; use inside a transaction."""
    rows = [{"table": table, "rows": json.dumps(rows, sort_keys=True)} for table, rows in start.items()]
    corpus.write("theme_start", rows, key="table")


def kept_start(corpus: Corpus) -> dict[str, list[Row]]:
    """Return what the last grouping started from; nothing when none was made, or a former version made it."""
    return {row["table"]: json.loads(row["rows"]) for row in corpus.rows("SELECT * FROM theme_start")}
