"""A theme: what it is, how often, whose pain, when, in whose words, and how to cite it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from datasette import Response
from datasette.utils import tilde_decode, tilde_encode
from markupsafe import Markup

from crosstalk_site import answers, charts, links, sides, theme_ties, words
from crosstalk_site.citation import Source, citations
from crosstalk_site.context import WINDOW, quotation
from crosstalk_site.database import Row, grouped, row, rows
from crosstalk_site.errors import not_found
from crosstalk_site.facts import families_by_year, site, unfinished_year
from crosstalk_site.pinned import pinned_address, since
from crosstalk_site.tables import has
from crosstalk_site.voices import firmness, years_of

THEME = "SELECT * FROM themes WHERE id = :theme"
REDIRECT = "SELECT other_id FROM theme_redirects WHERE theme_id = :theme"

VOICES = Path(__file__).with_name("theme_voices.sql").read_text(encoding="utf-8")

NOTHING = {"statements": 0, "families": 0, "articles": 0, "sources": 0}

CORRECTED = "SELECT value, low, high, note FROM prevalence WHERE theme_id = :theme AND value IS NOT NULL"

QUOTATIONS = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")

#: Quotations a page.
QUOTES = 10
#: What the bars of a kind are called.
ROLES = {
    "frustration": (("holder", "Whose pain it is"), ("target", "Who is blamed")),
    "recommendation": (("addressee", "Who should act"),),
}


class SideBar(NamedTuple):
    """One side's bar under "whose pain it is"."""

    sign: Markup
    name: str
    bar: Markup


async def page(request: Any, datasette: Any) -> Response:
    """Return a theme's page, or 404 for a theme that is not there."""
    theme_id = tilde_decode(request.url_vars["id"])
    theme = await row(datasette, THEME, theme=theme_id)
    if theme is None:
        moved = await row(datasette, REDIRECT, theme=theme_id)
        if moved and moved["other_id"]:
            run = request.args.get("run") or ""
            said = f"?run={run}" if run.isascii() and run.isdigit() else ""
            return Response.redirect(f"/theme/{tilde_encode(moved['other_id'])}{said}", status=301)
        return await not_found(
            datasette,
            request,
            f"There is no theme {words.cut(theme_id, 60)}. A later run may have merged or renamed it.",
        )
    counts, by_side = await counted(datasette, theme_id)
    gathered = await families_by_year(datasette)
    by_year = await years_of(datasette, theme_id)
    number = words.page_number(request.args.get("page"))
    facts_of_site = await site(datasette)
    if answers.wants_json(request):
        return answers.as_json(await facts(datasette, theme, counts, by_side, by_year, number))
    address = str(datasette.absolute_url(request, links.theme(datasette, theme_id)))
    context = {
        "section": "themes",
        "theme": theme,
        "counts": counts,
        "kind": theme["kind"],
        "keywords": [word.strip() for word in (theme["keywords"] or "").split(",") if word.strip()],
        "firmness": firmness(theme["firmness"]),
        "headline": headline(theme["kind"], counts, by_side, by_year, gathered),
        "trend": charts.trend(by_year, gathered, theme["kind"], _trend_title(theme, by_year)),
        "year_rows": [(year, by_year.get(year, 0), n) for year, n in gathered.items() if n],
        "unfinished": await unfinished_year(datasette),
        "roles": [(title, side_bars(role, by_side)) for role, title in ROLES[theme["kind"]]],
        "quotes": await _quotes(datasette, theme_id, number),
        "page": number,
        "pages": -(-counts["statements"] // QUOTES),
        "corrected": await row(datasette, CORRECTED, theme=theme_id) if await has(datasette, "prevalence") else None,
        "first": (number - 1) * QUOTES + 1,
        "near": await theme_ties.near(datasette, theme_id),
        "linked": await theme_ties.linked(datasette, theme_id, theme["kind"]),
        "objects": await theme_ties.objects(datasette, theme_id),
        "surveys": await theme_ties.surveys(datasette, theme_id),
        "like_there": await has(datasette, "statement_neighbours"),
        "since": await since(datasette, theme_id, request.args.get("run")),
        "cite": citations(source(theme, counts, facts_of_site, pinned_address(address, facts_of_site))),
    }
    return await answers.page(datasette, request, "theme.html", context)


async def counted(datasette: Any, theme_id: str) -> tuple[Row, list[Row]]:
    """Return a theme's counts, and its articles by side in each role; those of all themes are counted at once, and kept."""
    of_theme = (await grouped(datasette, VOICES, "theme_id")).get(theme_id, [])
    counts = next((row for row in of_theme if row["role"] == "all"), NOTHING)
    return counts, [row for row in of_theme if row["role"] != "all"]


async def facts(
    datasette: Any, theme: Row, counts: Row, by_side: list[Row], by_year: dict[int, int], number: int
) -> dict[str, Any]:
    """Return a theme for programs, with a page of its sentences."""
    linked = await theme_ties.linked(datasette, theme["id"], theme["kind"]) or []
    surveys = await theme_ties.surveys(datasette, theme["id"]) or []
    drop = ("bar", "href")
    return {
        **theme,
        "counts": counts,
        "by_side": by_side,
        "by_year": by_year,
        "gathered_by_year": await families_by_year(datasette),
        "near": await theme_ties.near(datasette, theme["id"]),
        "linked": [{key: value for key, value in one.items() if key not in drop} for one in linked],
        "surveys": [{key: value for key, value in one.items() if key not in drop} for one in surveys],
        "page": number,
        "sentences": [
            {key: value for key, value in quote.items() if key not in ("line", "window", "window_start", "turn")}
            for quote in await _quotes(datasette, theme["id"], number)
        ],
    }


def _trend_title(theme: Row, by_year: dict[int, int]) -> str:
    if not by_year:
        return f"{theme['label']}: no article with a date"
    said = ", ".join(f"{year}: {n}" for year, n in by_year.items())
    return f"{theme['label']}, articles a year. {said}"


def headline(
    kind: str, counts: Row, by_side: list[Row], by_year: dict[int, int], gathered: dict[int, int]
) -> list[Markup]:
    """Return the facts of a theme as sentences, each only if the data bear it."""
    families = counts["families"]
    if not families:
        return [Markup("No sentence is in this theme any more.")]
    says = "voice" if kind == "frustration" else "give"
    said = [
        Markup("<strong>{}</strong> {} {} it in {}.").format(
            words.counted(families, "article"),
            "" if families > 1 else "alone",
            says if families > 1 else says + "s",
            words.counted(counts["statements"], "sentence"),
        )
    ]
    role = "holder" if kind == "frustration" else "addressee"
    return [said[0], *_side_sentence(kind, role, families, by_side), *_peak_sentence(by_year, gathered)]


def _side_sentence(kind: str, role: str, families: int, by_side: list[Row]) -> list[Markup]:
    """Say which side it is mostly, unless two are level or the largest has less than half."""
    found = {found["side"]: found["families"] for found in by_side if found["role"] == role}
    named = {side: n for side, n in found.items() if side in sides.WHOSE}
    if not named:
        return [Markup("Nobody is named as the one who suffers." if kind == "frustration" else "Nobody is addressed.")]
    most = max(named.values())
    leaders = [side for side, n in named.items() if n == most]
    if len(leaders) > 1 or 2 * most < families:
        return []
    side = leaders[0]
    if families == 1:
        share = Markup("There")
    elif most == families:
        share = Markup("In <strong>all</strong> of them")
    else:
        share = Markup("In <strong>{}</strong> of them").format(words.share(most, families))
    if kind == "frustration":
        return [Markup("{} it is {} {} pain.").format(share, sides.side_sign(side), sides.WHOSE[side])]
    return [Markup("{} it is addressed to {}.").format(share, sides.signed(side, sides.NAMES[side]))]


def _peak_sentence(by_year: dict[int, int], gathered: dict[int, int]) -> list[Markup]:
    peak = charts.fullest_year(by_year, gathered)
    if peak is None or by_year[peak] < 3:
        return []
    return [
        Markup("It was loudest in <strong>{}</strong>, in {} of the {} articles gathered of that year.").format(
            peak, words.number(by_year[peak]), words.number(gathered[peak])
        )
    ]


def side_bars(role: str, by_side: list[Row]) -> list[SideBar]:
    """Return a bar for each side that occurs, both chiefs always."""
    found = {found["side"]: found["families"] for found in by_side if found["role"] == role}
    most = max(found.values(), default=0)
    return [
        SideBar(
            sides.side_sign(side),
            sides.NAMES[side],
            charts.single_bar(side, found.get(side, 0), most, sides.NAMES[side]),
        )
        for side in sides.SIDES
        if found.get(side) or side in ("cmo", "cio")
    ]


async def _quotes(datasette: Any, theme_id: str, number: int) -> list[Row]:
    skip = (number - 1) * QUOTES
    found = await rows(datasette, QUOTATIONS, theme=theme_id, window=WINDOW, most=QUOTES, skip=skip)
    return [
        {
            **quote,
            "line": quotation(
                quote["text"], quote["window"], quote["window_start"], quote["start"], quote["end"]
            ).marked(quote["kind"]),
        }
        for quote in found
    ]


def source(theme: Row, counts: Row, facts: Row, address: str) -> Source:
    """Return what a citation of a theme names: name, id, run, version, date, counts, address."""
    note = f"{words.counted(counts['families'], 'article')}, {words.counted(counts['statements'], 'sentence')}.".capitalize()
    title = f"{words.quoted(theme['label'])} (theme {theme['id']})"
    return Source(f"crosstalk-theme-{theme['id']}", title, facts, address, note)


ROUTES = [(r"/theme/(?P<id>[^/.]+)(?:\.json)?$", page)]
