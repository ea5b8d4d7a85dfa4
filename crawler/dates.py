"""Dates as people print them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
#: First letters of German and French months that differ from the English ones.
_FOREIGN = {
    "ene": 1, "gen": 1, "abr": 4, "mag": 5, "giu": 6, "lug": 7, "ago": 8, "set": 9, "ott": 10, "dic": 12, "maj": 5, "maa": 3,
    "mei": 5,    "mär": 3, "mae": 3, "mai": 5, "okt": 10, "dez": 12, "fév": 2, "avr": 4, "jui": 6, "aoû": 8, "déc": 12,
}  # fmt: skip
_MONTH = (
    r"(?P<month>jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|june?|juni|july?|juli|"
    r"aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?|"
    r"janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|"
    r"julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|"
    r"dicembre|januari|februari|maart|mei|augustus|januar|februar|marts|maj|oktober)"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_CLOCK = r"(?:,? ?(?:at |@ |- |\| )?\d{1,2}[:.]\d\d(?::\d\d)? ?(?:[ap]\.?m\.?)?(?: ?(?:gmt|utc|[ecmp][sd]?t))?)?"
#: A date may be glued to the word before it ("MarketingOct 14, 2015"), but not to digits or a hyphen.
_START = r"(?:(?<![\w-])|(?-i:(?<=[a-z])(?=[A-Z])))"
_FORMS = tuple(
    re.compile(rf"{_START}{_WEEKDAY}{form}{_CLOCK}(?!\d\d\b)", re.IGNORECASE)
    for form in (
        rf"{_MONTH}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.)? (?:of |de )?{_MONTH}\.?,? (?:de |del )?{_YEAR}",
        rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?:T[\d:.+Z-]+)?",
        rf"{_YEAR}/(?P<month>\d\d)/(?P<day>\d\d)",
        rf"(?P<day>\d\d?)\. ?(?P<month>\d\d?)\. ?{_YEAR}",
        # with slashes only where one number can be no month: 2/3/2014 is February to one half of the world
        rf"(?P<month>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2\d|3[01])/{_YEAR}",
        rf"(?P<day>1[3-9]|2\d|3[01])/(?P<month>0?[1-9]|1[0-2])/{_YEAR}",
    )
)
EARLIEST_YEAR = 1995


def date_in(text: str) -> tuple[str, tuple[int, int]] | None:
    """Return the first full date in `text` as (ISO date, its span), or None."""
    matches = [match for form in _FORMS for match in form.finditer(text)]
    for match in sorted(matches, key=lambda found: found.start()):
        if iso := _iso(match):
            return iso, match.span()
    return None


def iso_date(text: str | None) -> str | None:
    """Return the ISO date that a machine-readable date such as 2013-05-14T09:00:00Z or 20130514 begins with."""
    match = re.match(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)", text or "") or re.match(
        r"\s*(\d{4})/(\d\d)/(\d\d)", text or ""
    )
    if match:
        return _valid(int(match.group(1)), int(match.group(2)), int(match.group(3)))
    found = date_in(text or "")
    return found[0] if found else None


def _iso(match: re.Match[str]) -> str | None:
    month = match.group("month").lower()
    number = int(month) if month.isdigit() else _month_number(month)
    return _valid(int(match.group("year")), number, int(match.group("day")))


def _month_number(name: str) -> int:
    if name.startswith("juil"):
        return 7
    return _FOREIGN.get(name[:3], 0) or _MONTHS.index(name[:3]) + 1


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        found = date(year, month, day)
    except ValueError:  # 31 June and the like: digits that are no date
        return None
    # a page cannot have been published after it was read; one day is left for time zones
    return found.isoformat() if year >= EARLIEST_YEAR and (found - date.today()).days <= 1 else None
