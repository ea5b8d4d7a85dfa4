"""An article: which sentences were marked, of which kind, where, and where the original is."""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from datasette import Response
from datasette.utils import tilde_decode, tilde_encode
from markupsafe import Markup

from crosstalk_site import answers, charts, links, sides, words
from crosstalk_site.database import Row, row, rows
from crosstalk_site.errors import not_found
from crosstalk_site.marks import Span, blocks, numbered
from crosstalk_site.spoken import spoken

ARTICLE = """
SELECT articles.*, sources.name AS publication, sources.domain
FROM articles LEFT JOIN sources ON sources.id = articles.source_id WHERE articles.id = :article
"""

STATEMENTS = """
SELECT statements.*, themes.label AS theme,
       (SELECT group_concat(object, ', ') FROM (
            SELECT object FROM statement_objects WHERE statement_id = statements.id ORDER BY object)) AS objects
FROM statements LEFT JOIN themes ON themes.id = statements.theme_id WHERE article_id = :article
"""

FIGURES = "SELECT * FROM statistics WHERE article_id = :article AND coalesce(nature, 'level') IN ('level', 'change')"

WITNESSES = """
SELECT articles.id, articles.title, articles.published, sources.name AS publication, sources.domain
FROM articles LEFT JOIN sources ON sources.id = articles.source_id
WHERE articles.family_id = :family AND articles.id <> :article ORDER BY articles.published, articles.id
"""

ORDER = ("frustration", "recommendation", "figure")


class Note(NamedTuple):
    """What the margin says of a marked sentence."""

    number: int
    kind: str
    anchor: str
    label: str
    href: str
    line: Markup


async def page(request: Any, datasette: Any) -> Response:
    """Return an article's page, or 404 for an article that is not there."""
    article_id = tilde_decode(request.url_vars["id"])
    article = await row(datasette, ARTICLE, article=article_id)
    if article is None:
        return await not_found(
            datasette, request, f"There is no article {words.cut(article_id, 60)}. It may have been taken out."
        )
    statements = await rows(datasette, STATEMENTS, article=article_id)
    figures = await rows(datasette, FIGURES, article=article_id)
    if answers.wants_json(request):
        return answers.as_json({**article, "statements": statements, "statistics": figures})
    coded = {
        **{found["id"]: found for found in statements},
        **{found["id"]: {**found, "kind": "figure"} for found in figures},
    }
    text = article["text"] or ""
    spans = numbered([(c["id"], c["kind"], c["start"], c["end"]) for c in coded.values()], len(text))
    notes = {span.number: note(datasette, span, coded[span.id]) for span in spans}
    anchored = [span._replace(id=tilde_encode(span.id)) for span in spans]
    family = article["family_id"] or article_id
    context = {
        "section": "articles",
        "article": article,
        "original": None if article["sample"] else links.outside(article["url"]),
        "host": urlsplit(links.outside(article["url"]) or "").hostname,
        "blocks": [
            (block, [notes[number] for number in block.numbers])
            for block in blocks(text, anchored, excerpts=article["text_policy"] != "full")
        ],
        "kinds": [(kind, sum(span.kind == kind for span in spans)) for kind in ORDER],
        "marked": len(spans),
        "strip": position_strip(spans, len(text)),
        "witnesses": await rows(datasette, WITNESSES, family=family, article=article_id),
        "example": tilde_encode(spans[0].id) if spans else None,
    }
    return await answers.page(datasette, request, "article.html", context)


def note(datasette: Any, span: Span, coded: Row) -> Note:
    """Return the margin note of a statement or figure."""
    anchor = tilde_encode(span.id)
    if span.kind == "figure":
        label = words.cut(coded["claim"], 70) or "survey figure"
        return Note(span.number, "figure", anchor, label, _figure_link(datasette, coded), figure_line(coded))
    line = sides.side_line(span.kind, coded["holder"], coded["target"], coded["addressee"])
    if coded["objects"]:
        line += f", over {coded['objects']}"
    if said := spoken(coded):
        line += Markup("<br>") + said
    href = links.theme(datasette, coded["theme_id"]) if coded["theme"] else ""
    return Note(span.number, span.kind, anchor, coded["theme"] or "in no theme", href, line)


def _figure_link(datasette: Any, figure: Row) -> str:
    """A figure leads to the finding it retells, and one of no finding to its row."""
    if figure["finding_id"]:
        return links.finding(datasette, figure["finding_id"])
    return links.row(datasette, "statistics", figure["id"])


def figure_line(figure: Row) -> Markup:
    """Return a figure's value as a margin says it: "about 77% of ○ CIO"."""
    value = f"{figure['value']:,.10g}" if figure["value"] is not None else "?"
    unit = {"percent": "%", "multiple": " times", "count": "", "ratio": " (a ratio)"}.get(
        figure["unit"], f" ({figure['unit']})"
    )
    qualifier = f"{figure['qualifier']} " if figure["qualifier"] else ""
    said = Markup("{}{}{}").format(qualifier, value, unit)
    population = figure["population"] or "none"
    return (
        said
        if population == "none"
        else Markup("{} of {}").format(said, sides.signed(population, sides.ASKED.get(population)))
    )


def position_strip(spans: list[Span], length: int) -> list[tuple[str, Markup]]:
    """Return a lane for each kind with the places of its sentences, from the start of the text to its end."""
    lanes = []
    for kind, group in groupby(sorted(spans, key=lambda s: ORDER.index(s.kind)), key=lambda s: s.kind):
        places = [(span.start / length, span.end / length) for span in group]
        title = f"Where the {sides.KINDS[kind][1]} stand, from the start of the text to its end"
        lanes.append((kind, charts.strip(kind, places, title)))
    return lanes


ROUTES = [(r"/article/(?P<id>[^/.]+)(?:\.json)?$", page)]
