"""Answer with a page, or with the same facts for programs."""

from __future__ import annotations

import json
from typing import Any

from datasette import Response
from markupsafe import Markup

#: Any page on the web may read our JSON: it holds nothing that our pages do not show to everybody.
OPEN = {"access-control-allow-origin": "*"}


async def page(datasette: Any, request: Any, template: str, context: dict[str, Any]) -> Response:
    """Return a page of ours."""
    return Response.html(await datasette.render_template(template, context, request=request))


def as_json(facts: Any, status: int = 200) -> Response:
    """Return facts for programs, readable from any site."""
    body = json.dumps(facts, ensure_ascii=False, indent=1, default=_plain)
    return Response(body, status=status, content_type="application/json; charset=utf-8", headers=OPEN)


def wants_json(request: Any) -> bool:
    """Return whether the address asked for ends in .json."""
    return str(request.path).endswith(".json")


def _plain(value: Any) -> Any:
    """A picture or a sentence with signs is its text; a tuple with names is a list."""
    return str(Markup(value).striptags()) if isinstance(value, Markup) else str(value)
