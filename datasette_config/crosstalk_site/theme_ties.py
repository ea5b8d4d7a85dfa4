"""What a theme is tied to: near themes, what answers it with the sentences that show it, objects, and surveys."""

from __future__ import annotations

from typing import Any

from crosstalk_site import charts, figures, links
from crosstalk_site.database import Row, rows
from crosstalk_site.tables import has

NEAR = """
SELECT themes.id, themes.label, themes.kind FROM theme_neighbours AS near JOIN themes ON themes.id = near.other_id
WHERE near.theme_id = :theme ORDER BY near.rank LIMIT 6
"""

#: The other side of a link: what answers a frustration, or what a recommendation answers.
LINKED = {
    "frustration": """
        SELECT themes.id, themes.label, themes.kind, link.families, link.strength FROM theme_links AS link
        JOIN themes ON themes.id = link.recommendation_id WHERE link.frustration_id = :theme
        ORDER BY link.strength DESC, link.families DESC, themes.id LIMIT 8
    """,
    "recommendation": """
        SELECT themes.id, themes.label, themes.kind, link.families, link.strength FROM theme_links AS link
        JOIN themes ON themes.id = link.frustration_id WHERE link.recommendation_id = :theme
        ORDER BY link.strength DESC, link.families DESC, themes.id LIMIT 8
    """,
}

PAIRS = """
SELECT pair.frustration_id, pair.recommendation_id, pain.text AS pain, pain.id AS pain_id,
       pain.article_id AS pain_article, advice.text AS advice, advice.id AS advice_id,
       advice.article_id AS advice_article
FROM theme_link_pairs AS pair
JOIN statements AS pain ON pain.id = pair.frustration_statement_id
JOIN statements AS advice ON advice.id = pair.recommendation_statement_id
WHERE (pair.frustration_id = :theme OR pair.recommendation_id = :theme) AND pair.rank <= 2
ORDER BY pair.rank
"""

OBJECTS = """
SELECT object, statements FROM theme_objects WHERE theme_id = :theme ORDER BY statements DESC, object LIMIT 8
"""

FINDINGS = """
SELECT findings.*, studies.organisation, studies.year AS study_year, count(*) AS here
FROM statements JOIN statement_findings ON statement_findings.statement_id = statements.id
JOIN findings ON findings.id = statement_findings.finding_id
LEFT JOIN studies ON studies.id = findings.study_id
WHERE statements.theme_id = :theme
GROUP BY findings.id ORDER BY here DESC, findings.retellings DESC, findings.id LIMIT 10
"""


async def near(datasette: Any, theme_id: str) -> list[Row]:
    """Return the themes most like it, the nearest first."""
    return await rows(datasette, NEAR, theme=theme_id) if await has(datasette, "theme_neighbours") else []


async def linked(datasette: Any, theme_id: str, kind: str) -> list[dict[str, Any]] | None:
    """Return what answers it, or what it answers, with bars and evidence; None when links were never looked for."""
    if not await has(datasette, "theme_links"):
        return None
    found = await rows(datasette, LINKED[kind], theme=theme_id)
    pairs = await _evidence(datasette, theme_id, kind)
    most = max((row["families"] or 0 for row in found), default=0)
    return [
        {
            **row,
            "href": links.theme(datasette, row["id"]),
            "bar": charts.single_bar(row["kind"], row["families"] or 0, most, row["label"]),
            "pairs": pairs.get(row["id"], []),
        }
        for row in found
    ]


async def _evidence(datasette: Any, theme_id: str, kind: str) -> dict[str, list[Row]]:
    if not await has(datasette, "theme_link_pairs"):
        return {}
    other = "recommendation_id" if kind == "frustration" else "frustration_id"
    found: dict[str, list[Row]] = {}
    for pair in await rows(datasette, PAIRS, theme=theme_id):
        found.setdefault(pair[other], []).append(pair)
    return found


async def objects(datasette: Any, theme_id: str) -> list[Row]:
    """Return what its sentences are about, the commonest first."""
    return await rows(datasette, OBJECTS, theme=theme_id) if await has(datasette, "theme_objects") else []


async def surveys(datasette: Any, theme_id: str) -> list[dict[str, Any]] | None:
    """Return the findings told in its sentences; None when there is no register."""
    if not await has(datasette, "statement_findings", "findings"):
        return None
    return [
        {
            **row,
            "href": links.finding(datasette, row["id"]),
            "told": figures.spread(row["low"], row["high"], row["unit"]),
            "bar": figures.percent_bar(row),
        }
        for row in await rows(datasette, FINDINGS, theme=theme_id)
    ]
