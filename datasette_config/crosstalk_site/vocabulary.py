"""What every template may call: signs, words, links, and the facts of the site."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from crosstalk_site import facts, links, sides, spoken, streams, words

STYLE_SHEET = Path(__file__).resolve().parent.parent / "static" / "site.css"


def template_globals(datasette: Any) -> dict[str, Any]:
    """Return the names that templates know; `site` and `base` work on Datasette's own pages too."""
    version = hashlib.sha256(STYLE_SHEET.read_bytes()).hexdigest()[:8]

    async def site() -> dict[str, Any]:
        return await facts.site(datasette)

    def page(path: str, **query: Any) -> str:
        return links.page(datasette, path, **query)

    def table(name: str, form: str = "", **filters: Any) -> str:
        return links.table(datasette, name, form, **filters)

    def theme_link(theme_id: str) -> str:
        return links.theme(datasette, theme_id)

    def article_link(article_id: str, statement_id: str | None = None) -> str:
        return links.article(datasette, article_id, statement_id)

    def study_link(study_id: str) -> str:
        return links.study(datasette, study_id)

    def finding_link(finding_id: str) -> str:
        return links.finding(datasette, finding_id)

    def like_link(statement_id: str) -> str:
        return links.like(datasette, statement_id)

    def absolute(request: Any, path: str) -> str:
        return str(datasette.absolute_url(request, path)) if request else path

    def all_rows_link(request: Any, name: str) -> str:
        return streams.whole(request, table, name)

    return {
        "site_facts": site,
        "all_rows_link": all_rows_link,
        "page_link": page,
        "table_link": table,
        "theme_link": theme_link,
        "article_link": article_link,
        "study_link": study_link,
        "like_link": like_link,
        "absolute": absolute,
        "quoted": words.quoted,
        "finding_link": finding_link,
        "style_version": version,
        "kind_sign": sides.kind_sign,
        "side_sign": sides.side_sign,
        "side_line": sides.side_line,
        "spoken": spoken.spoken,
        "number": words.number,
        "counted": words.counted,
        "day": words.day,
    }
