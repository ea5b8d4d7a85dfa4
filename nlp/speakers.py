"""Who speaks: the marks of interviews, and the names to which quotations are given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.sides import Mention
from nlp.units import Unit

_NAME = r"(?:(?:Mr|Ms|Mrs|Dr)\.? )?[A-Z][a-zA-Z’'-]+(?: (?:[A-Z]\.|de|van|von|[A-Z][a-zA-Z’'-]+)){0,3}"
_SAYS = (
    r"(?:says|said|adds|added|recalls|recalled|explains|explained|notes|noted|argues|argued|admits|admitted|remembers|"
    r"remembered|tells|told|insists|insisted|complains|complained|laughs|concedes|conceded|observes|observed|asks|asked|"
    r"replies|replied|jokes|joked|sighs|continues|continued|warns|warned|advises|advised|writes|wrote)"
)
_NAMED_AFTER = re.compile(rf"[”\"’',]\s*{_SAYS}\s+({_NAME})")
_NAMED_BEFORE = re.compile(rf"\b({_NAME})(?:, [^,.“\"]{{2,60}},)? {_SAYS}\b")
_PRONOUN = re.compile(rf"[”\"’',]\s*(?:{_SAYS} (?:he|she)|(?:he|she) {_SAYS})\b", re.I)
_NOT_NAMES = frozenset(
    "The A An This That He She They We It But And One Both Marketing Nobody Everyone Some What".split()
)


@dataclass(frozen=True)
class Speech:
    """Who speaks a unit: `speaker` as printed (None for the author) and the side that the text gives that person."""

    speaker: str | None = None
    side: str = "none"


def speeches(units: Sequence[Unit], mentions: Sequence[Sequence[Mention]], author_side: str) -> list[Speech]:
    """Return who speaks each unit: interview marks first, then quotations, else the author."""
    sides = _sides_of_names(units, mentions)
    interview = len({u.speaker for u in units if u.speaker}) >= 2
    found: list[Speech] = []
    last: str | None = None
    open_quotation = False
    for unit in units:
        if interview and unit.speaker:
            found.append(Speech(unit.speaker, _side(unit.speaker, sides)))
            continue
        quoted = open_quotation or unit.text[:1] in '“"' or bool(re.search(r"[“\"]", unit.text))
        name = _quoted_name(unit.text)
        last = name or (last if quoted or _PRONOUN.search(unit.text) else None)
        open_quotation = _leaves_open(unit.text, open_quotation)
        speaker = last if quoted and last else None
        found.append(Speech(speaker, _side(speaker, sides)) if speaker else Speech(None, author_side))
    return _look_ahead(units, found, sides)


def _look_ahead(units: Sequence[Unit], found: list[Speech], sides: dict[str, str]) -> list[Speech]:
    """A quotation that opens before its speaker is named ("…," the first half, then "says X") gets the next name."""
    for n in range(len(found) - 2, -1, -1):
        unit, after = units[n], found[n + 1]
        opens = unit.text[:1] in '“"' and _leaves_open(unit.text, False)
        if found[n].speaker is None and opens and after.speaker and units[n + 1].block == unit.block:
            found[n] = after
    return found


def _quoted_name(text: str) -> str | None:
    if not re.search(r"[“”\"]", text):
        return None
    for pattern in (_NAMED_AFTER, _NAMED_BEFORE):
        for match in pattern.finditer(text):
            if match.group(1).split()[0] not in _NOT_NAMES:
                return match.group(1)
    return None


def _leaves_open(text: str, was_open: bool) -> bool:
    """Tell whether a quotation is still open after `text`."""
    opened, closed = text.count("“"), text.count("”")
    if opened or closed:
        return opened > closed or (was_open and not closed)
    return was_open != (text.count('"') % 2 == 1)


def _side(name: str | None, sides: dict[str, str]) -> str:
    if not name:
        return "none"
    return sides.get(name.split()[-1].rstrip(":"), "none")


def _sides_of_names(units: Sequence[Unit], mentions: Sequence[Sequence[Mention]]) -> dict[str, str]:
    """Learn each person's side from where the text introduces them ("Reyes, the CIO of ...", "CMO Dana Whitlock")."""
    votes: dict[str, Counter[str]] = {}
    for unit, named in zip(units, mentions, strict=True):
        for match in re.finditer(_NAME, unit.text):
            if match.group().split()[0] in _NOT_NAMES or match.group().isupper():
                continue
            surname = match.group().split()[-1]
            for mention in named:
                if mention.side not in ("cmo", "cio"):
                    continue
                after = unit.text[match.end() : mention.start]
                before = unit.text[mention.end : match.start()]
                introduced = 0 < mention.start - match.end() < 45 and re.match(
                    r"(?:,| is| was|\s*\(|, the|, who)", after
                )
                titled = 0 <= match.start() - mention.end < 3 and before.strip() in ("", ",")
                if (introduced and not re.search(r"[.;]", after)) or titled:
                    votes.setdefault(surname, Counter())[mention.side] += 1
    return {name: counter.most_common(1)[0][0] for name, counter in votes.items()}
