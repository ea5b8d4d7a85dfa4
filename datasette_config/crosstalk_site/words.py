"""Numbers, shares, dates and lists as a sentence says them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

#: Below this many articles a share is not worth a percentage; the numbers themselves are said.
SMALL = 10


def number(n: int | None) -> str:
    """Return `n` with thousands set apart: 1,284."""
    return f"{n or 0:,}"


def counted(n: int | None, one: str, many: str | None = None) -> str:
    """Return the number with its noun: "1 article", "2 articles", "no articles"."""
    many = many or one + "s"
    if not n:
        return f"no {many}"
    return f"{n:,} {one if n == 1 else many}"


def percent(part: int, whole: int) -> str:
    """Return a share that never rounds something to nothing, nor nearly all to all."""
    if whole <= 0:
        return "none"
    share = 100 * part / whole
    if part and share < 1:
        return "under 1%"
    if part < whole and share > 99:
        return "over 99%"
    return f"{share:.0f}%"


def share(part: int, whole: int) -> str:
    """Return "81%" of a fair number, "3 of 4" of a small one."""
    return percent(part, whole) if whole >= SMALL else f"{part:,} of {whole:,}"


def listed(things: Sequence[str]) -> str:
    """Return "a, b and c"."""
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} and {things[-1]}"


def years(first: int | None, last: int | None) -> str:
    """Return "of 2006 to 2026", "of 2013", or nothing when no year is known."""
    if first is None or last is None:
        return ""
    return f"of {first}" if first == last else f"of {first} to {last}"


def day(iso: str | None) -> str:
    """Return a date as "14 May 2013"; what is no date stays as it is printed."""
    text = (iso or "")[:10]
    try:
        if len(text) == 7:
            return f"{date.fromisoformat(text + '-01'):%B %Y}"
        then = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{then.day} {then:%B %Y}"


def cut(text: str | None, most: int) -> str:
    """Return `text` on one line, cut at a word's end with an ellipsis when it has more than `most` characters."""
    line = " ".join((text or "").split())
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0] + "…"


def quoted(text: str) -> str:
    """Return `text` between quotation marks, once."""
    return text if text.startswith("“") and text.endswith("”") else f"“{text}”"


def page_number(text: str | None) -> int:
    """Return the page asked for: what is no whole number from 1 to 100,000 is page 1."""
    text = text or ""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) <= 5 else 1
