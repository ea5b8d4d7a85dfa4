"""The one plugin of the site: it hands the pages of `crosstalk_site` to Datasette.

Datasette runs every .py file of this folder by itself, so what the pages share lives in the package beside it. To add
a page: a module with ROUTES in `crosstalk_site`, a template of its name, and its name in PAGES.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from datasette import hookimpl

CONFIG = Path(__file__).resolve().parent.parent
if str(CONFIG) not in sys.path:
    sys.path.insert(0, str(CONFIG))

from crosstalk_site import (  # noqa: E402
    article,
    articles,
    cache,
    cells,
    contact,
    data,
    downloads,
    feed,
    finding,
    gap,
    headers,
    home,
    landscape,
    like,
    machines,
    methods,
    runs,
    search,
    streams,
    study,
    surveys,
    theme,
    themes,
    vocabulary,
)  # fmt: skip

PAGES = (
    home,
    themes,
    theme,
    gap,
    surveys,
    study,
    finding,
    landscape,
    articles,
    article,
    methods,
    runs,
    search,
    data,
    downloads,
    feed,
    like,
    contact,
    machines,
)


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Every page's addresses come before Datasette's own."""
    return [route for page in PAGES for route in page.ROUTES]


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """Templates know our signs, words and links, on error pages too."""
    env.globals.update(vocabulary.template_globals(datasette))


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, datasette: Any) -> Any:
    """Kinds and sides show their signs in Datasette's tables, and themes and articles link to their pages."""
    return cells.render(datasette, row, value, column, table)


@hookimpl
def asgi_wrapper(datasette: Any) -> Any:
    """Every answer carries the security headers, every stream all rows, and pages asked for again are kept."""
    with_headers, kept = headers.wrapper(datasette), cache.wrapper(datasette)
    return lambda app: with_headers(kept(streams.wrapper(app)))
