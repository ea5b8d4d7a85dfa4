"""What the two sides complain of, whom they blame and what each is told to do, counted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from crosstalk_site import words
from crosstalk_site.database import Row, remembered
from crosstalk_site.intervals import Share, differ, wilson
from crosstalk_site.tables import has
from crosstalk_site.voices import Span, voices, within

COUNTS = Path(__file__).with_name("gap.sql").read_text(encoding="utf-8")

CORRECTED = """
SELECT kind, side, raw, value, low, high, note FROM prevalence WHERE side IS NOT NULL AND value IS NOT NULL ORDER BY id
"""

#: Themes shown of each group, and pieces of advice of each side; the table of all themes has the rest.
GROUP, ADVICE = 12, 8
#: A period of years is closed when it holds this many one-sided complaints.
PERIOD = 40


class Complaint(NamedTuple):
    """A theme with each side's share: of the articles in which that side complains at all."""

    id: str
    label: str
    cmo: Share
    cio: Share
    both: int


class Period(NamedTuple):
    """Years with marketing's share of the one-sided complaints."""

    first: int
    last: int
    share: Share


class Gap(NamedTuple):
    """Everything the gap page tells."""

    voiced: dict[str, int]
    groups: dict[str, list[Complaint]]
    left_out: int
    blame: dict[str, dict[str, int]]
    advice: dict[str, list[Row]]
    periods: list[Period]


async def gap(datasette: Any, span: Span | None = None) -> Gap:
    """Return the counts behind the gap page, of the years of `span` alone if it is given."""
    counts = await within(datasette, COUNTS, span)
    voiced = dict.fromkeys(("cmo", "cio", "both"), 0)
    voiced |= {row["side"]: row["families"] for row in counts if row["what"] == "all"}
    groups = grouped(await voices(datasette, "frustration", span), voiced)
    shown = {name: themes[:GROUP] for name, themes in groups.items()}
    blame: dict[str, dict[str, int]] = {side: {} for side in voiced}
    for row in counts:
        if row["what"] == "blame":
            blame[row["side"]][row["target"]] = row["families"]
    advice = await voices(datasette, "recommendation", span)
    return Gap(
        voiced,
        shown,
        sum(map(len, groups.values())) - sum(map(len, shown.values())),
        blame,
        {side: _largest(advice, f"any_{side}") for side in ("cmo", "cio")},
        periods([row for row in counts if row["what"] == "year"]),
    )


async def corrected_sides(datasette: Any) -> list[Row]:
    """Return each side's share of the sentences, as found and corrected; none when the published file tells none."""
    return await remembered(datasette, CORRECTED) if await has(datasette, "prevalence") else []


def _largest(themes: Sequence[Row], column: str) -> list[Row]:
    return sorted((t for t in themes if t[column]), key=lambda theme: -int(theme[column]))[:ADVICE]


def grouped(themes: Sequence[Row], voiced: dict[str, int]) -> dict[str, list[Complaint]]:
    """Return the complaints that one side surely makes more of than the other, and those where that can't be said."""
    groups: dict[str, list[Complaint]] = {"cmo": [], "both": [], "cio": []}
    for theme in themes:
        complaint = Complaint(
            theme["id"],
            theme["label"],
            wilson(theme["any_cmo"], voiced["cmo"]),
            wilson(theme["any_cio"], voiced["cio"]),
            theme["any_both"],
        )
        if complaint.cmo.part or complaint.cio.part or complaint.both:
            groups[("both", "cmo", "cio")[differ(complaint.cmo, complaint.cio)]].append(complaint)
    groups["cmo"].sort(key=lambda c: -c.cmo.value)
    groups["both"].sort(key=lambda c: -(c.cmo.part + c.cio.part + c.both))
    groups["cio"].sort(key=lambda c: -c.cio.value)
    return groups


def periods(rows: Sequence[Row]) -> list[Period]:
    """Return runs of years, each long enough to tell something of; a last run too short joins the one before."""
    by_year: dict[int, dict[str, int]] = {}
    for row in rows:
        by_year.setdefault(row["year"], {})[row["side"]] = row["families"]
    runs: list[list[int]] = [[]]
    for year in sorted(by_year):
        runs[-1].append(year)
        if sum(sum(by_year[y].values()) for y in runs[-1]) >= PERIOD:
            runs.append([])
    if not runs[-1] or (len(runs) > 1 and sum(sum(by_year[y].values()) for y in runs[-1]) < PERIOD / 2):
        short = runs.pop()
        if runs:
            runs[-1] += short
    return [Period(years[0], years[-1], _marketings(by_year, years)) for years in runs]


def _marketings(by_year: dict[int, dict[str, int]], years: Sequence[int]) -> Share:
    cmo, cio = (sum(by_year[year].get(side, 0) for year in years) for side in ("cmo", "cio"))
    return wilson(cmo, cmo + cio)


def leader(complaints: Sequence[Complaint], side: str) -> Complaint | None:
    """Return the complaint a side voices most, if it is one alone and in more than two articles."""
    ranked = sorted(complaints, key=lambda c: -getattr(c, side).part)
    if not ranked or getattr(ranked[0], side).part < 3:
        return None
    if len(ranked) > 1 and getattr(ranked[1], side).part == getattr(ranked[0], side).part:
        return None
    return ranked[0]


def title(found: Gap) -> str:
    """Return the fact the page rests on, as far as the counts bear it."""
    everything = [c for group in found.groups.values() for c in group]
    cmo, cio = leader(everything, "cmo"), leader(everything, "cio")
    if cmo and cio and cmo.id == cio.id:
        return f"Both complain most of one thing: {cmo.label}"
    if cmo and cio and cmo in found.groups["cmo"] and cio in found.groups["cio"]:
        return "Marketing and IT complain of different things"
    if everything and not found.groups["cmo"] and not found.groups["cio"]:
        return "No complaint belongs surely to one side"
    return "Who complains of what"


def sentences(found: Gap) -> list[str]:
    """Return the headline's sentences, each only if the data bear it."""
    everything = [c for group in found.groups.values() for c in group]
    said = []
    for side, name in (("cmo", "Marketing"), ("cio", "IT")):
        first = leader(everything, side)
        if first:
            share: Share = getattr(first, side)
            told = words.share(share.part, share.whole)
            said.append(
                f"{name} complains most often of {words.quoted(first.label)} "
                f"({told}{' of the articles' if '%' in told else ' articles'} in which it complains)."
            )
    if said and min(found.voiced["cmo"], found.voiced["cio"]) < 3 * words.SMALL:
        said.append("With so few articles, most differences between the sides may be chance.")
    return said
