"""The map: all themes, like beside like; and the timeline of what was fought over."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from datasette import Response

from crosstalk_site import answers, links, plane, timeline
from crosstalk_site.database import Row, remembered
from crosstalk_site.facts import families_by_year
from crosstalk_site.tables import has

THEMES = """
SELECT id, label, kind, families, statements, x, y FROM themes ORDER BY families DESC, statements DESC, label, id
"""

NEIGHBOURS = "SELECT * FROM theme_neighbours"

ANSWERS = "SELECT * FROM theme_links"

_kept: WeakKeyDictionary[Any, list[plane.Mark]] = WeakKeyDictionary()


async def page(request: Any, datasette: Any) -> Response:
    """Return the map and the timeline, or both as JSON."""
    themes = await remembered(datasette, THEMES)
    lanes = await timeline.timeline(datasette)
    if answers.wants_json(request):
        return answers.as_json({"themes": themes, "objects": [_object(lane) for lane in lanes]})
    marks = _placed(datasette, themes)
    href = {theme["id"]: links.theme(datasette, theme["id"]) for theme in themes}
    context = {
        "section": "map",
        "title": timeline.headline(lanes),
        "lanes": lanes,
        "shown": timeline.SHOWN,
        "axis": timeline.axis(await families_by_year(datasette)),
        "themes": themes,
        "counts": {kind: sum(t["kind"] == kind for t in themes) for kind in ("frustration", "recommendation")},
        "map": plane.drawn(marks, await strongest_answers(datasette), href) if marks else None,
        "named": sum(bool(mark.name) for mark in marks),
        "least": min((t["families"] or 0 for t in themes), default=0),
        "most": max((t["families"] or 0 for t in themes), default=0),
        "near": await neighbours(datasette, themes),
    }
    return await answers.page(datasette, request, "map.html", context)


def _object(lane: timeline.Lane) -> Row:
    """Return an object for programs: its articles by year, and those of each complaint named with it."""
    complaints = [{"theme_id": c.theme_id, "label": c.label, "by_year": c.by_year} for c in lane.complaints]
    return {"object": lane.object, "by_year": lane.by_year, "complaints": complaints}


def _placed(datasette: Any, themes: list[Row]) -> list[plane.Mark]:
    """Return where the marks stand, pushed apart once and kept."""
    if datasette not in _kept:
        _kept[datasette] = plane.placed(themes)
    return _kept[datasette]


async def strongest_answers(datasette: Any) -> list[tuple[str, str]]:
    """Return for each frustration the advice that answers it most, by the evidence stored."""
    if not await has(datasette, "theme_links"):
        return []
    best: dict[str, Row] = {}
    for row in await remembered(datasette, ANSWERS):
        there = best.get(row["frustration_id"])
        if there is None or (row["families"] or 0, row["recommendation_id"]) > (
            there["families"] or 0,
            there["recommendation_id"],
        ):
            best[row["frustration_id"]] = row
    return [(row["frustration_id"], row["recommendation_id"]) for row in best.values()]


async def neighbours(datasette: Any, themes: list[Row]) -> dict[str, list[Row]]:
    """Return the nearest themes of each, the nearest first, three at most."""
    if not await has(datasette, "theme_neighbours"):
        return {}
    by_id = {theme["id"]: theme for theme in themes}
    found: dict[str, list[Row]] = {}
    for row in sorted(await remembered(datasette, NEIGHBOURS), key=lambda r: (r["theme_id"], r["rank"])):
        near = found.setdefault(row["theme_id"], [])
        if row["other_id"] in by_id and len(near) < 3:
            near.append(by_id[row["other_id"]])
    return found


ROUTES = [(r"/map(?:\.json)?$", page)]
