"""The pages of one article as one text: pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crawler.blocks import ITEM, Block, block_of, joined, plain
from crawler.core import is_fragment
from crawler.extract import Extract
from crawler.linebreaks import joined_breaks
from crawler.patterns import is_furniture_line

#: A later page repeats title and standfirst, which is told by lines of at least so many words among its first ones.
SHORTEST_REPEATED, REPEATED_WITHIN = 2, 6


def join_parts(parts: Sequence[Extract]) -> Extract:
    """Return one extract of the pages of one article, in order.

    Title, byline and standfirst that a later page repeats are dropped, and so are pager lines; a sentence that goes on
    over the page is whole again. The whole is partial when one of the pages is.
    """
    first = parts[0]
    blocks = _blocks(first)
    for part in parts[1:]:
        blocks += _without_repeats(_blocks(part), blocks, first)
    access = "full" if all(part.access == "full" for part in parts) else "partial"
    return replace(first, text=joined(joined_breaks(blocks)), access=access)


def _blocks(part: Extract) -> list[Block]:
    return [block for line in part.text.split("\n") if (block := block_of(line)).text]


def _without_repeats(blocks: Sequence[Block], before: Sequence[Block], first: Extract) -> list[Block]:
    """Drop from the first lines of a later page what an earlier page, the title or the byline says, and pager lines."""
    said = {block.key for block in before} | {plain(text) for text in (first.title, first.author) if text}
    return [
        block
        for index, block in enumerate(blocks)
        if not (
            (index < REPEATED_WITHIN and _repeats(block, said))
            or (is_fragment(block) and is_furniture_line(block.text))
        )
    ]


def _repeats(block: Block, said: set[str]) -> bool:
    return block.kind != ITEM and block.words >= SHORTEST_REPEATED and block.key in said
