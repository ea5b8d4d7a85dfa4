"""All themes with their voices: how many articles, whose pain, in which years."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup

from crosstalk_site import charts, links
from crosstalk_site.charts import Part
from crosstalk_site.database import Row, grouped, remembered, rows
from crosstalk_site.facts import families_by_year

VOICES = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")

YEARS = """
SELECT statements.theme_id, articles.year, count(DISTINCT coalesce(articles.family_id, articles.id)) AS families
FROM statements JOIN articles ON articles.id = statements.article_id
WHERE statements.theme_id IS NOT NULL AND articles.year IS NOT NULL GROUP BY 1, 2
"""

#: A theme is firm when this much of it comes back, on the mean, as the sorting is repeated on other articles.
FIRM, FAIR = 0.75, 0.5


class ThemeLine(NamedTuple):
    """A theme as a row of a list."""

    label: str
    href: str
    bar: Markup
    spark: Markup
    firmness: str
    articles: int
    publications: int | None
    told: str


#: Stands in a query where it may be narrowed to years.
YEARS_HERE = "/* years */"

Span = tuple[int, int]


async def voices(datasette: Any, kind: str | None = None, span: Span | None = None) -> list[Row]:
    """Return every theme, the one in most articles first; with `span` of years, counted in articles of these alone."""
    return [row for row in await within(datasette, VOICES, span) if kind is None or row["kind"] == kind]


async def within(datasette: Any, sql: str, span: Span | None) -> list[Row]:
    """Return the rows of a query of ours, narrowed to the articles of the years from the first of `span` to the last."""
    if span is None:
        return await remembered(datasette, sql)
    narrowed = sql.replace(YEARS_HERE, "AND articles.year BETWEEN :first AND :last")
    return await rows(datasette, narrowed, first=span[0], last=span[1])


async def theme_years(datasette: Any) -> dict[str, dict[int, int]]:
    """Return theme id -> year -> articles, copies counted once."""
    found = await grouped(datasette, YEARS, "theme_id")
    return {theme: {row["year"]: row["families"] for row in of_theme} for theme, of_theme in found.items()}


async def years_of(datasette: Any, theme_id: str) -> dict[int, int]:
    """Return a theme's articles by year, the first year first."""
    found = (await grouped(datasette, YEARS, "theme_id")).get(theme_id, [])
    return dict(sorted((row["year"], row["families"]) for row in found))


async def lines(datasette: Any, themes: list[Row], most: int) -> list[ThemeLine]:
    """Return themes as rows with bars on a scale that ends at `most`."""
    gathered = await families_by_year(datasette)
    by_theme = await theme_years(datasette)
    return [
        ThemeLine(
            theme["label"],
            links.theme(datasette, theme["id"]),
            charts.split_bar(parts(theme), theme["families"], most),
            charts.spark(by_theme.get(theme["id"], {}), gathered, theme["kind"]),
            firmness(theme["firmness"]),
            theme["families"],
            theme["sources"],
            _told(theme["first_year"], theme["last_year"]),
        )
        for theme in themes
    ]


def _told(first: int | None, last: int | None) -> str:
    """Return the years in which a theme was told, as in 2009–24."""
    if first is None or last is None:
        return ""
    return str(first) if first == last else f"{first}–{last % 100:02}"


def parts(theme: Row) -> list[Part]:
    """Return a theme's articles as pieces that add up: one side alone, both, and no side by name."""
    return [
        Part("cmo", theme["only_cmo"], "CMO alone"),
        Part("cio", theme["only_cio"], "CIO alone"),
        Part("both", theme["shared"], "both"),
        Part("rest", theme["rest"], "neither by name"),
    ]


def most_families(themes: list[Row]) -> int:
    """Return the end of the scale on which these themes are drawn."""
    return max((theme["families"] for theme in themes), default=0)


def firmness(value: float | None) -> str:
    """Return "firm", "fair" or "loose", or nothing when it was not measured."""
    if value is None:
        return ""
    return "firm" if value >= FIRM else "fair" if value >= FAIR else "loose"
