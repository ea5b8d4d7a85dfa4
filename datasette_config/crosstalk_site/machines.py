"""What search engines and other programs ask for: robots.txt and the sitemap."""

from __future__ import annotations

from typing import Any

from datasette import Response
from markupsafe import Markup

from crosstalk_site import links
from crosstalk_site.database import remembered
from crosstalk_site.tables import has

THEMES = "SELECT id FROM themes ORDER BY families DESC, id"
STUDIES = "SELECT id FROM studies ORDER BY id"
FINDINGS = "SELECT id FROM findings ORDER BY id"

PAGES = ("/", "/themes", "/gap", "/surveys", "/map", "/articles", "/methods", "/runs", "/data", "/contact")
#: A sitemap may name so many addresses (sitemaps.org).
MOST = 50_000


async def robots(request: Any, datasette: Any) -> Response:
    """Return robots.txt: pages are open, searches and tables are not for crawlers; article pages say noindex themselves."""
    base = datasette.urls.path("/")
    closed = "\n".join(f"Disallow: {base}{path}" for path in ("search", "like/", "crosstalk", "-/"))
    sitemap = datasette.absolute_url(request, datasette.urls.path("/sitemap.xml"))
    return Response.text(f"User-agent: *\n{closed}\nSitemap: {sitemap}\n")


async def sitemap(request: Any, datasette: Any) -> Response:
    """Return the addresses of our pages, themes, studies and findings; articles are their publishers'."""
    found = [links.page(datasette, path) for path in PAGES]
    found += [links.theme(datasette, row["id"]) for row in await remembered(datasette, THEMES)]
    if await has(datasette, "findings"):
        found += [links.study(datasette, row["id"]) for row in await remembered(datasette, STUDIES)]
        found += [links.finding(datasette, row["id"]) for row in await remembered(datasette, FINDINGS)]
    rows = Markup("\n").join(
        Markup("<url><loc>{}</loc></url>").format(datasette.absolute_url(request, path)) for path in found[:MOST]
    )
    body = Markup(
        '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{}\n</urlset>\n'
    ).format(rows)
    return Response(str(body), content_type="application/xml; charset=utf-8")


ROUTES = [(r"/robots\.txt$", robots), (r"/sitemap\.xml$", sitemap)]
