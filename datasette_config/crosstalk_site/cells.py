"""Show signs, and links to our pages, in the cells of Datasette's own tables."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from crosstalk_site import links
from crosstalk_site.sides import KINDS, SIDES, kind_sign, side_sign

SIDE_COLUMNS = {"holder", "target", "addressee", "speaker_side", "author_side", "population"}


def render(datasette: Any, row: Any, value: Any, column: str, table: str | None) -> Any:
    """Return the markup of a cell, or None to leave it to Datasette."""
    if column == "kind" and value in KINDS:
        return Markup('<span class="side">{} {}</span>').format(kind_sign(value), value)
    if column in SIDE_COLUMNS and value in SIDES:
        return Markup('<span class="side">{} {}</span>').format(side_sign(value), "–" if value == "none" else value)
    if column in ("theme_id", "article_id", "family_id", "statement_id", "id"):
        return _linked(datasette, row, value, column, table)
    if column == "url" and isinstance(value, str):
        return _address(row, value)
    return None


def _linked(datasette: Any, row: Any, value: Any, column: str, table: str | None) -> Markup | None:
    labelled = isinstance(value, dict)
    key, label = (str(value["value"]), value["label"]) if labelled else (value, value)
    if not isinstance(key, str) or not key or key == "None":
        return None
    sentence = column == "statement_id" or (column == "id" and table == "statements")
    if column == "theme_id":
        address = links.theme(datasette, key)
    elif column in ("article_id", "family_id"):
        address = links.article(datasette, key)
    elif sentence and "article_id" in _names(row):
        address = links.article(datasette, _key(row["article_id"]), key)
    elif column == "id" and table in ("themes", "articles"):
        address = (links.theme if table == "themes" else links.article)(datasette, key)
    else:
        return None
    shown = Markup('<bdi class="label">{}</bdi> <em>{}</em>').format(label or "untitled", key) if labelled else key
    return Markup('<a href="{}">{}</a>').format(address, shown)


def _address(row: Any, url: str) -> Markup:
    """An invented article's address is shown, but leads nowhere."""
    sample = "sample" in _names(row) and row["sample"]
    if sample or not links.outside(url):
        return Markup('<span class="address">{}</span>').format(url)
    return Markup('<a class="address" href="{}" rel="noopener noreferrer">{}</a>').format(url, url)


def _names(row: Any) -> list[str]:
    return list(row.keys()) if hasattr(row, "keys") else []


def _key(value: Any) -> str:
    return str(value["value"]) if isinstance(value, dict) else str(value)
