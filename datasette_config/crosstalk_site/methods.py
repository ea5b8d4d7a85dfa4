"""How it was made, how good it is, and what it cannot say."""

from __future__ import annotations

from typing import Any

from datasette import Response
from markupsafe import Markup

from crosstalk_site import answers, charts, runs
from crosstalk_site.database import Row, remembered
from crosstalk_site.facts import site
from crosstalk_site.tables import has

EVALUATIONS = "SELECT * FROM evaluations ORDER BY id"

POLICIES = "SELECT text_policy, count(*) AS n FROM articles GROUP BY 1 ORDER BY n DESC"

HEIGHT = 20


async def page(request: Any, datasette: Any) -> Response:
    """Return the page, or its facts as JSON."""
    scores = await evaluations(datasette)
    every = [runs.opened(run) for run in await remembered(datasette, runs.RUNS)]
    last: dict[str, Row] = {}
    for run in every:
        last.setdefault(run["command"], run)
    policies = await remembered(datasette, POLICIES)
    if answers.wants_json(request):
        return answers.as_json({"evaluations": scores, "last_runs": last, "text_policies": policies})
    context = {
        "section": "methods",
        "scores": grouped(scores),
        "runs": sorted(last.values(), key=lambda run: run["id"]),
        "policies": policies,
        "has_prevalence": await has(datasette, "prevalence"),
        "facts": await site(datasette),
        "latest": runs.latest(await runs.changes(datasette)),
    }
    return await answers.page(datasette, request, "methods.html", context)


async def evaluations(datasette: Any) -> list[Row]:
    """Return the stored scores; none when the published file has no such table."""
    return await remembered(datasette, EVALUATIONS) if await has(datasette, "evaluations") else []


def grouped(scores: list[Row]) -> list[tuple[str, str, str, list[Row]]]:
    """Return the scores by the text they were measured on: (data, who coded it, note, rows with pictures)."""
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for score in scores:
        key = (score["data"], score["coded_by"], score["note"] or "")
        groups.setdefault(key, []).append({**score, "picture": picture(score)})
    return [(*key, rows) for key, rows in groups.items()]


def picture(score: Row) -> Markup:
    """Return a score on a line from 0 to 1, with its interval where one was stored."""
    middle = HEIGHT / 2
    pieces = [charts.bar("ground", 0, 100, middle, 1)]
    if score["low"] is not None and score["high"] is not None:
        pieces.append(charts.bar("reach", 100 * score["low"], 100 * (score["high"] - score["low"]), middle - 1, 3))
    pieces.append(charts.bar("axis-line", min(max(100 * score["value"] - 0.6, 0), 98.8), 1.2, middle - 5, 11))
    return charts.figure("score", HEIGHT, f"{score['measure']}: {score['value']:.2f}", charts.joined(pieces))


ROUTES = [(r"/methods(?:\.json)?$", page)]
