"""A study: who was asked, by whom, for whom, and what it found."""

from __future__ import annotations

from typing import Any

from datasette import Response
from datasette.utils import tilde_decode

from crosstalk_site import answers, links, words
from crosstalk_site.citation import Source, citations
from crosstalk_site.database import Row, row, rows
from crosstalk_site.errors import not_found
from crosstalk_site.facts import site
from crosstalk_site.pinned import named, pinned_address
from crosstalk_site.surveys import line
from crosstalk_site.tables import has

STUDY = "SELECT * FROM studies WHERE id = :study"

FINDINGS = """
SELECT findings.*, NULL AS organisation FROM findings WHERE study_id = :study
ORDER BY nature = 'sample' DESC, retellings DESC, value DESC, id
"""

ARTICLES = """
SELECT DISTINCT articles.id, articles.title, articles.published, sources.name AS publication, sources.domain,
       articles.family_id <> articles.id AS is_copy
FROM statistics JOIN articles ON articles.id = statistics.article_id
LEFT JOIN sources ON sources.id = articles.source_id
WHERE statistics.study_id = :study ORDER BY articles.published, articles.id
"""


async def page(request: Any, datasette: Any) -> Response:
    """Return a study's page, or 404 for a study that is not there."""
    study_id = tilde_decode(request.url_vars["id"])
    study = await row(datasette, STUDY, study=study_id)
    if study is None or not await has(datasette, "findings"):
        return await not_found(datasette, request, f"There is no study {words.cut(study_id, 60)}.")
    found = await rows(datasette, FINDINGS, study=study_id)
    told_in = await rows(datasette, ARTICLES, study=study_id)
    if answers.wants_json(request):
        return answers.as_json({**study, "findings": found, "articles": told_in})
    address = datasette.absolute_url(request, links.study(datasette, study_id))
    facts_of_site = await site(datasette)
    context = {
        "section": "surveys",
        "named": await named(datasette, request.args.get("run")),
        "study": study,
        "name": title(study),
        "original": links.outside(study["url"]),
        "findings": [line(datasette, finding) for finding in found if finding["nature"] != "sample"],
        "samples": [line(datasette, finding) for finding in found if finding["nature"] == "sample"],
        "articles": told_in,
        "cite": citations(source(study, facts_of_site, pinned_address(address, facts_of_site))),
    }
    return await answers.page(datasette, request, "study.html", context)


def title(study: Row) -> str:
    """Return what a study is called."""
    return study["title"] or study["organisation"] or study["id"]


def source(study: Row, facts: Row, address: str) -> Source:
    """Return what a citation of the register's entry of a study names."""
    return Source(
        key=f"crosstalk-{study['id']}",
        title=f"{title(study)} (study {study['id']} in the survey register)",
        facts=facts,
        address=address,
        note=f"The study itself: {study['organisation'] or 'maker not told'}, {study['year'] or 'year not told'}.",
    )


ROUTES = [(r"/study/(?P<id>[^/.]+)(?:\.json)?$", page)]
