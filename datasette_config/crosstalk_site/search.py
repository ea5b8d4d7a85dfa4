"""Search: sentences, themes, survey findings and articles that hold the words; sentences by kind, side and more."""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette import Response
from datasette.database import QueryInterrupted

from crosstalk_site import answers, downloads, facets, links, search_rows, sides, surveys, words
from crosstalk_site.asgi import Send
from crosstalk_site.database import Row, row, rows
from crosstalk_site.query import cleaned, highlighted, match
from crosstalk_site.tables import has

THEME = "SELECT id, label, kind FROM themes WHERE id = :theme"

#: The closest are picked within the search table, so that titles and snippets are made for these alone.
THEMES = """
SELECT themes.id, themes.kind, near.label FROM (
    SELECT rowid AS at, rank AS score, highlight(themes_fts, 0, char(2), char(3)) AS label
    FROM themes_fts WHERE themes_fts MATCH :match ORDER BY rank LIMIT 6
) AS near JOIN themes ON themes.rowid = near.at ORDER BY near.score, near.at
"""

ARTICLES = """
SELECT articles.id, articles.published, sources.name AS publication, sources.domain, near.title, near.snippet,
       articles.family_id <> articles.id AS is_copy FROM (
    SELECT rowid AS at, rank AS score, highlight(articles_fts, 0, char(2), char(3)) AS title,
           snippet(articles_fts, 1, char(2), char(3), '…', 24) AS snippet
    FROM articles_fts WHERE articles_fts MATCH :match ORDER BY rank LIMIT 6
) AS near JOIN articles ON articles.rowid = near.at
LEFT JOIN sources ON sources.id = articles.source_id ORDER BY near.score, near.at
"""

ARTICLE_COUNT = "SELECT count(*) AS n FROM articles_fts WHERE articles_fts MATCH :match"

PAGE, FINDINGS = 20, 6
#: Of more articles than these, the closest are not picked: their texts are long, and ranking reads each of them.
RANKED_ARTICLES = 1_000
SORTS = ("closest", "newest", "oldest")


async def page(request: Any, datasette: Any) -> Response:
    """Return what was found; whatever is typed gives results or an empty page."""
    query, chosen = asked(request)
    number = words.page_number(request.args.get("page"))
    try:
        found = await _found(datasette, query, chosen, number)
        trouble = ""
    except QueryInterrupted:
        found, trouble = {}, "That search took too long. Rarer words, or a phrase in quotes, are quicker."
    except sqlite3.OperationalError:
        found, trouble = {}, "That cannot be searched for. Try plain words, or a phrase in quotes."
    if answers.wants_json(request):
        return answers.as_json(_facts(query, chosen, found, trouble), status=400 if trouble else 200)
    context = {
        "section": "search",
        "q": query,
        "shortened": bool(query) and len(" ".join((request.args.get("q") or "").split())) > len(query),
        "trouble": trouble,
        "page": number,
        **chosen,
        "narrowed": any(chosen[name] for name in search_rows.FILTERS),
        "filters": [(name, chosen[name]) for name in search_rows.FILTERS if chosen[name]],
        "sorts": [
            (name, _link(datasette, query, {**chosen, "sort": name})) for name in SORTS if query or name != SORTS[0]
        ],
        "next": _link(datasette, query, chosen, number + 1),
        "previous": _link(datasette, query, chosen, number - 1),
        "csv": _link(datasette, query, chosen, form=".csv"),
        "json": _link(datasette, query, chosen, form=".json"),
        "like_there": await has(datasette, "statement_neighbours"),
        **found,
    }
    return await answers.page(datasette, request, "search.html", context)


def asked(request: Any) -> tuple[str, dict[str, str]]:
    """Return the words and the choices of a search; what is no choice is none."""
    query = cleaned(request.args.get("q"))
    said = {name: (request.args.get(name) or "")[:200] for name in (*search_rows.FILTERS, "sort")}
    fits = {
        "kind": said["kind"] in ("frustration", "recommendation"),
        "side": said["side"] in sides.SIDES,
        "year": said["year"].isascii() and said["year"].isdigit() and len(said["year"]) == 4,
    }
    chosen = {name: said[name] if fits.get(name, True) else "" for name in search_rows.FILTERS}
    usual = "closest" if query else "newest"
    possible = SORTS if query else SORTS[1:]
    return query, {**chosen, "sort": said["sort"] if said["sort"] in possible else usual}


async def as_csv(request: Any, datasette: Any, send: Send) -> Response | None:
    """Stream all sentences that a search finds."""
    query, chosen = asked(request)
    sql, values = search_rows.whole(query, chosen)
    name = downloads.filename("search", [("", query)] if query else [])
    await downloads.stream(datasette, request, send, sql, values, name)
    return None


def _link(datasette: Any, query: str, chosen: Row, number: int = 1, form: str = "") -> str:
    sort = "" if chosen["sort"] == ("closest" if query else "newest") else chosen["sort"]
    return links.page(datasette, f"/search{form}", q=query, **{**chosen, "sort": sort}, page=number)


async def _found(datasette: Any, query: str, chosen: Row, number: int) -> dict[str, Any]:
    """Return hits, facets and the themes, findings and articles that match."""
    known, places, order = await search_rows.found(datasette, query, chosen["sort"])
    counts = known.counts(places, chosen)
    places = known.narrowed(places, chosen)
    total, skipped = len(places), (number - 1) * PAGE
    hits = await search_rows.shown(datasette, query, known.rowids[places[skipped : skipped + PAGE]].tolist())
    found: dict[str, Any] = {
        "hits": [{**hit, "words": highlighted(hit["snippet"])} for hit in hits],
        "total": total,
        "unranked": search_rows.RANKED if order != chosen["sort"] else 0,
        "sort": order,
        "first": (number - 1) * PAGE + 1,
        "last": (number - 1) * PAGE + len(hits),
        "more": number * PAGE < total,
        "facets": await facets.facets(datasette, counts, chosen, lambda other: _link(datasette, query, other)),
    }
    return {**found, **await _beside(datasette, query, counts)} if query else found


async def _beside(datasette: Any, query: str, counts: facets.Counts) -> dict[str, Any]:
    """Return the theme that most hits belong to, and the themes, findings and articles that hold the words themselves."""
    words_asked = {"match": match(query)}
    findings = await surveys.found(datasette, query) if await has(datasette, "findings", "retellings") else []
    return {
        "top": top_theme(await _leaders(datasette, counts), counts["total"][""]),
        "themes": [
            {**theme, "label": highlighted(theme["label"])} for theme in await rows(datasette, THEMES, **words_asked)
        ],
        "findings": [surveys.line(datasette, finding) for finding in findings[:FINDINGS]],
        "finding_count": len(findings),
        **await _articles(datasette, words_asked),
    }


async def _articles(datasette: Any, words_asked: Row) -> dict[str, Any]:
    """Return how many articles hold the words, and the closest of them unless they are too many to be put in order."""
    count = (await row(datasette, ARTICLE_COUNT, **words_asked) or {"n": 0})["n"]
    closest = await rows(datasette, ARTICLES, **words_asked) if count <= RANKED_ARTICLES else []
    found = [{**a, "title": highlighted(a["title"]), "snippet": highlighted(a["snippet"])} for a in closest]
    return {"articles": found, "article_count": count}


async def _leaders(datasette: Any, counts: facets.Counts) -> list[Row]:
    """Return the two themes that most hits belong to."""
    found = [(await row(datasette, THEME, theme=theme), n) for theme, n in counts["theme"].most_common(2)]
    return [{**theme, "n": n} for theme, n in found if theme]


def _facts(query: str, chosen: Row, found: dict[str, Any], trouble: str) -> dict[str, Any]:
    """Return a search for programs."""
    return {
        "q": query,
        **chosen,
        "error": trouble or None,
        "total": found.get("total", 0),
        "hits": [{**hit, "words": None, "snippet": hit["words"].striptags()} for hit in found.get("hits", [])],
        "themes": [{**theme, "label": theme["label"].striptags()} for theme in found.get("themes", [])],
        "findings": [{key: f[key] for key in ("id", "claim", "told", "study_id")} for f in found.get("findings", [])],
        "articles": found.get("article_count", 0),
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


ROUTES = [(r"/search(?:\.json)?$", page), (r"/search\.csv$", as_csv)]
