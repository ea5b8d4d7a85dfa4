"""The matter of a statement without its names and figures: what is grouped is the complaint, not who is named in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Token

from nlp.objects import named_things, objects
from nlp.register.naming import shipped_namer
from nlp.sides import mentions

#: Stands for any side that is named.
SOMEBODY = "they"
#: Stands for a share or a number: a complaint that a survey counted is the same complaint.
SOME = "some"
#: Stand for a study, for whoever made one, and for any other firm, product or person by name.
STUDY, MAKER, NAMED = "a study", "a firm", "somebody"
#: Stands for the website, the CRM, the AI: objects that change over the years while the complaint stays.
THING = "system"
#: Tags of proper nouns.
PROPER = ("NNP", "NNPS")
_OF_STUDIES = {"title": STUDY, "shape": STUDY, "organisation": MAKER, "unknown": MAKER}
_FIGURE = re.compile(r"(?<![\w.])\$?\d(?:[\d.,]*\d)?(?:\s?(?:%|per ?cent\b))?(?:\s+of\b(?!\s+(?:the\s+)?time))?")
#: "The Accenture study" becomes "a firm study", not "the a firm study".
_ARTICLE = re.compile(r"\b(?:the|an?)\s+$", re.I)
#: Words that are written like names and belong to the matter.
_NO_NAME = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Web|Internet"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|Agile|Scrum|DevOps|English)\Z"
)

Span = tuple[int, int, str]


def matter(nlp: Language, texts: Sequence[str], names: bool = True, things: bool = True) -> list[str]:
    """Return `texts` with each side put as "they", each figure as "some", and other names and things masked too.

    `names` are those of studies, firms and people; `things` what the sides fought over at one time or another.
    """
    return [_masked(doc.text, _spans(doc, names, things)) for doc in nlp.pipe(texts)]


def _spans(doc: Doc, names: bool, things: bool) -> list[Span]:
    """Return what is masked, none within another: studies and their makers first, then sides, things, other names."""
    sides = [(m.start, m.end, SOMEBODY) for m in mentions(doc) if m.side in ("cmo", "cio", "both")]
    told = [(n.start, n.end, _OF_STUDIES[n.kind]) for n in shipped_namer().names(doc.text)] if names else []
    owned = [(start, end, THING) for start, end in named_things(doc.text)] if things else []
    found: list[Span] = []
    for start, end, mask in [*told, *sides, *owned, *(_proper_names(doc) if names else ())]:
        if not any(a < end and start < b for a, b, _ in found):
            found.append((start, end, mask))
    return found


def _proper_names(doc: Doc) -> Iterator[Span]:
    """Give the runs of proper nouns that name no class of objects, but those that a sentence or a list item opens with:
    capitals there tell nothing.
    """
    at = 0
    while at < len(doc):
        end = at
        while end < len(doc) and _is_name(doc[end]):
            end += 1
        if end > at and not _opens(doc, at, end) and not objects(doc[at:end].text):
            yield doc[at].idx, doc[end - 1].idx + len(doc[end - 1]), NAMED
        at = max(end, at + 1)


def _opens(doc: Doc, at: int, end: int) -> bool:
    first = not at or doc[at - 1].text in (".", ":", "?", "!")
    return first and (end - at == 1 or doc[end : end + 1].text == ":")


def _is_name(token: Token) -> bool:
    """JavaScript, APIs and CRM are no names of somebody."""
    return token.tag_ in PROPER and token.text.istitle() and not _NO_NAME.match(token.text)


def _masked(text: str, spans: Sequence[Span]) -> str:
    for start, end, mask in sorted(spans, reverse=True):
        before = _ARTICLE.sub("", text[:start]) if mask in (STUDY, MAKER) else text[:start]
        text = before + mask + text[end:]
    return _FIGURE.sub(SOME, text)
