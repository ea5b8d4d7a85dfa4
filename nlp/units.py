"""Cut an article's text into units: sentences, headings and sentences of list items, each with where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.lexicon import lexicon
from nlp.sentences import sentence_spans

_LIST_MARK = re.compile(r"(?:[-•*·–]|\(?#?\d{1,2}[.):]|#\d{1,2})\s+")
_HEADING_MARK = re.compile(r"#{1,6} ")


@dataclass(frozen=True)
class Unit:
    """A unit: `text == article_text[start:end]`, `kind` one of sentence, heading, item; `position` counts from 0.

    `heading` is the nearest heading above, `list_title` the title, heading or lead-in that governs it, `block` the number
    of the line it stands in, `first` whether it opens that line, `speaker` the mark of an interview that it stands under.
    """

    text: str
    start: int
    end: int
    kind: str
    position: int
    block: int
    heading: str | None
    list_title: str | None
    first: bool
    speaker: str | None = None


def units(text: str, title: str | None = None) -> list[Unit]:
    """Return the units of an article's text in order; `title` governs the top-level items as their list title."""
    found: list[Unit] = []
    marks = speaker_marks(text)
    speaker: str | None = None
    heading: str | None = None
    lead_in: str | None = None
    group: str | None = title
    for block, (line_start, line) in enumerate(_lines(text)):
        kind, mark = _kind_and_mark(line)
        start = line_start + mark
        if match := _speaker_mark(text[start : line_start + len(line)], marks):
            speaker = _person(match.group(1))
            start += match.end()
        body = text[start : line_start + len(line)]
        if kind == "heading":
            numbered = bool(_LIST_MARK.match(body))
            governs = group if numbered else None
            inner = len(match.group()) if (match := _LIST_MARK.match(body)) else 0
            place = (start + inner, start + len(body))
            found.append(
                Unit(text[slice(*place)], *place, "heading", len(found), block, heading, governs, True, speaker)
            )
            heading = body
            group = group if numbered else body
            lead_in = None
            continue
        for n, (a, b) in enumerate(sentence_spans(body)):
            governs = (lead_in or group) if kind == "item" else group
            place = (start + a, start + b)
            found.append(Unit(text[slice(*place)], *place, kind, len(found), block, heading, governs, n == 0, speaker))
        lead_in = _lead_in(body, lead_in, kind)
    return found


#: A mark is a short name or initials before a colon that recur at the starts of lines.
_MARK = re.compile(r"(\*{0,2}(?:[A-Z][\w.’'-]{0,14}(?: [A-Z][\w.’'-]{1,14}){0,2}|[A-Z]{1,12}))\*{0,2}:\*{0,2}\s+(?=\S)")
FEWEST_MARKS = 3


def speaker_marks(text: str) -> frozenset[str]:
    """Return the marks ("Q", "Whitcombe", "BR") under which an interview's speakers stand, none for other texts."""
    opened = [match.group(1).strip("* ") for _, line in _lines(text) if (match := _MARK.match(line))]
    recurring = {mark for mark in opened if opened.count(mark) >= 2}
    return frozenset(recurring if len(opened) >= FEWEST_MARKS and len(recurring) >= 2 else ())


def _speaker_mark(line: str, marks: frozenset[str]) -> re.Match[str] | None:
    match = _MARK.match(line)
    return match if match and match.group(1).strip("* ") in marks else None


def _person(mark: str) -> str | None:
    """Return whom a mark names, None for a label of paragraphs ("Conflict: …", "Fix: …")."""
    name = mark.strip("* ")
    return None if re.fullmatch(lexicon("excluded")["labels"], name, re.I) else name


def _lead_in(body: str, before: str | None, kind: str) -> str | None:
    """A paragraph that ends in a colon governs the items after it; any other paragraph ends its reign."""
    if kind == "item":
        return before
    stripped = body.rstrip()
    if not stripped.endswith(":"):
        return None
    *_, (a, b) = sentence_spans(body)
    return body[a:b]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            yield at + line.index(bare), bare
        at += len(line) + 1


def _kind_and_mark(line: str) -> tuple[str, int]:
    if match := _HEADING_MARK.match(line):
        return "heading", match.end()
    if match := _LIST_MARK.match(line):
        return "item", match.end()
    return "sentence", 0
