"""Which sentences a search finds: by words, kind, side, year, object and publication."""

from __future__ import annotations

from typing import Any

from crosstalk_site.database import Row, remembered, rows
from crosstalk_site.query import match
from crosstalk_site.tables import has

SIDE = "coalesce(CASE statements.kind WHEN 'frustration' THEN holder ELSE addressee END, 'none')"

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

#: The columns of the published table of quotations, for those who take a search away.
WHOLE = """
    statements.id AS statement_id, statements.kind, themes.label AS theme, statements.text, statements.holder,
    statements.target, statements.addressee, sources.name AS publication, articles.title AS article,
    articles.published, articles.author, articles.url, statements.score, statements.theme_id, statements.article_id,
    articles.family_id, articles.sample
"""

ORDERS = {
    "closest": "statements_fts.rank, statements.id",
    "newest": "articles.published DESC, statements.id",
    "oldest": "coalesce(articles.published, '9'), statements.id",
}
#: In the order of the index on the year, so that a page without words need not sort all rows.
BROWSE_ORDERS = {
    "newest": "statements.year DESC, statements.rowid DESC",
    "oldest": "statements.year IS NULL, statements.year, statements.rowid",
}


def where(query: str, chosen: Row) -> tuple[str, dict[str, Any]]:
    """Return the FROM and WHERE that find the sentences, and their values."""
    conditions = [CONDITIONS[name] for name in FILTERS if chosen[name]]
    values = {name: chosen[name] for name in FILTERS if chosen[name]}
    if query:
        conditions.insert(0, "statements_fts MATCH :match")
        values["match"] = match(query)
    source = MATCHING if query else "statements"
    return f"FROM {source} {JOINS}" + (f" WHERE {' AND '.join(conditions)}" if conditions else ""), values


async def hits(datasette: Any, query: str, chosen: Row, most: int, skip: int) -> list[Row]:
    """Return a page of sentences, those with words as snippets with their hits marked."""
    found, values = where(query, chosen)
    words = "snippet(statements_fts, 0, char(2), char(3), '…', 64)" if query else "substr(statements.text, 1, 2000)"
    order = (ORDERS if query else BROWSE_ORDERS)[chosen["sort"]]
    sql = f"SELECT {COLUMNS}, {words} AS snippet {found} ORDER BY {order} LIMIT :most OFFSET :skip"
    return await rows(datasette, sql, **values, most=most, skip=skip)


def whole(query: str, chosen: Row) -> tuple[str, dict[str, Any]]:
    """Return the query for all sentences that a search finds, and its values."""
    found, values = where(query, chosen)
    return f"SELECT {WHOLE} {found}", values


async def cells(datasette: Any, query: str, objects: bool) -> list[Row]:
    """Return how many sentences the words find, by kind, side, year and publication; by object too if asked."""
    extra = "statement_objects.object" if objects else "''"
    joined = " JOIN statement_objects ON statement_objects.statement_id = statements.id" if objects else ""
    if objects and not await has(datasette, "statement_objects"):
        return []
    source = f"{MATCHING}{joined} WHERE statements_fts MATCH :match" if query else f"statements{joined}"
    sql = f"""
        SELECT statements.kind, {SIDE} AS side, statements.year, statements.source_id AS source, {extra} AS object,
               count(*) AS n FROM {source} GROUP BY 1, 2, 3, 4, 5
    """
    return await rows(datasette, sql, match=match(query)) if query else await remembered(datasette, sql)
