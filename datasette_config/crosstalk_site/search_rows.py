"""Which sentences a search finds: by words, kind, side, year, object and publication."""

from __future__ import annotations

from typing import Any

from crosstalk_site.database import Row, rows
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

#: The closest of all that the words find: ranked before anything is looked up beside them.
CLOSEST = f"""
SELECT {COLUMNS}, near.snippet FROM (
    SELECT rowid AS at, rank AS score, snippet(statements_fts, 0, char(2), char(3), '…', 64) AS snippet
    FROM statements_fts WHERE statements_fts MATCH :match ORDER BY rank, rowid LIMIT :most OFFSET :skip
) AS near JOIN statements ON statements.rowid = near.at {JOINS} ORDER BY near.score, near.at
"""

#: The columns of the published table of quotations, for those who take a search away.
WHOLE = """
    statements.id AS statement_id, statements.kind, themes.label AS theme, statements.text, statements.holder,
    statements.target, statements.addressee, sources.name AS publication, articles.title AS article,
    articles.published, articles.author, articles.url, statements.score, statements.theme_id, statements.article_id,
    articles.family_id, articles.sample
"""

ORDERS = {
    "closest": "statements_fts.rank, statements.rowid",
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
    if query and chosen["sort"] == "closest" and not any(chosen[name] for name in FILTERS):
        sql = CLOSEST
    return await rows(datasette, sql, **values, most=most, skip=skip)


def whole(query: str, chosen: Row) -> tuple[str, dict[str, Any]]:
    """Return the query for all sentences that a search finds, and its values."""
    found, values = where(query, chosen)
    return f"SELECT {WHOLE} {found}", values


async def counts(datasette: Any, query: str, chosen: Row) -> list[Row]:
    """Return (facet, value, n): each facet's values under the other facets' choices, the total, and the two leading themes.

    The sentences that the words find are looked up once; all counting is done on what is kept of them.
    """
    source = f"{MATCHING} WHERE statements_fts MATCH :match" if query else "statements"
    values = {name: chosen[name] for name in FILTERS if chosen[name]}
    counted = [
        f"SELECT '{name}' AS facet, {name} AS value, count(*) AS n FROM hit{_narrowed(chosen, name)} GROUP BY 2"
        for name in ("kind", "side", "year", "source")
    ]
    counted.append(f"SELECT 'total', NULL, count(*) FROM hit{_narrowed(chosen, '')}")
    counted.append(
        f"SELECT * FROM (SELECT 'theme', theme_id, count(*) AS n FROM hit{_narrowed(chosen, '')} GROUP BY 2 "
        "HAVING theme_id IS NOT NULL ORDER BY n DESC, theme_id LIMIT 2)"
    )
    if await has(datasette, "statement_objects"):
        counted.append(
            "SELECT 'object', object, count(*) FROM hit JOIN statement_objects ON statement_objects.statement_id = hit.id"
            f"{_narrowed(chosen, 'object')} GROUP BY 2"
        )
    sql = f"""
        WITH hit AS MATERIALIZED (
            SELECT statements.id, statements.kind, {SIDE} AS side, statements.year, statements.source_id AS source,
                   statements.theme_id
            FROM {source}
        ) {" UNION ALL ".join(counted)}
    """
    return await rows(datasette, sql, **values, **({"match": match(query)} if query else {}))


def _narrowed(chosen: Row, but: str) -> str:
    """Return the WHERE of all choices but one."""
    plain = {
        "kind": "hit.kind = :kind",
        "side": "hit.side = :side",
        "year": "hit.year = CAST(:year AS INTEGER)",
        "source": "hit.source = :source",
        "object": "hit.id IN (SELECT statement_id FROM statement_objects WHERE object = :object)",
    }
    conditions = [condition for name, condition in plain.items() if chosen[name] and name != but]
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""
