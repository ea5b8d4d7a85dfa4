"""What a page says twice: captions, pull quotes, standfirsts, second prints of a title."""

from __future__ import annotations

import itertools
import re

from crawler.blocks import HEADING, ITEM, Block

#: A quotation pulled out of the text has at least this many words.
SHORTEST_PULL = 4
LONGEST_CAPTION = 12
#: A copy of the whole holds so many lines of at least so many words.
FEWEST_COPIED, SHORTEST_COPIED = 3, 12


def drop_captions(blocks: list[Block]) -> list[Block]:
    """Drop list items whose words the next line says again, and that line: captions of pictures without text."""
    dropped: set[int] = set()
    for index, (block, after) in enumerate(itertools.pairwise(blocks)):
        short = block.kind == ITEM and block.words <= LONGEST_CAPTION
        if short and after.kind != ITEM and block.key == after.key:
            dropped |= {index, index + 1}
    return [block for index, block in enumerate(blocks) if index not in dropped]


def drop_repeats(blocks: list[Block]) -> list[Block]:
    """Drop pull quotes and second prints: lines whose words stand in a longer line, or in an earlier equal one."""
    blocks = _without_copies(blocks)
    keys = [block.key for block in blocks]
    return [block for index, block in enumerate(blocks) if not _said_elsewhere(index, block, keys)]


def _without_copies(blocks: list[Block]) -> list[Block]:
    """Drop lines that hold several other lines whole: the article printed once more for machines."""
    keys = [(block.key, block.words) for block in blocks]
    long = [key for key, words in keys if words >= SHORTEST_COPIED]
    copied = [sum(2 * len(other) < len(key) and other in key for other in long) for key, _ in keys]
    return [block for block, count in zip(blocks, copied, strict=True) if count < FEWEST_COPIED]


def _said_elsewhere(index: int, block: Block, keys: list[str]) -> bool:
    if block.kind == ITEM or block.words < SHORTEST_PULL:
        return False
    if keys[index] in keys[:index]:
        return True
    holds = _quotes if block.kind == HEADING else _holds
    return any(holds(other, keys[index]) for other in keys)


def _holds(longer: str, words: str) -> bool:
    """Tell whether `longer` says `words`, as whole words, and more."""
    return len(longer) > len(words) and words in longer and bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", longer))


def _quotes(longer: str, words: str) -> bool:
    """Tell whether `longer` says `words` as a sentence or quotation: a heading may well use words of its section."""
    whole = rf"(?:^|[.!?][\"')]* |[\"'(]){re.escape(words)}[.!?,\"']"
    return _holds(longer, words) and bool(re.search(whole, longer))
