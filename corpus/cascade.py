"""Delete rows with all that hangs on them, in whatever tables the schema has."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection

from corpus.store import Corpus

#: Columns that point to a table though no foreign key says so.
_POINTERS = {"article_id": "articles", "statement_id": "statements", "statistic_id": "statistics"}
#: A row of `pages` and a family outlive an article; whoever deletes says what becomes of them.
_LET_GO = {("pages", "article_id"), ("articles", "source_id"), ("articles", "family_id")}


def delete_with_all(corpus: Corpus, table: str, ids: Collection[str], counts: Counter[str]) -> None:
    """Delete the rows `ids` of `table` and all rows that point to them, and add to `counts` how many, by table."""
    if not ids:
        return
    given = json.dumps(sorted(ids))
    for child, column in _children(corpus, table):
        if (child, column) in _LET_GO:
            own = "id" if (child, column) == ("articles", "family_id") else "NULL"
            corpus.execute(
                f"UPDATE {child} SET {column} = {own} WHERE {column} IN (SELECT value FROM json_each(?))", [given]
            )
        elif "id" in corpus.db.table(child).pks and child != table:
            rows = corpus.rows(f"SELECT id FROM {child} WHERE {column} IN (SELECT value FROM json_each(?))", [given])
            delete_with_all(corpus, child, [row["id"] for row in rows], counts)
        else:
            _delete(corpus, child, column, given, counts)
    _delete(corpus, table, "id", given, counts)


def _delete(corpus: Corpus, table: str, column: str, ids: str, counts: Counter[str]) -> None:
    where = f"{table} WHERE {column} IN (SELECT value FROM json_each(?))"
    counts[table] += corpus.value(f"SELECT count(*) FROM {where}", [ids])
    corpus.execute(f"DELETE FROM {where}", [ids])


def _children(corpus: Corpus, table: str) -> list[tuple[str, str]]:
    """Return (table, column) of all that points to `table`."""
    found: list[tuple[str, str]] = []
    for child in corpus.db.table_names():
        columns = corpus.db.table(child).columns_dict
        found += [(child, str(key.column)) for key in corpus.db.table(child).foreign_keys if key.other_table == table]
        found += [(child, name) for name, other in _POINTERS.items() if other == table and name in columns]
    return list(dict.fromkeys(found))
