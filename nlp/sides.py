"""Which sides a sentence names, where, and whether it names them together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Span

#: Labels of the ruler that name somebody.
NAMED = ("cmo", "cio", "both", "org", "other")
OTHER_SIDE = {"cmo": "cio", "cio": "cmo", "both": "both"}

#: What may stand between two sides that are named as a pair ("marketing and IT", "CMO-CIO", "the CIO or the CMO").
_JOINT = re.compile(
    r"\s*(?:,?\s*(?:and|&|or|nor|with|plus)\s+(?:the |their |its |our |both |an? )?|[-–/]|\s+(?:vs\.?|versus|v)\s+)\s*"
)


@dataclass(frozen=True)
class Mention:
    """A side as named by the words `start:end` (characters of the unit); `token` is the first token's index."""

    side: str
    start: int
    end: int
    token: int
    end_token: int


def mentions(doc: Doc) -> list[Mention]:
    """Return the sides that `doc` names, in order; two sides joined by "and" or a dash make one mention of both."""
    shouting = doc.text.isupper()
    named = [
        Mention(ent.label_, ent.start_char, ent.end_char, ent.start, ent.end)
        for ent in doc.ents
        if ent.label_ in NAMED and not _is_trap(ent, shouting)
    ]
    return _joined(doc, named)


def _is_trap(ent: Span, shouting: bool) -> bool:
    """Tell the pronoun from IT in a line of capitals, and a verb or an adjective from the department."""
    if ent.text == "IT" and shouting:
        return True
    return ent.text.lower() == "technology" and not _is_department(ent)


def _is_department(ent: Span) -> bool:
    """ "Technology" is the IT side beside marketing ("marketing and technology"); elsewhere it is a thing."""
    doc = ent.doc
    before = doc[max(0, ent.start - 2) : ent.start].text.lower()
    after = doc[ent.end : ent.end + 2].text.lower()
    return before in ("marketing and", "marketing or") or after in ("and marketing", "or marketing")


def _joined(doc: Doc, named: list[Mention]) -> list[Mention]:
    merged: list[Mention] = []
    for mention in named:
        last = merged[-1] if merged else None
        if (
            last
            and {last.side, mention.side} == {"cmo", "cio"}
            and _JOINT.fullmatch(doc.text[last.end : mention.start])
        ):
            merged[-1] = Mention("both", last.start, mention.end, last.token, mention.end_token)
        else:
            merged.append(mention)
    return merged


def sides_named(found: list[Mention]) -> set[str]:
    """Return the set of the two sides that `found` names; a pair counts as both of them."""
    named = {mention.side for mention in found}
    return (named & {"cmo", "cio"}) | ({"cmo", "cio"} if "both" in named else set())
