"""Title, byline, date and dateline: what a page prints above its text, taken off it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from crawler.blocks import HEADING, Block, plain
from crawler.byline import Byline, read_byline
from crawler.dates import date_in

#: A block with this many words begins the text: above it stand title, byline and standfirst.
FIRST_PARAGRAPH = 15
#: A line above the text with so few words, such as "Features" or "At work", names a section of the site.
LONGEST_KICKER = 3
#: A dateline stands in one of the first blocks.
DATELINE_WITHIN = 3

_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z.,’' &-]+(?:, [A-Z][\w. ]+)?)[,;:]?(?P<date>.{0,30}?)\s*(?:–|—|--|\s-)\s+(?=\S)"
)


def without_heads(blocks: Sequence[Block], title: str | None, byline: Byline) -> tuple[list[Block], str | None]:
    """Return `blocks` without title, byline and date lines, and the date of the dateline that was taken off."""
    rest = _below_title(blocks, title)
    start = next((index for index, block in enumerate(rest) if block.words >= FIRST_PARAGRAPH), len(rest))
    rest = [block for index, block in enumerate(rest) if index > start + 1 or not _is_head(block, title, byline)]
    while len(rest) > 1 and _is_head(rest[-1], title, byline):
        rest.pop()
    return _without_dateline(rest)


def _below_title(blocks: Sequence[Block], title: str | None) -> list[Block]:
    """Return what follows the title, when only short lines stand above it."""
    wanted = plain(title or "")
    for index, block in enumerate(blocks):
        if block.words >= FIRST_PARAGRAPH and block.key != wanted:
            break
        if block.key == wanted:
            return list(blocks[index + 1 :])
    return list(blocks)


def _is_head(block: Block, title: str | None, byline: Byline) -> bool:
    if block.key in {plain(part) for part in (title, byline.author, byline.author_title) if part}:
        return True
    kicker = block.kind != HEADING and block.words <= LONGEST_KICKER and not block.text.endswith((".", "!", "?", ":"))
    return kicker or read_byline(block.text, byline.author) is not None


def _without_dateline(blocks: list[Block]) -> tuple[list[Block], str | None]:
    """Take "CITY, 14 Aug. 2013 – " off the first paragraph, and return its date."""
    for index, block in enumerate(blocks[:DATELINE_WITHIN]):
        match = _DATELINE.match(block.text)
        if match:
            found = date_in(match.group("date"))
            if found or not match.group("date").strip():
                rest = replace(block, text=block.text[match.end() :])
                return [*blocks[:index], rest, *blocks[index + 1 :]], found[0] if found else None
    return blocks, None
