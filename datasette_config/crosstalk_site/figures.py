"""Survey figures as they are said and drawn."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from crosstalk_site import charts, words
from crosstalk_site.database import Row

#: Agreement -> (in two words, why values differ in that way). The kinds are those of the published tables.
AGREEMENTS = {
    "exact": ("agrees", "The same value for the same people."),
    "rounded": ("rounded", "The same finding, rounded in another place or to another digit."),
    "complement": ("turned round", "Counted from the other end: those who do not instead of those who do."),
    "sum_and_parts": ("a part or a sum", "One value is a sum of answers, the other a part of it."),
    "population_drift": ("other people", "The figure was told of other people than those who were asked."),
    "year_drift": (
        "other year",
        "The figure was given another year, such as that of the asking instead of the printing.",
    ),
    "forecast_moved": ("moved forecast", "A forecast whose date was moved on as it was retold."),
    "claim_changed": ("other claim", "The number stayed, what it is said to measure changed."),
    "misprint": (
        "misprint",
        "A value that no other source has and that a slip explains. It is kept, and left out of the range.",
    ),
    "different_surveys": ("other survey", "Another survey asked something alike; the values need not agree."),
    "chance_equality": (
        "equal by chance",
        "Another finding has the same number; they have nothing to do with each other.",
    ),
    "unresolved": ("does not fit", "Nothing explains this value. It is kept and marked."),
}
#: Ways of departing that a reader should look at before citing a number.
CONFLICTS = tuple(name for name in AGREEMENTS if name not in ("exact", "rounded"))

SIGNS = {"percent": "%", "multiple": " times", "count": "", "rank": "", "ratio": ""}
STRIP_HEIGHT = 24


def said(value: float | None, unit: str | None) -> str:
    """Return a value with its unit: "56%", "1,147", "rank 3"."""
    if value is None:
        return "?"
    number = f"{value:,.10g}" if abs(value) < 1e15 else f"{value:.4g}"
    if unit == "rank":
        return f"rank {number}"
    if unit == "money":
        return f"{number} (money)"
    return f"{number}{SIGNS.get(unit or '', f' ({unit})')}"


def spread(low: float | None, high: float | None, unit: str | None) -> str:
    """Return "56%", or "55 to 57%" when values differ."""
    if low is None or high is None or low == high:
        return said(high if high is not None else low, unit)
    return f"{low:,.10g} to {said(high, unit)}"


def agreement(name: str | None) -> str:
    """Return an agreement type in two words."""
    return AGREEMENTS.get(name or "", (words.cut(name, 30) or "not told", ""))[0]


def percent_bar(row: Row) -> Markup:
    """Return a share on a line from 0 to 100, or nothing for what is no share."""
    if row["unit"] != "percent" or row["value"] is None or not 0 <= row["value"] <= 100:
        return Markup("")
    body = charts.bar("ground", 0, 100, STRIP_HEIGHT / 2, 1) + charts.bar(
        "figure", 0, row["value"], STRIP_HEIGHT / 2 - 4, 8
    )
    return charts.figure("share", STRIP_HEIGHT, f"{said(row['value'], row['unit'])} on a line from 0 to 100%", body)


def bounds(values: Sequence[float]) -> tuple[float, float]:
    """Return the ends of an axis on which these values stand apart."""
    low, high = min(values), max(values)
    room = max((high - low) * 0.25, abs(high) * 0.02, 1e-9)
    return max(0.0, low - room) if low >= 0 else low - room, high + room


def strip(value: float, band: tuple[float, float], ends: tuple[float, float], *, fits: bool, title: str) -> Markup:
    """Return one telling on an axis: a square, open where the value does not fit; the band is the range of the finding."""
    width = (ends[1] - ends[0]) or 1.0

    def place(x: float) -> float:
        return 100 * min(max((x - ends[0]) / width, 0.0), 1.0)

    left, right = place(band[0]), place(band[1])
    pieces = [
        charts.bar("band", max(0.0, left - 0.8), right - left + 1.6, 0, STRIP_HEIGHT),
        charts.bar("ground", 0, 100, STRIP_HEIGHT / 2, 1),
        Markup(
            '<svg class="square" x="{}%" overflow="visible"><rect class="{}" x="-5" y="{}" width="10" height="10"/></svg>'
        ).format(f"{place(value):.2f}", "fits" if fits else "odd", f"{STRIP_HEIGHT / 2 - 5:g}"),
    ]
    return charts.figure("telling", STRIP_HEIGHT, title, charts.joined(pieces))


def plain_note(note: str | None) -> str | None:
    """Return a telling's note without the catalogue's shouted marks: beside "agrees", "CONFLICT with" reads as a quarrel."""
    if not note:
        return note
    for mark, told in (("CONFLICT with ", "others tell "), ("CONFLICT ", "told: ")):
        if note.startswith(mark):
            return told + note.removeprefix(mark)
    first, _, rest = note.partition(" ")
    return f"{first.lower()} {rest}" if first.isupper() and len(first) > 4 and first.isalpha() else note
