"""Search: sentences, themes and articles that hold the words, by kind and side."""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

from datasette import Response
from datasette.database import QueryInterrupted

from crosstalk_site import links, sides, words
from crosstalk_site.database import Row, remembered, row, rows
from crosstalk_site.query import cleaned, highlighted, match

SIDE = "coalesce(CASE statements.kind WHEN 'frustration' THEN holder ELSE addressee END, 'none')"
CHOSEN = f"(:kind = '' OR statements.kind = :kind) AND (:side = '' OR {SIDE} = :side)"
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
MATCHING = """
    statements_fts JOIN statements ON statements.rowid = statements_fts.rowid
"""

HITS = f"""
SELECT {COLUMNS}, snippet(statements_fts, 0, char(2), char(3), '…', 64) AS snippet
FROM {MATCHING} {JOINS} WHERE statements_fts MATCH :match AND {CHOSEN}
ORDER BY CASE :sort WHEN 'newest' THEN articles.published END DESC,
         CASE :sort WHEN 'oldest' THEN coalesce(articles.published, '9') END,
         statements_fts.rank, statements.id LIMIT :most OFFSET :skip
"""

BROWSE = f"""
SELECT {COLUMNS}, substr(statements.text, 1, 2000) AS snippet FROM statements {JOINS} WHERE {CHOSEN}
"""
#: In the order of the index on the year, so that the first page need not sort all rows.
BROWSE_NEWEST = f"{BROWSE} ORDER BY statements.year DESC, statements.rowid DESC LIMIT :most OFFSET :skip"
BROWSE_OLDEST = f"{BROWSE} ORDER BY statements.year IS NULL, statements.year, statements.rowid LIMIT :most OFFSET :skip"

FACETS = f"""
SELECT statements.kind, {SIDE} AS side, count(*) AS n FROM {MATCHING} WHERE statements_fts MATCH :match GROUP BY 1, 2
"""

BROWSE_FACETS = f"SELECT statements.kind, {SIDE} AS side, count(*) AS n FROM statements GROUP BY 1, 2"

TOP_THEME = f"""
SELECT themes.id, themes.label, themes.kind, count(*) AS n
FROM {MATCHING} JOIN themes ON themes.id = statements.theme_id
WHERE statements_fts MATCH :match AND {CHOSEN} GROUP BY 1 ORDER BY n DESC, themes.id LIMIT 2
"""

THEMES = """
SELECT themes.id, themes.kind, highlight(themes_fts, 0, char(2), char(3)) AS label
FROM themes_fts JOIN themes ON themes.rowid = themes_fts.rowid WHERE themes_fts MATCH :match
ORDER BY themes_fts.rank LIMIT 6
"""

ARTICLES = """
SELECT articles.id, articles.published, sources.name AS publication, sources.domain,
       highlight(articles_fts, 0, char(2), char(3)) AS title,
       snippet(articles_fts, 1, char(2), char(3), '…', 24) AS snippet
FROM articles_fts JOIN articles ON articles.rowid = articles_fts.rowid
LEFT JOIN sources ON sources.id = articles.source_id WHERE articles_fts MATCH :match
ORDER BY articles_fts.rank LIMIT 6
"""

ARTICLE_COUNT = "SELECT count(*) AS n FROM articles_fts WHERE articles_fts MATCH :match"

PAGE = 20
SORTS = ("closest", "newest", "oldest")


class Choice(NamedTuple):
    """A value of a facet: its count, its link, and whether it is chosen (the link then takes it back)."""

    value: str
    name: str
    n: int
    href: str
    chosen: bool


async def page(request: Any, datasette: Any) -> Response:
    """Return what was found; whatever is typed gives results or an empty page."""
    query = cleaned(request.args.get("q"))
    kind, side, sort = (request.args.get(key) or "" for key in ("kind", "side", "sort"))
    chosen = {
        "kind": kind if kind in ("frustration", "recommendation") else "",
        "side": side if side in sides.SIDES else "",
        "sort": sort if sort in SORTS else ("closest" if query else "newest"),
    }
    number = words.page_number(request.args.get("page"))
    try:
        found = await _found(datasette, query, chosen, number)
        trouble = ""
    except QueryInterrupted:
        found, trouble = {}, "That search took too long. Rarer words, or a phrase in quotes, are quicker."
    except sqlite3.OperationalError:
        found, trouble = {}, "That cannot be searched for. Try plain words, or a phrase in quotes."
    context = {
        "section": "search",
        "q": query,
        "shortened": bool(query) and len(" ".join((request.args.get("q") or "").split())) > len(query),
        "trouble": trouble,
        "page": number,
        **chosen,
        "sorts": [
            (name, _link(datasette, query, {**chosen, "sort": name})) for name in SORTS if query or name != SORTS[0]
        ],
        "next": _link(datasette, query, chosen, number + 1),
        "previous": _link(datasette, query, chosen, number - 1),
        **found,
    }
    return Response.html(await datasette.render_template("search.html", context, request=request))


def _link(datasette: Any, query: str, chosen: dict[str, str], number: int = 1) -> str:
    sort = "" if chosen["sort"] == ("closest" if query else "newest") else chosen["sort"]
    return links.page(datasette, "/search", q=query, kind=chosen["kind"], side=chosen["side"], sort=sort, page=number)


async def _found(datasette: Any, query: str, chosen: dict[str, str], number: int) -> dict[str, Any]:
    """Return hits, facets and the themes and articles that match."""
    asked = {"match": match(query)} if query else {}
    browse = BROWSE_OLDEST if chosen["sort"] == "oldest" else BROWSE_NEWEST
    asking = {**asked, **chosen} if query else {"kind": chosen["kind"], "side": chosen["side"]}
    hits = await rows(datasette, HITS if query else browse, **asking, most=PAGE, skip=(number - 1) * PAGE)
    cells = await (rows(datasette, FACETS, **asked) if query else remembered(datasette, BROWSE_FACETS))
    fits = {"kind": chosen["kind"], "side": chosen["side"]}
    total = sum(cell["n"] for cell in cells if all(value in ("", cell[key]) for key, value in fits.items()))
    found: dict[str, Any] = {
        "hits": [{**hit, "words": highlighted(hit["snippet"])} for hit in hits],
        "total": total,
        "first": (number - 1) * PAGE + 1,
        "last": (number - 1) * PAGE + len(hits),
        "more": number * PAGE < total,
        "facets": [
            ("Kind", facet(datasette, "kind", ("frustration", "recommendation"), cells, query, chosen)),
            ("Whose pain, or who should act", facet(datasette, "side", sides.SIDES, cells, query, chosen)),
        ],
    }
    return {**found, **await _beside(datasette, asked, chosen, total)} if query else found


async def _beside(datasette: Any, asked: dict[str, str], chosen: dict[str, str], total: int) -> dict[str, Any]:
    """Return the theme that most hits belong to, and the themes and articles that hold the words themselves."""
    articles = await rows(datasette, ARTICLES, **asked)
    return {
        "top": top_theme(await rows(datasette, TOP_THEME, **asked, kind=chosen["kind"], side=chosen["side"]), total),
        "themes": [{**theme, "label": highlighted(theme["label"])} for theme in await rows(datasette, THEMES, **asked)],
        "articles": [
            {**found, "title": highlighted(found["title"]), "snippet": highlighted(found["snippet"])}
            for found in articles
        ],
        "article_count": (await row(datasette, ARTICLE_COUNT, **asked) or {"n": 0})["n"],
    }


def top_theme(leaders: list[Row], total: int) -> Row | None:
    """Return the theme most hits belong to and what to say of it, unless two are level or it has only a hit or two."""
    if not leaders or leaders[0]["n"] < 3 or (len(leaders) > 1 and leaders[1]["n"] == leaders[0]["n"]):
        return None
    n = leaders[0]["n"]
    if n == total:
        return {**leaders[0], "says": "All belong to the theme"}
    if 2 * n > total:
        return {**leaders[0], "says": f"Most ({n:,}) belong to the theme"}
    return {**leaders[0], "says": f"The largest group ({n:,}) belongs to the theme"}


def facet(
    datasette: Any, name: str, values: tuple[str, ...], cells: list[Row], query: str, chosen: dict[str, str]
) -> list[Choice]:
    """Return the values of one facet with their counts under the other facet's choice."""
    other = "side" if name == "kind" else "kind"
    counts = dict.fromkeys(values, 0)
    for cell in cells:
        if cell[name] in counts and chosen[other] in ("", cell[other]):
            counts[cell[name]] += cell["n"]
    return [
        Choice(
            value,
            sides.NAMES.get(value, value),
            count,
            _link(datasette, query, {**chosen, name: "" if chosen[name] == value else value}),
            chosen[name] == value,
        )
        for value, count in counts.items()
        if count or chosen[name] == value
    ]


ROUTES = [(r"/search$", page)]
