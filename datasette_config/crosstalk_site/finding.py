"""A survey finding: every telling of it, with its value as told there, and why the values differ."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from datasette import Response
from datasette.utils import tilde_decode

from crosstalk_site import answers, figures, links, sides, words
from crosstalk_site.citation import Source, citations
from crosstalk_site.database import Row, row, rows
from crosstalk_site.errors import not_found
from crosstalk_site.facts import site
from crosstalk_site.pinned import named, pinned_address
from crosstalk_site.study import title as study_title
from crosstalk_site.tables import has

FINDING = "SELECT * FROM findings WHERE id = :finding"

STUDY = "SELECT * FROM studies WHERE id = :study"

TELLINGS = """
SELECT retellings.*, statistics.text, articles.title AS article, articles.published,
       articles.family_id <> articles.id AS is_copy,
       sources.name AS publication, sources.domain
FROM retellings
LEFT JOIN statistics ON statistics.id = retellings.statistic_id
LEFT JOIN articles ON articles.id = retellings.article_id
LEFT JOIN sources ON sources.id = articles.source_id
WHERE retellings.finding_id = :finding
ORDER BY coalesce(articles.published, retellings.year), retellings.origin, retellings.id
"""

TOUCHING = """
SELECT findings.*, link.kind AS tie, link.note AS tie_note, studies.organisation, studies.year AS study_year
FROM (SELECT other_id AS id, kind, note FROM finding_links WHERE finding_id = :finding
      UNION SELECT finding_id, kind, note FROM finding_links WHERE other_id = :finding) AS link
JOIN findings ON findings.id = link.id LEFT JOIN studies ON studies.id = findings.study_id
ORDER BY link.kind, findings.id LIMIT 30
"""

SAME_STUDY = """
SELECT count(*) AS n FROM findings WHERE study_id = :study AND id <> :finding AND nature <> 'sample'
"""

THEMES = """
SELECT themes.id, themes.label, themes.kind, count(*) AS n FROM statement_findings
JOIN statements ON statements.id = statement_findings.statement_id
JOIN themes ON themes.id = statements.theme_id
WHERE statement_findings.finding_id = :finding GROUP BY 1 ORDER BY n DESC, themes.id LIMIT 6
"""


async def page(request: Any, datasette: Any) -> Response:
    """Return a finding's page, or 404 for a finding that is not there."""
    finding_id = tilde_decode(request.url_vars["id"])
    there = await has(datasette, "findings", "retellings")
    finding = await row(datasette, FINDING, finding=finding_id) if there else None
    if finding is None:
        return await not_found(datasette, request, f"There is no survey finding {words.cut(finding_id, 60)}.")
    tellings = await rows(datasette, TELLINGS, finding=finding_id)
    touching = await rows(datasette, TOUCHING, finding=finding_id)
    study = await row(datasette, STUDY, study=finding["study_id"]) if finding["study_id"] else None
    if answers.wants_json(request):
        return answers.as_json({**finding, "study": study, "tellings": tellings, "touching": touching})
    address = datasette.absolute_url(request, links.finding(datasette, finding_id))
    facts_of_site = await site(datasette)
    context = {
        "section": "surveys",
        "named": await named(datasette, request.args.get("run")),
        "finding": finding,
        "value": figures.said(finding["value"], finding["unit"]),
        "population": sides.NAMES.get(finding["population"], "") if finding["population"] in ("cmo", "cio", "both") else "",
        "study": study,
        "study_name": study_title(study) if study else "",
        "original": links.outside(study["url"]) if study else None,
        "sentences": sentences(finding, tellings),
        "tellings": _drawn(datasette, finding, tellings),
        "why": why(tellings),
        "touching": [
            {**other, "href": links.finding(datasette, other["id"]), "told": figures.said(other["value"], other["unit"]),
             "tie": figures.agreement(other["tie"])}
            for other in touching
        ],
        "siblings": (await row(datasette, SAME_STUDY, study=finding["study_id"], finding=finding_id) or {"n": 0})["n"],
        "themes": await rows(datasette, THEMES, finding=finding_id),
        "cite": citations(source(finding, study, facts_of_site, pinned_address(address, facts_of_site))),
    }  # fmt: skip
    return await answers.page(datasette, request, "finding.html", context)


def sentences(finding: Row, tellings: list[Row]) -> list[str]:
    """Return what is to be said of a finding, each sentence only if the data bear it."""
    said = []
    values = {telling["value"] for telling in tellings}
    if len(tellings) > 1 and len(values) == 1:
        said.append(f"Told {len(tellings)} times, always with this value.")
    elif len(tellings) > 1:
        said.append(f"Told {len(tellings)} times, with {len(values)} values: {_values(finding, tellings)}.")
    elif tellings:
        said.append("Told once, as far as is known here.")
    else:
        said.append("No telling of it is known here.")
    odd = [telling for telling in tellings if telling["agreement"] in ("misprint", "unresolved")]
    if odd:
        said.append(f"{words.counted(len(odd), 'telling').capitalize()} {'does' if len(odd) == 1 else 'do'} not fit.")
    here = {telling["article_id"] for telling in tellings if telling["article_id"]}
    if len(here) > 1:
        said.append(f"One survey, {len(here)} articles here.")
    return said


def _values(finding: Row, tellings: list[Row]) -> str:
    shown = sorted({telling["value"] for telling in tellings if telling["value"] is not None})
    return words.listed(
        [figures.said(value, finding["unit"]) for value in shown[:8]] + (["others"] if len(shown) > 8 else [])
    )


def _drawn(datasette: Any, finding: Row, tellings: list[Row]) -> list[dict[str, Any]]:
    """Return each telling with where it stands, what it is drawn as, and how it agrees."""
    values = [t["value"] for t in tellings if t["value"] is not None] + [finding["low"], finding["high"]]
    ends = figures.bounds([value for value in values if value is not None] or [0.0])
    differing = len(set(values)) > 1
    return [
        {
            **telling,
            "href": _place(datasette, finding, telling),
            "outside": links.outside(telling["url"]),
            "host": (urlsplit(links.outside(telling["url"]) or "").hostname or "").removeprefix("www."),
            "agrees": figures.agreement(telling["agreement"]),
            "note": figures.plain_note(telling["note"]),
            "odd": telling["agreement"] not in ("exact", "rounded"),
            "picture": _strip(finding, telling, ends) if differing else None,
        }
        for telling in tellings
    ]


def _place(datasette: Any, finding: Row, telling: Row) -> str | None:
    """Return where a telling stands in an article here; article pages mark measured figures only."""
    if not telling["article_id"]:
        return None
    marked = finding["nature"] in ("level", "change")
    return links.article(datasette, telling["article_id"], telling["statistic_id"] if marked else None)


def _strip(finding: Row, telling: Row, ends: tuple[float, float]) -> Any:
    value = telling["value"]
    if value is None:
        return None
    return figures.strip(
        value,
        (finding["low"], finding["high"]),
        ends,
        fits=telling["agreement"] not in ("misprint", "unresolved"),
        title=f"{telling['value_as_told']} on an axis from {ends[0]:,.4g} to {ends[1]:,.4g}",
    )


def why(tellings: list[Row]) -> list[tuple[str, list[str], str]]:
    """Return each way in which tellings depart: its name, the values told so, and what it means."""
    told: dict[str, list[str]] = {}
    for telling in tellings:
        if telling["agreement"] not in (None, "exact"):
            told.setdefault(telling["agreement"], []).append(telling["value_as_told"] or "?")
    return [
        (figures.agreement(name), sorted(set(values)), figures.AGREEMENTS.get(name, ("", ""))[1])
        for name, values in told.items()
    ]


def source(finding: Row, study: Row | None, facts: Row, address: str) -> Source:
    """Return what a citation of a finding names: the study for the figure, Crosstalk for its retellings."""
    maker = (
        f"{study['organisation'] or study_title(study)} ({study['year'] or 'year not told'})"
        if study
        else "source not told"
    )
    named = f", {study_title(study)}" if study else ""
    told = figures.spread(finding["low"], finding["high"], finding["unit"])
    return Source(
        key=f"crosstalk-finding-{finding['id']}",
        title=f"Finding {finding['id']}: {words.cut(finding['claim'], 160)}, {told}",
        facts=facts,
        address=address,
        note=f"The figure: {maker}{named}. Told {words.counted(finding['retellings'], 'time')}.",
    )


ROUTES = [(r"/finding/(?P<id>[^/.]+)(?:\.json)?$", page)]
