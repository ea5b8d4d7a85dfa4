"""Addresses that a site makes without end, or that hold no page: told from the URL alone, before anything is asked."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from posixpath import splitext
from urllib.parse import parse_qsl, urlsplit

from scrapy.linkextractors import IGNORED_EXTENSIONS

LONGEST_URL = 1_000
MOST_SEGMENTS, MOST_KEYS = 14, 8
#: The same part so many times in one path, or one key so many times in one query, is a link that grows on itself.
MOST_REPEATS = 3
#: Years of an archive that are none: nothing on this subject is older, or from the years to come.
FIRST_CENTURY_YEAR, FIRST_YEAR, LAST_YEAR = 1900, 1990, 2099

_FILES = frozenset(f".{ending}" for ending in IGNORED_EXTENSIONS)
_CALENDAR = re.compile(r"/(?:calendar|events?-calendar|cal|agenda)/.*\d|/events?/.*(?:19|20)\d\d[-/]\d", re.IGNORECASE)
_CALENDAR_KEYS = re.compile(r"(?:cal(?:endar)?_?\w*|tribe.*|ical|month|day|week|mini|time|eventdate)$", re.IGNORECASE)
_DATED = re.compile(r"(?<!\d)\d{1,4}(?:[-/.]\d{1,2}){0,2}(?!\d)")
_YEAR_PATH = re.compile(r"^/(?:[\w-]+/)?(\d{4})[/-]\d{1,2}(?:[/-]\d{1,2})?/?$")
#: Doors of a site that hold no reading: log in, buy, print to a printer, answer.
_DOORS = re.compile(
    r"/(?:wp-login\.php|wp-admin|login|log-?in|sign-?in|sign-?up|register|logout|cart|checkout|basket|account|my-account)"
    r"(?:[/?.]|$)|[?&](?:replytocom|add-to-cart|share)=",
    re.IGNORECASE,
)


def trap(url: str) -> str | None:
    """Return in words why `url`, a canonical one, is never asked for; None for an ordinary address."""
    if len(url) > LONGEST_URL:
        return f"its address is longer than {LONGEST_URL:,} characters"
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.lower().split("/") if segment]
    return _grows(segments, parts.query) or _calendar(parts.path, parts.query) or _door(url)


def file_type(url: str) -> str | None:
    """Return the ending of an address that leads to a picture, film, program or other file without an article."""
    ending = splitext(urlsplit(url).path)[1].lower()
    return ending if ending in _FILES else None


def _grows(segments: list[str], query: str) -> str | None:
    if len(segments) > MOST_SEGMENTS:
        return f"its path has more than {MOST_SEGMENTS} parts"
    if segments and max(Counter(segments).values()) >= MOST_REPEATS:
        return "its path repeats itself"
    if query:
        keys = [key.lower() for key, _ in parse_qsl(query, keep_blank_values=True)]
        if len(keys) > MOST_KEYS or (keys and max(Counter(keys).values()) >= MOST_REPEATS):
            return "its query grows without end"
    return None


def _calendar(path: str, query: str) -> str | None:
    if _CALENDAR.search(path):
        return "it is a day or month of a calendar"
    if query and any(_CALENDAR_KEYS.match(key) and _DATED.search(value) for key, value in parse_qsl(query)):
        return "it is a day or month of a calendar"
    year = _YEAR_PATH.match(path)
    if year and (FIRST_CENTURY_YEAR <= int(year[1]) < FIRST_YEAR or date.today().year < int(year[1]) <= LAST_YEAR):
        return f"it is an archive of the year {year[1]}"
    return None


def _door(url: str) -> str | None:
    return "it is a door of the site: to log in, to buy, to answer" if _DOORS.search(url) else None
