"""Inline SVG pictures: percent across, pixels down, so that text keeps its size at any width.

Each has a title that says in words what it shows, and the numbers stand in it or beside it. Colours come from classes
of the style sheet; the CIO side's pinstripe is the pattern `cio-stripes`, which the base template defines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

#: The longest bar leaves this share of the width for the number at its end.
BAR_SHARE = 86.0
BAR_HEIGHT = 14
SPARK_HEIGHT = 24
TREND_HEIGHT = 190
#: A bar for a year is no wider than this share of the width, however few the years are.
WIDEST_YEAR = 9.0
#: A year of fewer articles gathered is too thin for a share to mean something: shown pale, never named.
THIN_YEAR = 5


class Part(NamedTuple):
    """A piece of a bar: the side it stands for, how many, and what to call it."""

    side: str
    n: int
    name: str


def drawn(template: str, *values: object) -> Markup:
    """Return a template filled with escaped values; Markup.format does the same at ten times the cost."""
    return Markup(template % tuple(map(escape, values)))


def figure(css: str, height: float, title: str, body: Markup) -> Markup:
    """Return an SVG picture with its title."""
    return drawn(
        '<svg class="chart %s" width="100%%" height="%s" role="img"><title>%s</title>%s</svg>',
        css, f"{height:g}", title, body,
    )  # fmt: skip


def bar(css: str, x: float, width: float, y: float = 0, height: float = BAR_HEIGHT) -> Markup:
    """Return one rectangle; `x` and `width` are percentages, `y` and `height` pixels."""
    stripes = Markup(' fill="url(#cio-stripes)"') if css == "cio" else ""
    return drawn(
        '<rect class="bar %s"%s x="%s%%" width="%s%%" y="%s" height="%s"/>',
        css, stripes, f"{x:.2f}", f"{width:.2f}", f"{y:.1f}", f"{height:.1f}",
    )  # fmt: skip


def label(text: str | int, x: float, y: float, css: str = "", anchor: str = "start", shift: float = 0) -> Markup:
    """Return text at `x` percent, moved by `shift` pixels."""
    return drawn(
        '<text class="%s" x="%s%%" y="%s" dx="%s" text-anchor="%s">%s</text>',
        css, f"{x:.2f}", f"{y:g}", f"{shift:g}", anchor, text,
    )  # fmt: skip


def disc(side: str, x: float, y: float, radius: float) -> Markup:
    """Return a side's disc, full or a ring, at `x` percent and `y` pixels."""
    return drawn('<circle class="disc %s" cx="%s%%" cy="%s" r="%s"/>', side, f"{x:.2f}", f"{y:g}", f"{radius:g}")


def line(css: str, x: float, top: float, bottom: float) -> Markup:
    """Return an upright line at `x` percent."""
    return drawn(
        '<line class="%s" x1="%s%%" x2="%s%%" y1="%s" y2="%s"/>', css, *2 * (f"{x:.2f}",), f"{top:g}", f"{bottom:g}"
    )


def joined(pieces: Sequence[Markup]) -> Markup:
    """Return the pieces one after another."""
    return Markup("").join(pieces)


def split_bar(parts: Sequence[Part], total: int, most: int) -> Markup:
    """Return a bar of `total`, on a scale that ends at `most`, split into its parts."""
    scale = BAR_SHARE / max(most, 1)
    pieces, x = [], 0.0
    for part in parts:
        if part.n:
            pieces.append(bar(part.side, x, part.n * scale))
            x += part.n * scale
    pieces.append(label(f"{total:,}", x, 11.5, "count", shift=6))
    said = "; ".join(f"{part.name}: {part.n:,}" for part in parts if part.n)
    return figure("split", BAR_HEIGHT, f"{total:,} in all. {said}", joined(pieces))


def single_bar(side: str, count: int, most: int, name: str, *, to_left: bool = False) -> Markup:
    """Return one side's bar with its number; `to_left` lets it grow from the right edge."""
    width = BAR_SHARE * count / max(most, 1)
    x = 100 - width if to_left else 0.0
    end, anchor, shift = (x, "end", -6) if to_left else (width, "start", 6)
    body = bar(side, x, width) + label(f"{count:,}", end, 11.5, "count", anchor, shift)
    return figure("single", BAR_HEIGHT, f"{name}: {count:,}", body)


def middle_bar(side: str, count: int, most: int, name: str) -> Markup:
    """Return a bar that grows both ways from the middle, as long as one that starts at an edge."""
    width = BAR_SHARE * count / max(most, 1)
    body = bar(side, 50 - width / 2, width) + label(f"{count:,}", 50 + width / 2, 11.5, "count", shift=6)
    return figure("single", BAR_HEIGHT, f"{name}: {count:,}", body)


def fullest_year(theme: Mapping[int, int], gathered: Mapping[int, int]) -> int | None:
    """Return the year with the largest share of what was gathered, if it is one alone and of more than one article."""
    shares = {year: theme.get(year, 0) / n for year, n in gathered.items() if n >= THIN_YEAR and theme.get(year, 0) > 1}
    best = max(shares.values(), default=0.0)
    at_best = [year for year, share in shares.items() if share == best]
    return at_best[0] if len(at_best) == 1 else None


def spark(theme: Mapping[int, int], gathered: Mapping[int, int], kind: str) -> Markup:
    """Return a small picture of the share of each year's articles, its fullest year coloured and named."""
    if not gathered:
        return Markup("")
    shares = {year: min(theme.get(year, 0) / n, 1.0) if n else 0.0 for year, n in gathered.items()}
    fair = [share for year, share in shares.items() if gathered[year] >= THIN_YEAR]
    most = max(fair, default=0.0) or max(shares.values()) or 1.0
    peak = fullest_year(theme, gathered)
    bars: dict[str, str] = {}
    for place, (year, share) in enumerate(shares.items()):
        if share:
            css = kind if year == peak else ("thin" if gathered[year] < THIN_YEAR else "plain")
            height = max(1.5, (SPARK_HEIGHT - 2) * min(share / most, 1))
            bars[css] = f"{bars.get(css, '')}M{place + 0.1:.1f} {SPARK_HEIGHT - 1}v-{height:.1f}h.8v{height:.1f}z"
    paths = joined([drawn('<path class="bar %s" d="%s"/>', css, path) for css, path in bars.items()])
    stretched = '<svg width="100%%" height="%s" viewBox="0 0 %s %s" preserveAspectRatio="none">%s</svg>'
    pieces = [bar("ground", 0, 100, SPARK_HEIGHT - 1, 1)]
    pieces.append(drawn(stretched, SPARK_HEIGHT, len(shares), SPARK_HEIGHT, paths))
    step = 100 / len(shares)
    if peak is not None:
        x = (list(shares).index(peak) + 0.5) * step
        pieces.append(_clamped(str(peak), x, SPARK_HEIGHT + 12, "axis"))
    first, last = min(shares), max(shares)
    title = f"Share of each year’s articles, {first} to {last}" + (
        f"; largest in {peak}: {theme[peak]:,} of {gathered[peak]:,}" if peak is not None else ""
    )
    return figure("spark", SPARK_HEIGHT + 15, title, joined(pieces))


def _clamped(text: str, x: float, y: float, css: str) -> Markup:
    """Return text centred at `x`, but kept within the picture."""
    if x < 14:
        return label(text, 0, y, css)
    if x > 86:
        return label(text, 100, y, css, "end")
    return label(text, x, y, css, "middle")


def trend(theme: Mapping[int, int], gathered: Mapping[int, int], kind: str, title: str) -> Markup:
    """Return a theme's articles by year in front of all articles gathered that year, on one scale."""
    most = max(gathered.values(), default=0) or 1
    step = 100 / max(len(gathered), 1)
    floor = TREND_HEIGHT
    scale = (TREND_HEIGHT - 18) / most
    peak = max(theme.values(), default=0)
    pieces = []
    for place, (year, n) in enumerate(gathered.items()):
        width = min(step * 0.84, WIDEST_YEAR)
        x = (place + 0.5) * step - width / 2
        if n:
            pieces.append(bar("all", x, width, floor - n * scale, n * scale))
        count = min(theme.get(year, 0), n)
        if count:
            height = max(1.0, count * scale)
            pieces.append(bar(kind, x, width, floor - height, height))
            if count == peak and list(theme.values()).count(peak) <= 2:
                pieces.append(_clamped(f"{count:,}", x + width / 2, floor - height - 5, f"strong {kind}"))
    fullest = [year for year, n in gathered.items() if n == most]
    if len(fullest) == 1 and most > 1:
        pieces.append(_beside(f"all {most:,} of {fullest[0]}", list(gathered).index(fullest[0]), len(gathered), 12))
    pieces.append(bar("axis-line", 0, 100, floor, 1))
    pieces += year_axis(list(gathered), step, floor + 17)
    return figure("trend", TREND_HEIGHT + 24, title, joined(pieces))


def _beside(text: str, place: int, places: int, y: float) -> Markup:
    """Return a label left of a bar in the right half of the picture, else right of it."""
    step = 100 / places
    if place > places / 2:
        return label(text, place * step, y, "axis", "end", -4)
    return label(text, (place + 1) * step, y, "axis", "start", 4)


def year_axis(years: list[int], step: float, y: float) -> list[Markup]:
    """Return at most six years, evenly apart, the last one always."""
    every = -(-len(years) // 6) or 1
    shown = [year for place, year in enumerate(reversed(years)) if place % every == 0]
    return [_clamped(str(year), (years.index(year) + 0.5) * step, y, "axis") for year in reversed(shown)]


def strip(kind: str, places: Sequence[tuple[float, float]], title: str) -> Markup:
    """Return where sentences of a kind stand; places are shares of the text, from 0 to 1."""
    pieces = [bar("ground", 0, 100, 5, 1)]
    pieces += [bar(kind, 99.2 * start, max(0.8, 99.2 * (end - start)), 0, 11) for start, end in places]
    return figure("strip", 11, title, joined(pieces))
