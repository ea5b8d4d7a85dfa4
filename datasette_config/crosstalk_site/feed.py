"""The newest sentences of a theme as an Atom feed."""

from __future__ import annotations

import re
from typing import Any

from datasette import Response
from datasette.utils import tilde_decode
from markupsafe import Markup

from crosstalk_site import links, words
from crosstalk_site.database import row, rows
from crosstalk_site.errors import not_found

THEME = "SELECT id, label, kind, description FROM themes WHERE id = :theme"

NEWEST = """
SELECT statements.id, statements.text, statements.article_id, articles.title, articles.published, articles.fetched_at,
       coalesce(sources.name, sources.domain) AS publication
FROM statements JOIN articles ON articles.id = statements.article_id
LEFT JOIN sources ON sources.id = articles.source_id
WHERE statements.theme_id = :theme
ORDER BY articles.fetched_at DESC, articles.published DESC, statements.id LIMIT 50
"""

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
#: Of an article without a time of gathering; a feed must tell one.
NEVER = "1970-01-01T00:00:00Z"

FEED = Markup("""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>{title}</title>
<subtitle>{subtitle}</subtitle>
<id>{address}</id>
<link href="{address}"/>
<link rel="self" href="{own}"/>
<updated>{updated}</updated>
<author><name>Crosstalk</name></author>
{entries}
</feed>
""")
ENTRY = Markup("""<entry>
<title>{title}</title>
<id>{address}</id>
<link href="{address}"/>
<updated>{updated}</updated>
<author><name>{publication}</name></author>
<summary>{text}</summary>
</entry>
""")


async def theme_feed(request: Any, datasette: Any) -> Response:
    """Return the feed of a theme, or 404."""
    theme_id = tilde_decode(request.url_vars["id"])
    theme = await row(datasette, THEME, theme=theme_id)
    if theme is None:
        return await not_found(datasette, request, f"There is no theme {words.cut(theme_id, 60)}.")
    found = await rows(datasette, NEWEST, theme=theme_id)
    address = datasette.absolute_url(request, links.theme(datasette, theme_id))
    entries = [
        ENTRY.format(
            title=plain(words.cut(one["text"], 90)),
            address=datasette.absolute_url(request, links.article(datasette, one["article_id"], one["id"])),
            updated=stamp(one["fetched_at"]),
            publication=plain(one["publication"] or "publication unknown"),
            text=plain(
                f"{one['text']} ({one['title'] or 'Untitled'}{', ' + one['published'] if one['published'] else ''})"
            ),
        )
        for one in found
    ]
    body = FEED.format(
        title=plain(f"Crosstalk: {theme['label']}"),
        subtitle=plain(f"New sentences of the {theme['kind']} {theme_id}"),
        address=address,
        own=f"{address}.atom",
        updated=max((stamp(one["fetched_at"]) for one in found), default=NEVER),
        entries=Markup("").join(entries),
    )
    return Response(str(body), content_type="application/atom+xml; charset=utf-8")


def plain(text: str) -> str:
    """Return `text` without the characters that XML forbids."""
    return _FORBIDDEN.sub(" ", text)


def stamp(when: str | None) -> str:
    """Return a moment as Atom wants it; what is none is the beginning of time."""
    return when if when and _STAMP.fullmatch(when) else NEVER


ROUTES = [(r"/theme/(?P<id>[^/.]+)\.atom$", theme_feed)]
