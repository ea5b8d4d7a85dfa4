"""Names that stand alone: the author above a text, with "By" in another line or without it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from crawler.blocks import plain
from crawler.byline import Byline, bylines, is_job_title, is_name
from crawler.dates import date_in
from crawler.lexicon import lexicon

#: A name alone is the author's when a date, a job or such a label stands within so many lines of it.
LABEL_WITHIN = 2

_BY_ALONE = re.compile(r"(?:(?:posted|written|published|story|words|text) )?(?:by|von|par|por|af|di|door)|author", re.I)
_AND_ALONE = re.compile(r"and|&|und|et|y", re.IGNORECASE)
_LABEL = re.compile(
    r"\+ ?follow(?:ing)?|follow|\d+ ?min(?:ute)?s?\b.*|.*\bread|contributor|published\b.*", re.IGNORECASE
)
_SIGNED = re.compile(
    r"(?:(?:posted|written|published|contributed|reported|submitted) by|(?:view|see) (?:all|more) "
    r"(?:posts|articles|stories|entries) (?:by|from)|more (?:from|by|articles by)|about(?: the author:?)?)\s+"
    r"(?P<name>[^,|.:(→»]{3,60}?)(?:\s+(?:at|on|in|and)\b.*|\s*[,|.:(→»].*)?$",
    re.IGNORECASE,
)


def whole_lines(lines: Sequence[str]) -> list[str]:
    """Return `lines` with a lone "By" joined to the name below it, and a lone "and" to the names around it."""
    joined: list[str] = []
    for line in lines:
        if joined and (
            _BY_ALONE.fullmatch(joined[-1].strip(" :")) or _ends_open(joined[-1]) or _AND_ALONE.fullmatch(line)
        ):
            joined[-1] = f"{joined[-1].rstrip(' :')} {line}"
        else:
            joined.append(line)
    return joined


def _ends_open(line: str) -> bool:
    first, _, last = line.rpartition(" ")
    return bool(first and _AND_ALONE.fullmatch(last) and len(line.split()) <= 6)


def lone_author(lines: Sequence[str], title: str | None = None) -> str | None:
    """Return the name that stands alone among the head's `lines` beside a date, a job title or a label such as "Follow"."""
    wanted = plain(title or "")
    for index, line in enumerate(lines):
        name = line.strip(" ,|·–—-")
        if is_person(name) and plain(name) not in wanted:
            near = [*lines[max(0, index - LABEL_WITHIN) : index], *lines[index + 1 : index + 1 + LABEL_WITHIN]]
            if any(date_in(other) or is_job_title(other) or _LABEL.fullmatch(other) for other in near):
                return name
    return None


def signed_author(lines: Sequence[str]) -> str | None:
    """Return the name that one of `lines` below a text says that it was written by."""
    for line in lines:
        match = _SIGNED.match(line.strip())
        if match and is_person(match["name"]):
            return match["name"]
    return None


def is_person(text: str) -> bool:
    """Tell whether `text` reads as a person's name, and not as the name of a section or publication."""
    return is_name(text) and len(text.split()) <= 4 and not (_no_names() & set(re.findall(r"\w+", text.lower())))


@cache
def _no_names() -> frozenset[str]:
    return frozenset(lexicon("furniture")["no_names"].split())


def credits(lines: Sequence[str], below: Sequence[str], author: str | None = None, title: str | None = None) -> Byline:
    """Return the byline that the `lines` around a title say, or else whom the lines `below` the text name as its writer."""
    whole = whole_lines(lines)
    printed = bylines(whole, author)
    if printed.author is None and (name := lone_author(whole, title) or signed_author(below)):
        known = bylines(whole, name)
        return replace(known, published=known.published or printed.published)
    return printed
