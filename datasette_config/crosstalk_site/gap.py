"""The gap: CMO against CIO, theme by theme."""

from __future__ import annotations

from typing import Any

from datasette import Response
from markupsafe import Markup

from crosstalk_site import answers, charts, dots, links, sides
from crosstalk_site.dots import Dot
from crosstalk_site.facts import families_by_year
from crosstalk_site.gap_facts import Complaint, Gap, corrected_sides, gap, sentences, title
from crosstalk_site.voices import Span

GROUPS = (
    ("cmo", "What CMOs complain of more"),
    ("both", "What neither surely complains of more"),
    ("cio", "What CIOs complain of more"),
)
#: A corrected share whose interval is wider than this tells hardly more than that there are some.
WIDE = 0.3
BLAMED = ("cmo", "cio", "tech", "both", "org", "other", "none")


async def page(request: Any, datasette: Any) -> Response:
    """Return the page, or its counts as JSON."""
    years = list(await families_by_year(datasette))
    span = asked(years, request.args.get("from"), request.args.get("to"))
    found = await gap(datasette, span)
    corrected = await corrected_sides(datasette) if span is None else []
    if answers.wants_json(request):
        return answers.as_json({"years": span, **facts(datasette, found), "shares_of_sentences": corrected})
    complaints = [c for group in found.groups.values() for c in group]
    end = dots.scale([share for c in complaints for share in (c.cmo, c.cio)])
    context = {
        "section": "gap",
        "years": years,
        "span": span,
        "title": title(found),
        "sentences": sentences(found),
        "voiced": found.voiced,
        "groups": [
            (side, name, [_row(datasette, c, end) for c in found.groups[side]])
            for side, name in GROUPS
            if found.groups[side]
        ],
        "axis": dots.axis(end),
        "left_out": found.left_out,
        "blamed": [
            (target, sides.NAMES[target]) for target in BLAMED if any(found.blame[s].get(target) for s in found.blame)
        ],
        "blame": _blame(found),
        "corrected_wide": any(row["high"] - row["low"] > WIDE for row in corrected if row["kind"] == "frustration"),
        "corrected": [row for row in corrected if row["kind"] == "frustration" and row["side"] in ("cmo", "cio")],
        "own": {side: found.blame[side].get(side, 0) for side in ("cmo", "cio")},
        "advice": _advice(datasette, found),
        "periods": [
            (period, dots.row([Dot("cmo", "marketing’s share", period.share)], 1.0, dashed=0.5))
            for period in found.periods
        ],
        "period_axis": dots.axis(1.0, ("all IT’s", "even", "all marketing’s")),
    }
    return await answers.page(datasette, request, "gap.html", context)


def asked(years: list[int], first: str | None, last: str | None) -> Span | None:
    """Return the years asked for, the other way round if need be; None for all years, and for what is no year."""
    if not years:
        return None
    ends = [int(end) if end and end.isascii() and end.isdigit() and len(end) == 4 else None for end in (first, last)]
    low, high = sorted((ends[0] or years[0], ends[1] or years[-1]))
    span = (max(low, years[0]), min(high, years[-1]))
    return span if span != (years[0], years[-1]) and span[0] <= span[1] else None


def _row(datasette: Any, complaint: Complaint, end: float) -> dict[str, Any]:
    pair = [Dot("cmo", "CMO", complaint.cmo), Dot("cio", "CIO", complaint.cio)]
    return {**complaint._asdict(), "href": links.theme(datasette, complaint.id), "picture": dots.row(pair, end)}


def _blame(found: Gap) -> list[tuple[str, list[tuple[str, int, Markup]]]]:
    """Return a row a side: whom it blames, with a bar on one scale for all."""
    targets = [t for t in BLAMED if any(found.blame[s].get(t) for s in found.blame)]
    most = max((n for row in found.blame.values() for n in row.values()), default=0)
    return [
        (
            side,
            [
                (t, n, charts.single_bar(side, n, most, f"{sides.NAMES[side]}, {sides.NAMES[t]}"))
                for t in targets
                for n in [row.get(t, 0)]
            ],
        )
        for side, row in found.blame.items()
    ]


def _advice(datasette: Any, found: Gap) -> list[tuple[str, list[dict[str, Any]]]]:
    most = max((theme[f"any_{side}"] for side, themes in found.advice.items() for theme in themes), default=0)
    return [
        (
            side,
            [
                {
                    "label": theme["label"],
                    "href": links.theme(datasette, theme["id"]),
                    "bar": charts.single_bar(side, theme[f"any_{side}"], most, theme["label"]),
                }
                for theme in themes
            ],
        )
        for side, themes in found.advice.items()
    ]


def facts(datasette: Any, found: Gap) -> dict[str, Any]:
    """Return the page's counts for programs; shares run from 0 to 1."""

    def shares(complaint: Complaint) -> dict[str, Any]:
        return {
            "theme_id": complaint.id,
            "label": complaint.label,
            "cmo": complaint.cmo._asdict(),
            "cio": complaint.cio._asdict(),
            "both": complaint.both,
        }

    return {
        "counted": "articles, a text and its copies once",
        "voiced": found.voiced,
        "complaints": {side: [shares(c) for c in group] for side, group in found.groups.items()},
        "left_out": found.left_out,
        "blame": found.blame,
        "advice": {
            side: [{"theme_id": t["id"], "label": t["label"], "families": t[f"any_{side}"]} for t in themes]
            for side, themes in found.advice.items()
        },
        "periods": [{"first": p.first, "last": p.last, "marketing": p.share._asdict()} for p in found.periods],
    }


ROUTES = [(r"/gap(?:\.json)?$", page)]
