"""Answer for what is not there with a page that leads on."""

from __future__ import annotations

from typing import Any

from datasette import Response


async def not_found(datasette: Any, request: Any, message: str) -> Response:
    """Return the 404 page with a sentence of its own.

    Datasette fills the same template for addresses that no page has; it would also log a traceback for an exception.
    """
    html = await datasette.render_template("404.html", {"section": "", "message": message}, request=request)
    return Response.html(html, status=404)
