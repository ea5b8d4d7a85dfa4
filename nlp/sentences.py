"""Where sentences end: rules over stops, what stands before them and what comes after."""

from __future__ import annotations

import re

#: Words after which a full stop ends no sentence.
ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sr jr st vs v e.g i.e eg ie etc al cf nos fig vol pp p ed eds dept est approx inc corp co ltd
    plc llc u.s u.k e.u u.n a.m p.m jan feb mar apr jun jul aug sep sept oct nov dec calif mass conn ill pa va tex fla
    ph.d m.b.a b.a m.a gen gov sen rep rev hon capt col sgt esq mt ft""".split()
)
#: Abbreviations that do end a sentence when a new one plainly starts after them.
WEAK_ABBREVIATIONS = frozenset("etc inc corp co ltd plc llc u.s u.k e.u a.m p.m al".split())

#: A stop with what closes after it, and the note that may follow: "it failed.[6]", "it failed. [6]", "it failed.6".
_SPACED_END = re.compile(
    r"[.!?…]+[\"'”’)\]]*(?:\s?\[\d{1,3}\])+(?=\s|$)|[.!?…]+[\"'”’)\]]*(?=\s)(?!\s?\[\d{1,3}\](?:\s|\[|$))"
    r"|[.!?…][\"'”’)\]]*[\[(]?\d{1,2}[\])]?(?=\s+[A-Z“\"])"
)
_GLUED_END = re.compile(
    r"(?<=[a-z0-9)”\"]{2})[.!?][\"”]?(?=[“\"]?[A-Z][a-z]+[\s,])|(?<=[A-Z]{2})[.!?](?=[A-Z][a-z]+[\s,])"
)
_LAST_WORD = re.compile(r"([\w.&’'-]+)$")
_INITIALS = re.compile(r"[a-z](?:\.[a-z])+")
_STARTER = re.compile(r"[\s\"'“‘(\[]*(?:[A-Z0-9#$£€]|[a-z][A-Z])")
#: "No. 1", "Step 3. Ask", "Chapter 2. The wall".
_NUMBERS = re.compile(r"(?:no|nos)\.\s+[\d#]", re.I)
_NUMBERED = re.compile(r"(?:step|chapter|part|rule|lesson|tip|act|phase) \d{1,2}", re.I)
_NOT_AFTER_TIME = re.compile(r"\s*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Eastern|Pacific|[A-Z]{2,4}\b)")
_SMALL_STARTER = re.compile(r"[\s\"'“‘(\[]*[A-Za-z0-9#$£€]")
#: Who opens a paragraph without a capital writes all sentences so: mails, forum posts.
_WRITTEN_SMALL = re.compile(r"[^\w]*[a-z]")


def sentence_spans(block: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each sentence of one block of text, without outer white space."""
    spans = []
    start = 0
    small = _WRITTEN_SMALL.match(block) is not None
    for end in sorted({m.end() for m in _SPACED_END.finditer(block)} | {m.end() for m in _GLUED_END.finditer(block)}):
        if end > start and _ends_sentence(block, start, end, small):
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


def _ends_sentence(block: str, start: int, end: int, small: bool) -> bool:
    """Tell whether the stop before `end` ends a sentence; where all is `small`, the next need not open with a capital."""
    mark = re.search(r"[.!?…]+[\"'”’)\]]*(?:\s?\[\d{1,3}\])*(?:[\[(]?\d{1,2}[\])]?)?$", block[start:end])
    before = block[start : start + mark.start()] if mark else block[start:end]
    after = block[end:]
    marks = mark.group() if mark else "."
    if not after.strip():
        return True
    if not re.search(r"[A-Za-z]", block[start:end]):
        return False  # "1.1 What it is", "… and then"
    starts_new = bool((_SMALL_STARTER if small else _STARTER).match(after))
    if "…" in marks or "..." in marks or "!" in marks or "?" in marks:
        return starts_new
    word = (match.group(1) if (match := _LAST_WORD.search(before)) else "").lower().strip(".’'")
    if not starts_new or (
        re.fullmatch(r"[a-z]", word) and not re.search(r"\b(?:[Ii]|[Aa]nd [A-Z]|plan [A-Z])$", before)
    ):
        return False
    if word == "no" and _NUMBERS.match(block, end - len("no."), len(block)):
        return False
    if _NUMBERED.fullmatch(before.strip()):
        return False
    if word in ("a.m", "p.m"):
        return not _NOT_AFTER_TIME.match(after)
    if word in WEAK_ABBREVIATIONS or _INITIALS.fullmatch(word):
        nxt = re.match(r"[\s\"'“‘(]*([A-Za-z]+|\d)", after)
        return bool(nxt and nxt.group(1).lower() in _SENTENCE_OPENERS)
    return word not in ABBREVIATIONS


_SENTENCE_OPENERS = frozenset(
    """the a an this that these those it he she they we you i in on at for from by with as if when while but and so yet
    however there here what why how who many most some all no not both each every our your their his her its only one""".split()
)
