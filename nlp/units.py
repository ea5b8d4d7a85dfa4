"""Cut an article's text into units: sentences, headings and sentences of list items, each with where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Words after which a full stop ends no sentence.
ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sr jr st vs v e.g i.e eg ie etc al cf no nos fig vol pp p ed eds dept est approx inc corp co ltd
    plc llc u.s u.k e.u u.n a.m p.m jan feb mar apr jun jul aug sep sept oct nov dec calif mass conn ill pa va tex fla
    ph.d m.b.a b.a m.a gen gov sen rep rev hon capt col sgt esq mt ft""".split()
)
#: Abbreviations that do end a sentence when a new one plainly starts after them.
WEAK_ABBREVIATIONS = frozenset("etc inc corp co ltd plc llc u.s u.k e.u a.m p.m al no".split())

_SPACED_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|[.!?…][\"'”’)\]]*\s*[\[(]?\d{1,2}[\])]?(?=\s+[A-Z“\"])")
_GLUED_END = re.compile(
    r"(?<=[a-z0-9)”\"]{2})[.!?][\"”]?(?=[“\"]?[A-Z][a-z]+[\s,])|(?<=[A-Z]{2})[.!?](?=[A-Z][a-z]+[\s,])"
)
_LAST_WORD = re.compile(r"([\w.&’'-]+)$")
_STARTER = re.compile(r"[\s\"'“‘(\[]*[A-Z0-9#$£€]")
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
            speaker = match.group(1).strip("* ")
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


def sentence_spans(block: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each sentence of one block of text, without outer white space."""
    spans = []
    start = 0
    for end in sorted({m.end() for m in _SPACED_END.finditer(block)} | {m.end() for m in _GLUED_END.finditer(block)}):
        if end > start and _ends_sentence(block, start, end):
            spans.append((start, end))
            start = end
    spans.append((start, len(block)))
    return [trimmed for a, b in spans if (trimmed := _trim(block, a, b))]


def _trim(block: str, a: int, b: int) -> tuple[int, int] | None:
    part = block[a:b]
    bare = part.strip()
    if not bare:
        return None
    offset = a + part.index(bare)
    return offset, offset + len(bare)


def _ends_sentence(block: str, start: int, end: int) -> bool:
    mark = re.search(r"[.!?…]+[\"'”’)\]]*\s*[\[(]?\d{0,2}[\])]?$", block[start:end])
    before = block[start : start + mark.start()] if mark else block[start:end]
    after = block[end:]
    marks = mark.group() if mark else "."
    if not after.strip():
        return True
    starts_new = bool(_STARTER.match(after))
    if "…" in marks or "..." in marks or "!" in marks or "?" in marks:
        return starts_new
    word = (match.group(1) if (match := _LAST_WORD.search(before)) else "").lower().strip(".’'")
    if not starts_new or (
        re.fullmatch(r"[a-z]", word) and not re.search(r"\b(?:[Ii]|[Aa]nd [A-Z]|plan [A-Z])$", before)
    ):
        return False
    if word in WEAK_ABBREVIATIONS:
        nxt = re.match(r"[\s\"'“‘(]*([A-Za-z]+|\d)", after)
        return bool(nxt and nxt.group(1).lower() in _SENTENCE_OPENERS)
    return word not in ABBREVIATIONS


_SENTENCE_OPENERS = frozenset(
    """the a an this that these those it he she they we you i in on at for from by with as if when while but and so yet
    however there here what why how who many most some all no not both each every our your their his her its only one""".split()
)
