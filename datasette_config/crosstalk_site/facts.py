"""What every page says about the database as a whole: is it a sample, which run made it, which years it spans."""

from __future__ import annotations

import json
from typing import Any

from crosstalk_site.database import Row, remembered
from crosstalk_site.words import day

FACTS = """
SELECT (SELECT count(*) FROM articles) AS articles,
       (SELECT count(DISTINCT coalesce(family_id, id)) FROM articles) AS families,
       (SELECT count(*) FROM articles WHERE sample = 1) AS samples,
       (SELECT count(*) FROM statements WHERE kind = 'frustration') AS frustrations,
       (SELECT count(*) FROM statements WHERE kind = 'recommendation') AS recommendations,
       (SELECT count(*) FROM statistics WHERE nature IN ('level', 'change')) AS figures,
       (SELECT count(*) FROM themes WHERE kind = 'frustration') AS frustration_themes,
       (SELECT count(*) FROM themes WHERE kind = 'recommendation') AS recommendation_themes,
       (SELECT max(fetched_at) FROM articles) AS last_fetched
"""

RUN = "SELECT id, command, finished, versions FROM runs ORDER BY id DESC LIMIT 1"

YEARS = """
SELECT year, count(DISTINCT coalesce(family_id, id)) AS families
FROM articles WHERE year BETWEEN 1980 AND 2100 GROUP BY year ORDER BY year
"""

#: A chart shows at most this many years, the latest ones.
MOST_YEARS = 40


async def site(datasette: Any) -> Row:
    """Return the facts of the whole database, with its last run and `sample`, true when invented articles are in it."""
    facts = (await remembered(datasette, FACTS))[0]
    runs = await remembered(datasette, RUN)
    run = runs[0] if runs else None
    return {
        **facts,
        "sample": facts["samples"] > 0,
        "run": _run(run) if run else None,
        "run_id": run["id"] if run else None,
        "run_date": (run["finished"] or "")[:10] if run else None,
        "version": _version(run) if run else None,
    }


def _version(run: Row) -> str | None:
    """Return the version of Crosstalk that made a run, in a sentence."""
    try:
        found = json.loads(run["versions"] or "{}").get("crosstalk-cmo-cio")
    except (ValueError, AttributeError):  # a row that somebody else has written: no version is told
        return None
    return f"version {found}" if found else None


def _run(run: Row) -> str:
    """Return a run's name in a sentence: "run 42 of 3 March 2026"."""
    finished = day(run["finished"])
    return f"run {run['id']} of {finished}" if finished else f"run {run['id']}"


async def families_by_year(datasette: Any) -> dict[int, int]:
    """Return how many text families were gathered of each year, without a gap, the latest 40 years at most."""
    found = {row["year"]: row["families"] for row in await remembered(datasette, YEARS)}
    if not found:
        return {}
    last = max(found)
    first = max(min(found), last - MOST_YEARS + 1)
    return {year: found.get(year, 0) for year in range(first, last + 1)}


async def unfinished_year(datasette: Any) -> int | None:
    """Return the year in which gathering ended, if articles of it are shown: it is not over in the data."""
    year = ((await site(datasette))["last_fetched"] or "")[:4]
    return int(year) if year.isdigit() and int(year) in await families_by_year(datasette) else None
