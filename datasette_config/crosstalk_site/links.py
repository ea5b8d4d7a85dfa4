"""Addresses within the site, safe for any id and under any base URL."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit

from datasette.utils import tilde_encode

from crosstalk_site.database import DATABASE


def theme(datasette: Any, theme_id: str) -> str:
    """Return the address of a theme's page."""
    return str(datasette.urls.path(f"/theme/{tilde_encode(theme_id)}"))


def article(datasette: Any, article_id: str, statement_id: str | None = None) -> str:
    """Return the address of an article's page, or of one sentence on it."""
    address = str(datasette.urls.path(f"/article/{tilde_encode(article_id)}"))
    return f"{address}#{tilde_encode(statement_id)}" if statement_id else address


def study(datasette: Any, study_id: str) -> str:
    """Return the address of a study's page."""
    return str(datasette.urls.path(f"/study/{tilde_encode(study_id)}"))


def finding(datasette: Any, finding_id: str) -> str:
    """Return the address of a survey finding's page."""
    return str(datasette.urls.path(f"/finding/{tilde_encode(finding_id)}"))


def row(datasette: Any, table: str, row_id: str) -> str:
    """Return the address of a row's page in Datasette."""
    return str(datasette.urls.row(DATABASE, table, tilde_encode(row_id)))


def like(datasette: Any, statement_id: str) -> str:
    """Return the address of the sentences like one."""
    return str(datasette.urls.path(f"/like/{tilde_encode(statement_id)}"))


def table(datasette: Any, name: str, form: str = "", **filters: Any) -> str:
    """Return the address of a table or view: in Datasette as a page, whole as "csv" with safe cells, exact or as "json"."""
    if form == "csv":
        query = urlencode(filters)
        return str(datasette.urls.path(f"/data/{name}.csv")) + (f"?{query}" if query else "")
    if form == "exact":
        return exact(datasette, name, **filters)
    address = str(datasette.urls.table(DATABASE, name)) + (f".{form}" if form else "")
    shape = {"json": {"_shape": "objects"}}.get(form, {})
    query = urlencode({**filters, **shape})
    return f"{address}?{query}" if query else address


def exact(datasette: Any, name: str, **filters: Any) -> str:
    """Return the address of Datasette's own CSV of a table, all rows, each cell as it is."""
    query = urlencode({**filters, "_stream": "on", "_size": "max"})
    return f"{datasette.urls.table(DATABASE, name)}.csv?{query}"


def page(datasette: Any, path: str, **query: Any) -> str:
    """Return the address of a page of ours with the parts of `query` that say something."""
    said = {key: value for key, value in query.items() if value not in (None, "", 1)}
    address = str(datasette.urls.path(path))
    return f"{address}?{urlencode(said)}" if said else address


def outside(url: str | None) -> str | None:
    """Return `url` if it may be linked to: http or https, with a host; anything else is None."""
    try:
        parts = urlsplit(url or "")
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None
