"""The sides of one statement, what its surroundings say of them, and the words by which the rules know both."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc

from nlp.lexicon import lexicon
from nlp.sides import Mention

NONE = "none"


@dataclass(frozen=True)
class Roles:
    """The sides of one statement and the rule that decided each, in words.

    `strong` rules stand above what is learned: on the training units they were right more often (.74 to .96). `own` tells
    that the sentence's own words decided, not what stands around it.
    """

    holder: str = NONE
    target: str = NONE
    addressee: str = NONE
    why: str = ""
    strong: bool = False
    own: bool = False


@dataclass(frozen=True)
class Context:
    """What a unit's surroundings say: the sides of titles, of the speaker, and of the statement before.

    `title` and `heading` hold a pair (sides, text) each; `before` the roles of the last statement in the same section.
    """

    title: tuple[Mention, ...] = ()
    title_text: str = ""
    heading: tuple[Mention, ...] = ()
    heading_text: str = ""
    speaker_side: str = NONE
    before: Roles | None = None
    nearby: frozenset[str] = field(default_factory=frozenset)


@cache
def pattern(name: str) -> re.Pattern[str]:
    return re.compile(str(lexicon("roles")[name]))


def says(name: str, text: str) -> bool:
    return pattern(name).search(text) is not None


def plain_after(doc: Doc, mention: Mention, length: int) -> str:
    """Return the words after a mention, in lower case with straight quotes."""
    return doc.text[mention.end : mention.end + length].lower().replace("’", "'")
