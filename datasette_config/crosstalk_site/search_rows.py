"""Which sentences a search finds: by words, kind, side, year, object and publication."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from crosstalk_site import spoken
from crosstalk_site.columns import SIDE, Columns, Places, columns
from crosstalk_site.database import DATABASE, Row, rows
from crosstalk_site.query import match

#: What narrows a search: the name in the address -> the condition, with the value under the same name.
CONDITIONS = {
    "kind": "statements.kind = :kind",
    "side": f"{SIDE} = :side",
    "year": "statements.year = CAST(:year AS INTEGER)",
    "source": "statements.source_id = :source",
    "object": "statements.id IN (SELECT statement_id FROM statement_objects WHERE object = :object)",
}
FILTERS = tuple(CONDITIONS)

COLUMNS = """
    statements.id, statements.kind, statements.holder, statements.target, statements.addressee, statements.article_id,
    statements.theme_id, themes.label AS theme, articles.title, articles.published, sources.name AS publication,
    sources.domain
"""
JOINS = """
    JOIN articles ON articles.id = statements.article_id
    LEFT JOIN sources ON sources.id = articles.source_id
    LEFT JOIN themes ON themes.id = statements.theme_id
"""
MATCHING = "statements_fts JOIN statements ON statements.rowid = statements_fts.rowid"

#: More than this many sentences that hold the words are not put in order of closeness: ranking reads each of them.
RANKED = 4_000
#: Searches whose hits are kept: whoever turns a page or chooses a facet asks for the same words again.
KEPT = 32

#: In one cell, which is quicker than a row for each where a third of all sentences hold a word.
FOUND = "SELECT group_concat(rowid) FROM statements_fts WHERE statements_fts MATCH :match"
CLOSEST = """
SELECT group_concat(rowid) FROM (
    SELECT rowid FROM statements_fts WHERE statements_fts MATCH :match ORDER BY rank, rowid
)
"""

SHOWN = f"""
SELECT statements.rowid AS at, {COLUMNS}, {spoken.COLUMNS}, theme_statements.probability,
       substr(statements.text, 1, 2000) AS snippet
FROM statements {JOINS}
LEFT JOIN theme_statements ON theme_statements.theme_id = statements.theme_id
      AND theme_statements.statement_id = statements.id
WHERE statements.rowid IN ({{marks}})
"""
SNIPPETS = """
SELECT rowid AS at, snippet(statements_fts, 0, char(2), char(3), '…', 64) AS snippet
FROM statements_fts WHERE statements_fts MATCH :match AND rowid IN ({marks})
"""

#: The columns of the published table of quotations, for those who take a search away.
WHOLE = """
    statements.id AS statement_id, statements.kind, themes.label AS theme, statements.text, statements.holder,
    statements.target, statements.addressee, sources.name AS publication, articles.title AS article,
    articles.published, articles.author, articles.url, statements.score, statements.theme_id, statements.article_id,
    articles.family_id, articles.sample
"""


def where(query: str, chosen: Row) -> tuple[str, dict[str, Any]]:
    """Return the FROM and WHERE that find the sentences, and their values."""
    conditions = [CONDITIONS[name] for name in FILTERS if chosen[name]]
    values = {name: chosen[name] for name in FILTERS if chosen[name]}
    if query:
        conditions.insert(0, "statements_fts MATCH :match")
        values["match"] = match(query)
    source = MATCHING if query else "statements"
    return f"FROM {source} {JOINS}" + (f" WHERE {' AND '.join(conditions)}" if conditions else ""), values


class Found(NamedTuple):
    """The sentences that words find, as places in the columns, in the order asked for; `order` is the one they are in."""

    columns: Columns
    places: Places
    order: str


_found: WeakKeyDictionary[Any, OrderedDict[tuple[str, str], Found]] = WeakKeyDictionary()


async def found(datasette: Any, query: str, order: str) -> Found:
    """Return what the words find, all sentences without words; too many to be ranked come the newest first."""
    kept = _found.setdefault(datasette, OrderedDict())
    if (query, order) not in kept:
        kept[query, order] = await _sought(datasette, query, order)
    kept.move_to_end((query, order))
    answer = kept[query, order]
    while len(kept) > KEPT:
        kept.popitem(last=False)
    return answer


async def _sought(datasette: Any, query: str, order: str) -> Found:
    known = await columns(datasette)
    if not query:
        return Found(known, known.oldest if order == "oldest" else known.newest, order)
    hits = await _rowids(datasette, FOUND, query)
    if order == "closest" and len(hits) <= RANKED:
        return Found(known, known.places(await _rowids(datasette, CLOSEST, query)), order)
    order = "newest" if order == "closest" else order
    return Found(known, known.in_order(known.places(hits), order), order)


async def _rowids(datasette: Any, sql: str, query: str) -> Places:
    """Return the numbers of all rows that words find."""
    result = await datasette.get_database(DATABASE).execute(sql, {"match": match(query)})
    listed = result.rows[0][0]
    return np.fromstring(listed, dtype=np.int64, sep=",") if listed else np.zeros(0, dtype=np.int64)


async def shown(datasette: Any, query: str, rowids: Sequence[int]) -> list[Row]:
    """Return sentences as a page of hits shows them, those with words as snippets with their hits marked."""
    if not rowids:
        return []
    marks = ", ".join(str(int(rowid)) for rowid in rowids)
    by_rowid = {row["at"]: row for row in await rows(datasette, SHOWN.format(marks=marks))}
    if query:
        for row in await rows(datasette, SNIPPETS.format(marks=marks), match=match(query)):
            by_rowid[row["at"]]["snippet"] = row["snippet"]
    return [by_rowid[rowid] for rowid in rowids]


def whole(query: str, chosen: Row) -> tuple[str, dict[str, Any]]:
    """Return the query for all sentences that a search finds, and its values."""
    found, values = where(query, chosen)
    return f"SELECT {WHOLE} {found}", values
