"""Who speaks: the marks of interviews, and the names to which quotations are given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.introduced import NAME, NOT_NAMES, Introduced
from nlp.sides import Mention
from nlp.units import Unit

_SAYS = (
    r"(?:says|said|adds|added|recalls|recalled|explains|explained|notes|noted|argues|argued|admits|admitted|remembers|"
    r"remembered|tells|told|insists|insisted|complains|complained|laughs|concedes|conceded|observes|observed|asks|asked|"
    r"replies|replied|jokes|joked|sighs|continues|continued|warns|warned|advises|advised|writes|wrote)"
)
_NAMED_AFTER = re.compile(rf"[”\"’',]\s*{_SAYS}\s+({NAME})")
_NAMED_BEFORE = re.compile(rf"\b({NAME})(?:, [^,.“\"]{{2,60}},)? {_SAYS}\b")
#: The same of an office without a name: "says our CIO", "the head of marketing told me".
_SAYS_BEFORE = re.compile(rf"[”\"’',]\s*{_SAYS} (?:(?:the|our|my|its|their|one|a|another) )?$")
_SAYS_AFTER = re.compile(rf"(?: (?:of|at|in) [^,.“\"]{{2,40}})?,? {_SAYS}\b")
_QUESTION, _ANSWER = frozenset(("Q", "Question", "QUESTION")), frozenset(("A", "Answer", "ANSWER"))
_PRONOUN = re.compile(rf"[”\"’',]\s*(?:{_SAYS} (?:he|she)|(?:he|she) {_SAYS})\b", re.I)


@dataclass(frozen=True)
class Speech:
    """Who speaks a unit: `speaker` as printed (None for the author) and the side that the text gives that person."""

    speaker: str | None = None
    side: str = "none"


def speeches(units: Sequence[Unit], mentions: Sequence[Sequence[Mention]], author_side: str) -> list[Speech]:
    """Return who speaks each unit: interview marks first, then quotations, else the author."""
    people = Introduced(units, mentions)
    marks = {unit.speaker for unit in units if unit.speaker}
    answers = _answerer(units, mentions) if marks and marks <= _QUESTION | _ANSWER else None
    author = Speech(None, author_side)
    found: list[Speech] = []
    last: Speech | None = None
    open_quotation = False
    for unit, named in zip(units, mentions, strict=True):
        if len(marks) >= 2 and unit.speaker:
            found.append(answers if answers and unit.speaker in _ANSWER else _speech(unit.speaker, people))
            continue
        quoted = open_quotation or bool(re.search(r"[“\"]", unit.text))
        last = _teller(unit.text, named, people) or (last if quoted or _PRONOUN.search(unit.text) else None)
        open_quotation = _leaves_open(unit.text, open_quotation)
        found.append(last if quoted and last else author)
    return _look_ahead(units, found)


def _speech(name: str, people: Introduced) -> Speech:
    return Speech(name, people.side(name))


def _answerer(units: Sequence[Unit], mentions: Sequence[Sequence[Mention]]) -> Speech | None:
    """Return whom "A" stands for: the one person of a side whom the text introduces before the first question."""
    before = next(n for n, unit in enumerate(units) if unit.speaker)
    introduced = Introduced(units[:before], mentions[:before]).names
    return Speech(*introduced[0]) if len(introduced) == 1 else None


def _look_ahead(units: Sequence[Unit], found: list[Speech]) -> list[Speech]:
    """A quotation that opens before its speaker is named ("…," the first half, then "says X") gets the next name."""
    for n in range(len(found) - 2, -1, -1):
        unit, after = units[n], found[n + 1]
        opens = unit.text[:1] in '“"' and _leaves_open(unit.text, False)
        if found[n].speaker is None and opens and after.speaker and units[n + 1].block == unit.block:
            found[n] = after
    return found


def _teller(text: str, named: Sequence[Mention], people: Introduced) -> Speech | None:
    """Return whom a sentence with a quotation gives it to: a person by name, or an office ("our CIO told me")."""
    if not re.search(r"[“”\"]", text):
        return None
    for mention in named:
        if mention.side in ("cmo", "cio") and (
            _SAYS_BEFORE.search(text[: mention.start]) or _SAYS_AFTER.match(text[mention.end :])
        ):
            return Speech(text[mention.start : mention.end], mention.side)
    for pattern in (_NAMED_AFTER, _NAMED_BEFORE):
        for match in pattern.finditer(text):
            if match.group(1).split()[0] not in NOT_NAMES:
                return _speech(match.group(1), people)
    return None


def _leaves_open(text: str, was_open: bool) -> bool:
    """Tell whether a quotation is still open after `text`."""
    opened, closed = text.count("“"), text.count("”")
    if opened or closed:
        return opened > closed or (was_open and not closed)
    return was_open != (text.count('"') % 2 == 1)
