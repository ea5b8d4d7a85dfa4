"""All themes, of one kind or both."""

from __future__ import annotations

from typing import Any

from datasette import Response

from crosstalk_site import answers
from crosstalk_site.facts import families_by_year
from crosstalk_site.voices import lines, most_families, voices


async def page(request: Any, datasette: Any) -> Response:
    """Return the list of themes."""
    everything = await voices(datasette)
    if answers.wants_json(request):
        return answers.as_json({"themes": everything})
    most = most_families(everything)
    years = await families_by_year(datasette)
    context = {
        "section": "themes",
        "span": (min(years), max(years)) if years else (None, None),
        "total": len(everything),
        "frustrations": await lines(datasette, [t for t in everything if t["kind"] == "frustration"], most),
        "recommendations": await lines(datasette, [t for t in everything if t["kind"] == "recommendation"], most),
    }
    return await answers.page(datasette, request, "themes.html", context)


ROUTES = [(r"/themes(?:\.json)?$", page)]
