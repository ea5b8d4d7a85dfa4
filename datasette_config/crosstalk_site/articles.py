"""All articles, the newest first, with what was marked in each."""

from __future__ import annotations

from typing import Any

from datasette import Response

from crosstalk_site import answers, words
from crosstalk_site.database import Row, remembered, row, rows

ARTICLES = """
WITH chosen AS (
    SELECT id FROM articles {where} ORDER BY published IS NULL, published DESC, id LIMIT :most OFFSET :skip
)
SELECT articles.id, articles.title, articles.published, articles.words, articles.access, articles.relevance,
       sources.id AS source_id, sources.name AS publication, sources.domain,
       articles.family_id <> articles.id AS is_copy,
       (SELECT count(*) FROM statements WHERE article_id = articles.id AND kind = 'frustration') AS frustrations,
       (SELECT count(*) FROM statements WHERE article_id = articles.id AND kind = 'recommendation') AS recommendations,
       (SELECT count(*) FROM statistics
        WHERE article_id = articles.id AND coalesce(nature, 'level') IN ('level', 'change')) AS figures
FROM chosen JOIN articles ON articles.id = chosen.id LEFT JOIN sources ON sources.id = articles.source_id
ORDER BY articles.published IS NULL, articles.published DESC, articles.id
"""

#: Counted once for all years and publications: an article's row holds its text, and reading all of them is slow.
COUNTS = """
SELECT coalesce(CAST(year AS TEXT), '') AS year, coalesce(source_id, '') AS source, count(*) AS n,
       coalesce(sum(family_id <> id), 0) AS copies FROM articles GROUP BY 1, 2
"""

CONDITIONS = {"year": "year = CAST(:year AS INTEGER)", "source": "source_id = :source"}

YEARS = "SELECT year, count(*) AS n FROM articles WHERE year IS NOT NULL GROUP BY year ORDER BY year DESC"

SOURCE = "SELECT coalesce(name, domain) AS name FROM sources WHERE id = :source"

PAGE = 50


async def page(request: Any, datasette: Any) -> Response:
    """Return a page of the list, of one year or publication if asked."""
    year, source = _year(request.args.get("year")), (request.args.get("source") or "")[:200]
    number = words.page_number(request.args.get("page"))
    asked = {name: value for name, value in (("year", year), ("source", source)) if value}
    where = f"WHERE {' AND '.join(CONDITIONS[name] for name in asked)}" if asked else ""
    counts = await _counts(datasette, year, source)
    total = counts["n"]
    found = await rows(datasette, ARTICLES.format(where=where), **asked, most=PAGE, skip=(number - 1) * PAGE)
    if answers.wants_json(request):
        return answers.as_json({"total": total, "page": number, "articles": found})
    publication: Row | None = await row(datasette, SOURCE, source=source) if source else None
    context = {
        "section": "articles",
        "articles": found,
        "total": total,
        "copies": counts["copies"],
        "year": year,
        "source": source,
        "publication": publication["name"] if publication else source,
        "years": await remembered(datasette, YEARS),
        "page": number,
        "pages": -(-total // PAGE),
        "first": (number - 1) * PAGE + 1,
        "last": (number - 1) * PAGE + len(found),
    }
    return await answers.page(datasette, request, "articles.html", context)


async def _counts(datasette: Any, year: str, source: str) -> Row:
    """Return how many articles of a year and publication there are, and how many of them are copies."""
    cells = [
        cell
        for cell in await remembered(datasette, COUNTS)
        if year in ("", cell["year"]) and source in ("", cell["source"])
    ]
    return {name: sum(cell[name] for cell in cells) for name in ("n", "copies")}


def _year(text: str | None) -> str:
    """Return the year asked for, or nothing when it is none."""
    return text if text and text.isascii() and text.isdigit() and len(text) == 4 else ""


ROUTES = [(r"/articles(?:\.json)?$", page)]
