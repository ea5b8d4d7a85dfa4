"""Pictures of shares as dots with their intervals, one row a picture, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from markupsafe import Markup

from crosstalk_site import charts, words
from crosstalk_site.intervals import Share

HEIGHT, MIDDLE, RADIUS = 24, 12, 5
AXIS_HEIGHT = 20


class Dot(NamedTuple):
    """A side's share in a row."""

    side: str
    name: str
    share: Share


def scale(shares: Sequence[Share]) -> float:
    """Return the end of a scale for these shares: the next tenth above the largest and its interval, a fifth at least."""
    most = max((max(share.value + 0.05, share.high) for share in shares), default=0.0)
    return min(1.0, max(0.2, ceil(most * 10) / 10))


def ticks(end: float) -> list[float]:
    """Return the places of the grid, from 0 to `end`, at most six of them."""
    step = 0.1 if end <= 0.5 else 0.2 if end <= 0.8 else 0.25
    return [n * step for n in range(round(end / step) + 1) if n * step <= end + 1e-9]


def row(dots: Sequence[Dot], end: float, *, dashed: float | None = None) -> Markup:
    """Return one row; the dot with the largest share bears its number, unless a line at `dashed` sets the scale."""
    pieces = [charts.line("grid", 100 * tick / end, 0, HEIGHT) for tick in ticks(end)]
    if dashed is not None:
        pieces.append(charts.line("even", 100 * dashed / end, 0, HEIGHT))
    for dot in dots:
        low, high = (100 * min(edge, end) / end for edge in (dot.share.low, dot.share.high))
        pieces.append(charts.bar(f"reach-{dot.side}", low, max(high - low, 0.2), MIDDLE - 1.5, 3))
    pieces += [charts.disc(dot.side, 100 * dot.share.value / end, MIDDLE, RADIUS) for dot in dots]
    if dots:
        first = max(dots, key=lambda dot: dot.share.value)
        at = 100 * min(first.share.high, end) / end
        anchor, shift = ("end", -6) if at > 88 else ("start", 6)
        place = 100 * first.share.low / end if anchor == "end" else at
        text = words.percent(first.share.part, first.share.whole)
        pieces.append(charts.label(text, place, MIDDLE + 4.5, "strong", anchor, shift))
    return charts.figure("dots", HEIGHT, "; ".join(said(dot) for dot in dots) or "nothing", charts.joined(pieces))


def said(dot: Dot) -> str:
    """Return a dot in words: "CMO: 28% (25 to 32%), 174 of 612"."""
    share = dot.share
    if not share.whole:
        return f"{dot.name}: none"
    reach = f"{100 * share.low:.0f} to {100 * share.high:.0f}%"
    return f"{dot.name}: {words.percent(share.part, share.whole)} ({reach}), {share.part:,} of {share.whole:,}"


def axis(end: float, names: Sequence[str] = ()) -> Markup:
    """Return the scale's numbers, or `names` at its start, middle and end."""
    if names:
        places = [(0.0, names[0], "start"), (50.0, names[1], "middle"), (100.0, names[2], "end")]
    else:
        marks = ticks(end)
        anchors = ["start", *["middle"] * (len(marks) - 2), "end"]
        places = [
            (100 * tick / end, f"{100 * tick:.0f}" + ("%" if tick in (0, marks[-1]) else ""), anchor)
            for tick, anchor in zip(marks, anchors, strict=True)
        ]
    pieces = [charts.label(text, x, 14, "axis", anchor) for x, text, anchor in places]
    return charts.figure("dots", AXIS_HEIGHT, "Scale", charts.joined(pieces))
