"""Word salad: text of English words that nobody could have said, as doorway pages serve it to search engines.

Two signs, each a rate over the whole text. After a, the, of, to and their kin English allows little: "the of" and
"a are" are mistakes, and rare ones. And running text is a third to a half small words: a list of key words has few.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

#: Fewer words than this have no rate to speak of.
FEWEST_WORDS = 60
#: In edited English about one opener in a hundred has a word after it that can't follow; in shuffled words, a third.
MOST_IMPOSSIBLE, FEWEST_OPENERS = 0.12, 8
#: The share of small words below which a text has no sentences.
LEAST_SMALL = 0.18

_DETERMINERS = frozenset("a an the my your his their our its every".split())
_PREPOSITIONS = frozenset("of to for with from at into between among during about against".split())
_VERBS = frozenset(
    "is are was were be been has have had do does did will would can could should may might must".split()
)
_LINKS = frozenset("and or but if because than that which who when while as".split())
_PRONOUNS = frozenset("i you he she it we they them us him".split())
_OTHERS = frozenset("in on by not no so this these those there what all some any more most also up out".split())
#: What can't follow: a determiner opens a noun phrase, a preposition something to hold on to.
_AFTER_DETERMINER = _DETERMINERS | _PREPOSITIONS | _VERBS | _LINKS | _PRONOUNS | frozenset("in on by not".split())
_AFTER_PREPOSITION = frozenset("of is are was were has had will would could should and or but if because".split())
SMALL = _DETERMINERS | _PREPOSITIONS | _VERBS | _LINKS | _PRONOUNS | _OTHERS
#: The IT department is no pronoun, nor are the US and an IS function.
_CAPITALS = re.compile(r"\b(?:IT|I\.T\.|US|U\.S\.|IS)(?!\w)")
_SENTENCE_END = re.compile(r"[.!?;:,()\"“”\n–—]+")


def word_salad(text: str) -> str | None:
    """Return what shows that an English `text` is no text, or None."""
    readable = _CAPITALS.sub("name", text).lower()
    pieces = [re.findall(r"[a-z]+(?:['’][a-z]+)?", piece) for piece in _SENTENCE_END.split(readable)]
    words = [word for piece in pieces for word in piece]
    if len(words) < FEWEST_WORDS:
        return None
    small = sum(word in SMALL for word in words) / len(words)
    if small < LEAST_SMALL:
        return f"{small:.0%} of the words are the small ones that make sentences: a list of words, no text"
    openers, impossible = _impossible(pieces)
    if openers >= FEWEST_OPENERS and impossible > MOST_IMPOSSIBLE * openers:
        return f"{impossible} of {openers} words like the and of have one after them that can't follow"
    return None


def _impossible(pieces: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Count the determiners and prepositions that have a word after them, and those with one that can't follow."""
    pairs = [pair for piece in pieces for pair in pairwise(piece)]
    determined = [after in _AFTER_DETERMINER for word, after in pairs if word in _DETERMINERS]
    held = [after in _AFTER_PREPOSITION for word, after in pairs if word in _PREPOSITIONS]
    return len(determined) + len(held), sum(determined) + sum(held)
