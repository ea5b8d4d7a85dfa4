"""The survey register: which studies there are, and which of their figures are told differently."""

from __future__ import annotations

import json
import re
from typing import Any

from datasette import Response

from crosstalk_site import answers, figures, links, words
from crosstalk_site.database import Row, remembered, rows
from crosstalk_site.query import cleaned
from crosstalk_site.tables import has

STUDIES = """
SELECT studies.*, coalesce(counted.findings, 0) AS findings, coalesce(counted.tellings, 0) AS tellings,
       coalesce(counted.families, 0) AS families, coalesce(counted.conflicts, 0) AS conflicts
FROM studies LEFT JOIN (
    SELECT study_id, count(*) AS findings, sum(retellings) AS tellings, max(families) AS families,
           sum(agreement NOT IN ('exact', 'rounded')) AS conflicts
    FROM findings GROUP BY study_id
) AS counted ON counted.study_id = studies.id
ORDER BY studies.year IS NULL, studies.year DESC, findings DESC, studies.id
"""

FINDINGS = """
SELECT findings.*, studies.organisation, studies.year AS study_year, studies.title AS study
FROM findings LEFT JOIN studies ON studies.id = findings.study_id
"""

DIFFERENT = f"""
{FINDINGS} WHERE findings.agreement NOT IN ('exact', 'rounded')
ORDER BY findings.retellings DESC, findings.families DESC, findings.id LIMIT 12
"""

COUNTS = """
SELECT (SELECT count(*) FROM studies WHERE coalesce(candidate, 0) = 0) AS studies,
       (SELECT count(*) FROM studies WHERE candidate = 1) AS candidates,
       (SELECT count(*) FROM findings WHERE nature <> 'sample') AS findings,
       (SELECT count(*) FROM findings WHERE agreement NOT IN ('exact', 'rounded')) AS different,
       (SELECT count(*) FROM retellings) AS tellings,
       (SELECT count(*) FROM retellings WHERE origin = 'corpus') AS here,
       (SELECT count(*) FROM retellings WHERE checked = 1) AS checked
"""

FOUND = f"""
{FINDINGS}
WHERE (:value IS NULL OR EXISTS (
        SELECT 1 FROM retellings WHERE finding_id = findings.id AND value = :value) OR findings.value = :value)
  AND NOT EXISTS (
        SELECT 1 FROM json_each(:words) AS asked
        WHERE findings.claim || ' ' || coalesce(studies.title, '') || ' ' || coalesce(studies.organisation, '') || ' '
              || coalesce(studies.year, '') NOT LIKE asked.value ESCAPE '\\')
  AND (:side = '' OR findings.population = :side)
ORDER BY findings.retellings DESC, studies.year DESC, findings.id LIMIT 60
"""

_VALUE = re.compile(r"(\d{1,12}(?:[.,]\d+)?)\s*(?:%|percent|per cent)?")


async def page(request: Any, datasette: Any) -> Response:
    """Return the register, with what was asked for first."""
    query = cleaned(request.args.get("q"))
    side = request.args.get("side") or ""
    side = side if side in ("cmo", "cio", "both", "other") else ""
    there = await has(datasette, "findings", "retellings")
    studies = await remembered(datasette, STUDIES) if there else []
    facts: dict[str, Any] = {
        "counts": (await remembered(datasette, COUNTS))[0] if there else None,
        "q": query,
        "side": side,
        "found": await found(datasette, query, side) if there and (query or side) else None,
        "different": await remembered(datasette, DIFFERENT) if there else [],
        "studies": [row for row in studies if not row["candidate"]],
        "candidates": [row for row in studies if row["candidate"]],
    }
    if answers.wants_json(request):
        return answers.as_json(facts)
    context = {
        **facts,
        "section": "surveys",
        "found": _lines(datasette, facts["found"]) if facts["found"] is not None else None,
        "different": _lines(datasette, facts["different"]),
    }
    return await answers.page(datasette, request, "surveys.html", context)


async def found(datasette: Any, query: str, side: str = "") -> list[Row]:
    """Return the findings of a value, or with every word in claim, study, organisation and year, the most told first."""
    value = _VALUE.fullmatch(query)
    asked = [] if value else ["%" + re.sub(r"([%_\\])", r"\\\1", word) + "%" for word in query.split()]
    number = (
        float(value[1].replace(",", "") if re.fullmatch(r"\d+,\d{3}", value[1]) else value[1].replace(",", "."))
        if value
        else None
    )
    return await rows(datasette, FOUND, value=number, words=json.dumps(asked), side=side)


def _lines(datasette: Any, findings: list[Row]) -> list[dict[str, Any]]:
    return [line(datasette, row) for row in findings]


def line(datasette: Any, row: Row) -> dict[str, Any]:
    """Return a finding as a row of a list: value, bar, how it agrees, whose study."""
    return {
        **row,
        "href": links.finding(datasette, row["id"]),
        "told": figures.spread(row["low"], row["high"], row["unit"]),
        "bar": figures.percent_bar(row),
        "agrees": figures.agreement(row["agreement"]),
        "odd": row["agreement"] not in ("exact", "rounded"),
        "by": words.cut(row.get("organisation"), 60),
    }


ROUTES = [(r"/surveys(?:\.json)?$", page)]
