"""What was fought over, and when: articles with a frustration about each object, year by year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from crosstalk_site import charts
from crosstalk_site.database import remembered
from crosstalk_site.facts import families_by_year
from crosstalk_site.tables import has

OBJECTS = """
SELECT object, articles.year, count(DISTINCT coalesce(articles.family_id, articles.id)) AS families
FROM statement_objects JOIN statements ON statements.id = statement_objects.statement_id
JOIN articles ON articles.id = statements.article_id
WHERE statements.kind = 'frustration' AND articles.year IS NOT NULL GROUP BY 1, 2
"""

#: Of each object: the complaints that it was named with.
COMPLAINTS = """
SELECT object, themes.id, themes.label, articles.year,
       count(DISTINCT coalesce(articles.family_id, articles.id)) AS families
FROM statement_objects JOIN statements ON statements.id = statement_objects.statement_id
JOIN articles ON articles.id = statements.article_id
JOIN themes ON themes.id = statements.theme_id
WHERE statements.kind = 'frustration' AND articles.year IS NOT NULL GROUP BY 1, 2, 3, 4
"""
#: Complaints shown of an object: those in most articles.
SHOWN = 6

NAMES = {
    "website": "Website", "crm": "CRM", "data": "Data", "cloud": "Cloud", "mobile": "Mobile", "social": "Social media",
    "martech": "Marketing technology", "automation": "Automation", "ai": "AI", "security": "Security, privacy",
    "budget": "Budget", "skills": "Skills", "experience": "Customer experience", "infrastructure": "Infrastructure",
}  # fmt: skip

ROW, ROOM = 40, 14


class Lane(NamedTuple):
    """An object with its articles by year, its weightiest year if it has one, and its picture."""

    name: str
    object: str
    by_year: dict[int, int]
    total: int
    centre: float
    peak: int | None
    picture: Markup
    complaints: list[Complaint]


class Complaint(NamedTuple):
    """A theme named with an object: its articles by year, and their picture."""

    theme_id: str
    label: str
    by_year: dict[int, int]
    total: int
    picture: Markup


async def timeline(datasette: Any) -> list[Lane]:
    """Return the objects in the order in which they were fought over."""
    gathered = await families_by_year(datasette)
    if not gathered or not await has(datasette, "statement_objects"):
        return []
    found: dict[str, dict[int, int]] = {}
    for row in await remembered(datasette, OBJECTS):
        if row["year"] in gathered:
            found.setdefault(row["object"], {})[row["year"]] = row["families"]
    shares = {o: {y: n / gathered[y] for y, n in years.items() if gathered[y]} for o, years in found.items()}
    most = max((s for o in shares for y, s in shares[o].items() if gathered[y] >= charts.THIN_YEAR), default=0.0)
    complaints = await _complaints(datasette, gathered)
    lanes = [_lane(name, years, gathered, most, complaints.get(name, [])) for name, years in found.items()]
    return sorted(lanes, key=lambda lane: (lane.centre, lane.name))


async def _complaints(datasette: Any, gathered: Mapping[int, int]) -> dict[str, list[Complaint]]:
    """Return for each object the themes named with it, the one in most articles first."""
    years: dict[tuple[str, str, str], dict[int, int]] = {}
    for row in await remembered(datasette, COMPLAINTS):
        if row["year"] in gathered:
            years.setdefault((row["object"], row["id"], row["label"]), {})[row["year"]] = row["families"]
    found: dict[str, list[Complaint]] = {}
    for (name, theme_id, label), by_year in years.items():
        picture = charts.spark(by_year, dict(gathered), "frustration")
        found.setdefault(name, []).append(Complaint(theme_id, label, by_year, sum(by_year.values()), picture))
    return {name: sorted(some, key=lambda c: (-c.total, c.label, c.theme_id)) for name, some in found.items()}


def _lane(
    name: str, years: dict[int, int], gathered: Mapping[int, int], most: float, complaints: list[Complaint]
) -> Lane:
    shares = {year: n / gathered[year] for year, n in years.items() if gathered[year]}
    weight = sum(shares.values()) or 1.0
    centre = sum(year * share for year, share in shares.items()) / weight
    title = NAMES.get(name, name.capitalize())
    peak = charts.fullest_year(years, gathered)
    drawn = picture(title, years, gathered, most, peak)
    return Lane(title, name, years, sum(years.values()), centre, peak, drawn, complaints)


def picture(name: str, years: Mapping[int, int], gathered: Mapping[int, int], most: float, peak: int | None) -> Markup:
    """Return one object's years as shares of the articles gathered, on a scale that ends at `most`."""
    step = 100 / len(gathered)
    pieces = [charts.bar("ground", 0, 100, ROW - 1, 1)]
    for place, (year, n) in enumerate(gathered.items()):
        count = years.get(year, 0)
        if not count or not n:
            continue
        height = max(1.5, (ROW - ROOM) * min(count / n / (most or 1.0), 1.0))
        css = "frustration" if year == peak else "thin" if n < charts.THIN_YEAR else "plain"
        pieces.append(charts.bar(css, (place + 0.08) * step, step * 0.84, ROW - 1 - height, height))
        if year == peak:
            pieces.append(
                charts.label(f"{100 * count / n:.0f}%", (place + 0.5) * step, ROW - 4 - height, "strong", "middle")
            )
    said = ", ".join(f"{year}: {n} of {gathered[year]}" for year, n in sorted(years.items()))
    return charts.figure("lane", ROW, f"{name}. {said}", charts.joined(pieces))


def axis(gathered: Mapping[int, int]) -> Markup:
    """Return the years below the lanes."""
    if not gathered:
        return Markup("")
    return charts.figure("lane", 20, "Years", charts.joined(charts.year_axis(list(gathered), 100 / len(gathered), 14)))


def headline(lanes: list[Lane]) -> str:
    """Return what moved, if the earliest and the latest object both have a clear year; else only what the page shows."""
    clear = [lane for lane in lanes if lane.peak and lane.by_year[lane.peak] >= 5]
    if len(clear) < 2:
        return "What was fought over, and when"
    first, last = min(clear, key=lambda lane: lane.peak or 0), max(clear, key=lambda lane: lane.peak or 0)
    if (last.peak or 0) - (first.peak or 0) < 5:
        return "What was fought over, and when"
    return f"From {_within(first.name)} to {_within(last.name)}: what was fought over moves on"


def _within(name: str) -> str:
    return name if name.isupper() else name[0].lower() + name[1:]
