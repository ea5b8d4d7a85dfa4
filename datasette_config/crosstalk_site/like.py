"""Sentences like one sentence, by neighbours found beforehand."""

from __future__ import annotations

from typing import Any

from datasette import Response
from datasette.utils import tilde_decode

from crosstalk_site import answers, spoken, words
from crosstalk_site.database import row, rows
from crosstalk_site.errors import not_found
from crosstalk_site.tables import has

SENTENCE = """
SELECT statements.*, themes.label AS theme, articles.title, articles.published,
       coalesce(sources.name, sources.domain) AS publication
FROM statements JOIN articles ON articles.id = statements.article_id
LEFT JOIN sources ON sources.id = articles.source_id LEFT JOIN themes ON themes.id = statements.theme_id
WHERE statements.id = :id
"""

NEAR = f"""
SELECT {spoken.COLUMNS},
       statements.id, statements.kind, statements.text, statements.holder, statements.target, statements.addressee,
       statements.article_id, statements.theme_id, themes.label AS theme, articles.title, articles.published,
       coalesce(sources.name, sources.domain) AS publication, near.likeness
FROM statement_neighbours AS near JOIN statements ON statements.id = near.other_id
JOIN articles ON articles.id = statements.article_id
LEFT JOIN sources ON sources.id = articles.source_id LEFT JOIN themes ON themes.id = statements.theme_id
WHERE near.statement_id = :id ORDER BY near.rank LIMIT 30
"""


async def page(request: Any, datasette: Any) -> Response:
    """Return the sentences nearest in meaning, or 404 for a sentence that is not there."""
    statement_id = tilde_decode(request.url_vars["id"])
    sentence = await row(datasette, SENTENCE, id=statement_id)
    if sentence is None:
        return await not_found(datasette, request, f"There is no sentence {words.cut(statement_id, 60)}.")
    there = await has(datasette, "statement_neighbours")
    near = await rows(datasette, NEAR, id=statement_id) if there else []
    if answers.wants_json(request):
        return answers.as_json({"id": statement_id, "text": sentence["text"], "like": near})
    context = {"section": "search", "sentence": sentence, "near": near, "there": there}
    return await answers.page(datasette, request, "like.html", context)


ROUTES = [(r"/like/(?P<id>[^/.]+)(?:\.json)?$", page)]
