"""The core of a page: the stretch of lines that holds the most running text and the least of anything else.

The stretch of greatest sum, after Pasternack and Roth, "Extracting article text from the web with maximum subsequence
segmentation" (WWW 2009); here over lines, since markup is often lost, and with marks that need no training.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.blocks import HEADING, ITEM, Block
from crawler.patterns import is_furniture_line, site_words

SENTENCE_END = re.compile(r"""(?:[.!?。！？»](?:\[\d+\])?["'”’»)*]*|[.!?]["'”’)]* \[?\d{1,2}\]?|:)$""")
#: A figure's source, which stands below it.
SOURCE = re.compile(r"\(?sources?\s*:\s*\S", re.IGNORECASE)
_INNER_END = re.compile(r"[a-z]{2}[.!?][\"'”’)]* [A-Z]")
ELLIPSIS = re.compile(r"(?:…|\.\.\.|\[…\])\W*$")
#: A line without a final stop is a sentence that lost it from this length on.
LONGEST_FRAGMENT = 13
#: Titles in capitals may be longer.
LONGEST_CAPITALISED = 18
CAPITALISED_FROM, MOSTLY_CAPITALS = 4, 0.7
#: From this length on, words that hold the end of a sentence are text that was cut off, as before a wall.
SHORTEST_CUT = 12
SHORTEST_ITEM = 4
#: What a line of furniture, and a fragment such as a menu entry or the title of another article, take off the sum.
FURNITURE, FRAGMENT = -8.0, -5.0
#: What ends in dots may be a teaser: its words count less.
TEASER = 0.25
#: Words of a site about itself make a line of at most so many words for each of them its own.
WORDS_A_SITE_WORD = 14


def core(blocks: Sequence[Block]) -> tuple[int, int]:
    """Return (start, end) of the stretch of `blocks` that is the text; all of them when none stands out."""
    best, best_sum, start, total = (0, len(blocks)), 0.0, 0, 0.0
    for index, worth in enumerate(_worths(blocks)):
        if total <= 0:
            start, total = index, 0.0
        total += worth
        if total > best_sum:
            best, best_sum = (start, index + 1), total
    return _with_heading(blocks, best[0]), best[1]


def _with_heading(blocks: Sequence[Block], start: int) -> int:
    """Return where the headings right above `start` begin."""
    while start and blocks[start - 1].kind == HEADING and not is_furniture_line(blocks[start - 1].text):
        start -= 1
    return start


def is_fragment(block: Block) -> bool:
    """Tell whether `block` is a few words that are no sentence: a menu entry, a label, a title, a name."""
    longest = LONGEST_CAPITALISED if is_capitalised(block.text) else LONGEST_FRAGMENT
    short = block.kind != ITEM and block.words <= longest
    return (
        short
        and not SENTENCE_END.search(block.text)
        and not (block.words > SHORTEST_CUT and _INNER_END.search(block.text))
    )


def is_capitalised(text: str) -> bool:
    """Tell whether most long words of `text` are capitalised, as in the titles of English papers."""
    words = [word for word in text.split() if len(word) >= CAPITALISED_FROM]
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= MOSTLY_CAPITALS * len(words)


def is_running(block: Block) -> bool:
    """Tell whether `block` is a sentence or several."""
    return block.kind != HEADING and bool(SENTENCE_END.search(block.text)) and not ELLIPSIS.search(block.text)


def _worths(blocks: Sequence[Block]) -> list[float]:
    worths, listed = [], False
    for block in blocks:
        # what stands below a line that announces it is a list whose marks were lost
        listed = (block.text.endswith(":") or (listed and is_fragment(block))) and not is_furniture_line(block.text)
        worths.append(float(block.words) if listed else _worth(block))
    return worths


def _worth(block: Block) -> float:
    if SOURCE.match(block.text):
        return 1.0
    if is_furniture_line(block.text):
        return FURNITURE
    if block.kind == HEADING:
        return -1.0
    if block.kind == ITEM:
        return float(block.words) if block.words >= SHORTEST_ITEM or is_running(block) else -1.0
    if (found := site_words(block.text)) and block.words <= WORDS_A_SITE_WORD * found:
        return FRAGMENT
    if ELLIPSIS.search(block.text):
        return TEASER * block.words
    return FRAGMENT if is_fragment(block) else float(block.words)
