"""All themes, of one kind or both, in the order asked for; complaints that hardly any advice answers, if asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from datasette import Response

from crosstalk_site import answers, links
from crosstalk_site.database import Row, remembered
from crosstalk_site.facts import families_by_year
from crosstalk_site.tables import has
from crosstalk_site.voices import lines, most_families, voices

UNANSWERED = "SELECT theme_id FROM unanswered_frustrations"

#: The name of an order in the address -> what it is called, and what comes first; those that are level stay as they were.
ORDERS: dict[str, tuple[str, Callable[[Row], Any]]] = {
    "articles": ("most articles", lambda theme: 0),
    "publications": ("most publications", lambda theme: -(theme["sources"] or 0)),
    "sentences": ("most sentences", lambda theme: -theme["statements"]),
    "first": ("first told", lambda theme: theme["first_year"] or 9999),
    "last": ("told last", lambda theme: -(theme["last_year"] or 0)),
    "firm": ("firmest", lambda theme: -(theme["firmness"] or 0)),
    "name": ("name", lambda theme: theme["label"].casefold()),
}


async def page(request: Any, datasette: Any) -> Response:
    """Return the list of themes."""
    order = request.args.get("sort") if request.args.get("sort") in ORDERS else "articles"
    everything = sorted(await voices(datasette), key=ORDERS[order][1])
    unanswered = await _unanswered(datasette, everything)
    only_unanswered = request.args.get("answered") == "no" and unanswered is not None
    listed = (unanswered or []) if only_unanswered else everything
    if answers.wants_json(request):
        return answers.as_json({"sort": order, "themes": listed})
    most = most_families(everything)
    years = await families_by_year(datasette)
    chosen = {"answered": "no"} if only_unanswered else {}
    context = {
        "section": "themes",
        "span": (min(years), max(years)) if years else (None, None),
        "total": len(listed),
        "sort": order,
        "sorts": [
            (name, said, links.page(datasette, "/themes", **chosen, sort="" if name == "articles" else name))
            for name, (said, _) in ORDERS.items()
        ],
        "only_unanswered": only_unanswered,
        "unanswered": len(unanswered) if unanswered is not None else None,
        "frustrations": await lines(datasette, [t for t in listed if t["kind"] == "frustration"], most),
        "recommendations": await lines(datasette, [t for t in listed if t["kind"] == "recommendation"], most),
    }
    return await answers.page(datasette, request, "themes.html", context)


async def _unanswered(datasette: Any, themes: list[Row]) -> list[Row] | None:
    """Return the frustrations that hardly any recommendation answers; None when ties were never looked for."""
    if not await has(datasette, "theme_links", "unanswered_frustrations"):
        return None
    unanswered = {row["theme_id"] for row in await remembered(datasette, UNANSWERED)}
    return [theme for theme in themes if theme["id"] in unanswered]


ROUTES = [(r"/themes(?:\.json)?$", page)]
