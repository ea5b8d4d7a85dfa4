"""The headline of a text without markup: which of the lines above the first paragraph is it?"""

from __future__ import annotations

from collections.abc import Sequence

from crawler.blocks import HEADING, ITEM, Block
from crawler.byline import is_job_title, read_byline
from crawler.core import SENTENCE_END, is_capitalised, is_running
from crawler.dates import date_in
from crawler.names import is_person, signed_author
from crawler.patterns import groups, is_furniture_line, site_words

#: The lines above a text are at most so many, and end with the first paragraph of so many words.
LONGEST_HEAD = 30
FIRST_PARAGRAPH = 22
LONGEST_TITLE = 25
SHORTEST_TITLE = 3
#: Longer titles are no better than one of so many words.
ENOUGH_WORDS = 9
#: What else speaks for a line, in words: that markup calls it a heading, that it comes again, that it comes first,
#: that a name or a date stands right below it, or text does.
MARKED, REPEATED, FIRST, ABOVE_BYLINE, ABOVE_TEXT = 20, 8, 3, 4, 3
#: And against it: that it ends as a sentence, or is hardly a word long.
SENTENCE, SHORT = 7, 6


def head_of(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks above the first paragraph of text; consent and other furniture is none."""
    for index, block in enumerate(blocks[:LONGEST_HEAD]):
        if is_running(block) and block.words >= FIRST_PARAGRAPH and not is_furniture_line(block.text):
            return list(blocks[:index])
    return list(blocks[:LONGEST_HEAD])


def printed_title(head: Sequence[Block]) -> str | None:
    """Return the line of `head` that most looks like a headline, or None when none does."""
    fitting = [index for index, block in enumerate(head) if _may_be_title(block)]
    if not fitting:
        return None
    best = max(fitting, key=lambda index: (_worth(index, fitting[0], head), -index))
    return head[best].text


def _may_be_title(block: Block) -> bool:
    if (
        block.kind == ITEM
        or block.words > LONGEST_TITLE
        or block.text.endswith((":", ","))
        or block.text.count(" | ") > 1
    ):
        return False
    if is_furniture_line(block.text) or any(groups()[name].takes(block) for name in ("cards", "walls", "ends")):
        return False
    if signed_author([block.text]):
        return False
    return not (is_person(block.text) or read_byline(block.text) or (is_job_title(block.text) and date_in(block.text)))


def _worth(index: int, first: int, head: Sequence[Block]) -> int:
    block, keys = head[index], [one.key for one in head]
    repeated = keys.count(block.key) > 1
    sentence = _is_sentence(block.text) and not is_capitalised(block.text)
    worth = min(block.words, ENOUGH_WORDS)
    worth += MARKED * (block.kind == HEADING) + REPEATED * (repeated and not sentence) + FIRST * (index == first)
    worth += ABOVE_BYLINE * any(_is_byline(after) for after in head[index + 1 : index + 3])
    worth += ABOVE_TEXT * (
        index + 1 == len(head) or (is_running(head[index + 1]) and not is_furniture_line(head[index + 1].text))
    )
    worth -= SENTENCE * sentence
    return worth - SHORT * (block.words < SHORTEST_TITLE) - SENTENCE * site_words(block.text)


def _is_sentence(text: str) -> bool:
    return bool(SENTENCE_END.search(text)) and not text.endswith(("!", "?"))


def _is_byline(block: Block) -> bool:
    return is_person(block.text) or read_byline(block.text) is not None
