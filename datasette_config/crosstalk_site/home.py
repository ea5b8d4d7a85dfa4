"""The first page: what each side holds against the other, and that it is counted."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from datasette import Response
from markupsafe import Markup

from crosstalk_site import answers, charts, links, words
from crosstalk_site.database import Row, remembered
from crosstalk_site.facts import families_by_year, site, unfinished_year
from crosstalk_site.methods import evaluations
from crosstalk_site.voices import lines, most_families, voices

LANGUAGES = "SELECT language, count(*) AS n FROM articles GROUP BY language ORDER BY n DESC, language"

SOURCES = "SELECT count(DISTINCT source_id) AS n FROM articles"

DOUBTS = """
SELECT (SELECT count(*) FROM articles WHERE access = 'partial') AS partial,
       (SELECT count(*) FROM articles WHERE year IS NULL) AS undated,
       (SELECT count(*) FROM statements WHERE kind = 'frustration' AND coalesce(holder, 'none') = 'none') AS nobody,
       (SELECT count(*) FROM statements WHERE theme_id IS NULL) AS unsorted
"""

#: Rows shown of each list: themes of a kind, complaints of a side, complaints of both.
LIST, GAP_SIDE, GAP_BOTH = 8, 5, 3
#: A run of three years that holds this share of the articles is worth a warning.
HEAVY = 0.25


class Complaint(NamedTuple):
    """A theme in the picture of the gap, with its bar."""

    label: str
    href: str
    bar: Markup


async def page(request: Any, datasette: Any) -> Response:
    """Return the first page."""
    frustrations, recommendations = await voices(datasette, "frustration"), await voices(datasette, "recommendation")
    top = [frustrations[:LIST], recommendations[:LIST]]
    most = most_families([*top[0], *top[1]])
    if answers.wants_json(request):
        return answers.as_json(
            {**await site(datasette), "frustrations": frustrations[:LIST], "recommendations": recommendations[:LIST]}
        )
    context = {
        "section": "home",
        "facts": await site(datasette),
        "years": words.years(*await _span(datasette)),
        "span": await _span(datasette),
        "gap": gap(datasette, frustrations),
        "frustrations": await lines(datasette, top[0], most),
        "recommendations": await lines(datasette, top[1], most),
        "gathered": await _gathered(datasette),
        "coding": await _coding(datasette),
        "doubts": await _doubts(datasette),
    }
    return await answers.page(datasette, request, "home.html", context)


async def _span(datasette: Any) -> tuple[int | None, int | None]:
    years = [year for year, n in (await families_by_year(datasette)).items() if n]
    return (min(years), max(years)) if years else (None, None)


def gap(datasette: Any, frustrations: list[Row]) -> dict[str, list[Complaint]]:
    """Return the complaints of each side and of both; a theme stands where most articles voice it."""
    by_side: dict[str, list[Row]] = {"cmo": [], "cio": [], "both": []}
    for theme in frustrations:
        counts = {side: theme[f"any_{side}"] for side in by_side}
        best = max(counts.values())
        if best:
            leaders = [side for side, count in counts.items() if count == best]
            by_side[leaders[0] if len(leaders) == 1 else "both"].append(theme)
    chosen = {side: _largest(themes, side) for side, themes in by_side.items()}
    most = max((theme[f"any_{side}"] for side, themes in chosen.items() for theme in themes), default=0)
    return {
        side: [_complaint(datasette, theme, side, most) for theme in themes if theme[f"any_{side}"]]
        for side, themes in chosen.items()
    }


def _largest(themes: list[Row], side: str) -> list[Row]:
    """Return the themes that a side voices most."""
    return sorted(themes, key=lambda theme: int(theme[f"any_{side}"]), reverse=True)[
        : GAP_BOTH if side == "both" else GAP_SIDE
    ]


def _complaint(datasette: Any, theme: Row, side: str, most: int) -> Complaint:
    count = theme[f"any_{side}"]
    picture = (
        charts.middle_bar(side, count, most, theme["label"])
        if side == "both"
        else charts.single_bar(side, count, most, theme["label"], to_left=side == "cmo")
    )
    return Complaint(theme["label"], links.theme(datasette, theme["id"]), picture)


async def _gathered(datasette: Any) -> list[str]:
    """Say what the articles are: languages, publications, and whether a few years outweigh the others."""
    languages = {row["language"] or "unknown": row["n"] for row in await remembered(datasette, LANGUAGES)}
    total = sum(languages.values())
    if not total:
        return ["Nothing was gathered yet."]
    publications = (await remembered(datasette, SOURCES))[0]["n"]
    said = [f"{words.counted(total, 'article')} from {words.counted(publications, 'publication')}."]
    if len(languages) > 1:
        language, most = max(languages.items(), key=lambda item: item[1])
        said.append(f"{words.share(most, total)} are in one language ({language}).")
    said += await _heavy_years(datasette)
    unfinished = await unfinished_year(datasette)
    if unfinished:
        said.append(f"{unfinished} was not over when gathering ended.")
    return said


async def _heavy_years(datasette: Any) -> list[str]:
    by_year = Counter(await families_by_year(datasette))
    total = sum(by_year.values())
    if len(by_year) < 6 or total < 2 * words.SMALL:
        return []
    first = max(list(by_year)[:-2], key=lambda year: sum(by_year[year + i] for i in range(3)))
    held = sum(by_year[first + i] for i in range(3))
    if held < HEAVY * total:
        return []
    return [
        f"{words.percent(held, total)} are from {first} to {first + 2}, so a peak there is partly a peak in what was "
        "found; the small charts show shares of each year’s articles for that reason."
    ]


async def _coding(datasette: Any) -> list[str]:
    """Say how sentences were coded, and what is not known of it."""
    facts, doubts = await site(datasette), (await remembered(datasette, DOUBTS))[0]
    said = [
        "A program marks the sentences, says whose they are and sorts them into themes.",
        await scored(datasette),
        "Read a sentence in its article before you cite it.",
    ]
    sentences = facts["frustrations"] + facts["recommendations"]
    if sentences and doubts["unsorted"]:
        few = words.share(doubts["unsorted"], sentences)
        said.append(f"Of the sentences, {few} fit no theme and are in no chart.")
    return said


async def scored(datasette: Any) -> str:
    """Say in a sentence how often the coding is right, from the first scores that are stored."""
    scores = await evaluations(datasette)
    first = [score for score in scores if score["data"] == scores[0]["data"] and score["kind"]]
    found = {score["kind"]: score["value"] for score in first if score["measure"].endswith("found")}
    if not found:
        return "How often it is right is not stored with this data."
    told = words.listed([f"{100 * value:.0f}% of the {kind}s" for kind, value in found.items()])
    return f"On text coded by {scores[0]['coded_by']} it found {told}."


async def _doubts(datasette: Any) -> list[str]:
    """Say what the counts cannot show."""
    facts, doubts = await site(datasette), (await remembered(datasette, DOUBTS))[0]
    said = []
    if facts["frustrations"] and doubts["nobody"]:
        said.append(f"In {words.share(doubts['nobody'], facts['frustrations'])} of the frustrations no side is named.")
    if doubts["partial"]:
        be = "was" if doubts["partial"] == 1 else "were"
        said.append(
            f"{words.counted(doubts['partial'], 'article').capitalize()} {be} cut short by a paywall. Advice sits late "
            "in articles, so counts of recommendations are floors."
        )
    if doubts["undated"]:
        say = "says no date and is" if doubts["undated"] == 1 else "say no date and are"
        said.append(f"{words.counted(doubts['undated'], 'article').capitalize()} {say} missing from charts by year.")
    said.append("What is on the open web is not what was said: no count here tells how common a complaint is in firms.")
    return said


ROUTES = [(r"/$", page), (r"/home\.json$", page)]
