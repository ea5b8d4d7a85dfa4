"""Title, byline, date and dateline: what a page prints above its text, taken off it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from crawler.biography import is_introduction, is_life_of
from crawler.blocks import HEADING, ITEM, Block, plain
from crawler.byline import Byline, read_byline
from crawler.core import is_fragment
from crawler.dates import date_in
from crawler.patterns import is_furniture_line, site_words

#: A block with this many words begins the text: above it stand title, byline and standfirst.
FIRST_PARAGRAPH = 15
#: A line above the text with so few words, such as "Features" or "At work", names a section of the site.
LONGEST_KICKER = 3
#: Above the last title, byline or date stand at most so many words, or the share of all, that are no text: standfirsts.
MOST_ABOVE, SHARE_ABOVE = 70, 0.25
#: A dateline stands in one of the first blocks.
DATELINE_WITHIN = 3

_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z.,’' &-]+(?:, [A-Z][\w. ]+)?)[,;:]?(?P<date>.{0,30}?)\s*(?:–|—|--|\s-)\s*"
    r"(?:\([A-Z][\w /.-]{3,30}\)\s*(?:–|—|--|-)?\s*)?(?=\S|$)"
)


def without_heads(blocks: Sequence[Block], title: str | None, byline: Byline) -> tuple[list[Block], str | None]:
    """Return `blocks` without title, byline and date lines, and the date of the dateline that was taken off."""
    rest = list(blocks[_head_ends(blocks, title, byline) :])
    while len(rest) > 1 and (_is_head(rest[0], title, byline) or _is_loose(rest)):
        rest.pop(0)
    while len(rest) > 1 and _is_anchor(rest[-1], title, byline):
        rest.pop()
    return _without_dateline(rest)


def _head_ends(blocks: Sequence[Block], title: str | None, byline: Byline) -> int:
    """Return the place below the last title, byline or date above which there is no text but a standfirst."""
    most = max(FIRST_PARAGRAPH, min(MOST_ABOVE, SHARE_ABOVE * sum(block.words for block in blocks)))
    above, end = 0, 0
    for index, block in enumerate(blocks):
        if _is_anchor(block, title, byline):
            end = index + 1
        elif not is_furniture_line(block.text) and not _is_about(block, byline) and not is_fragment(block):
            above += block.words
        if above > most:
            break
    return end


def _is_anchor(block: Block, title: str | None, byline: Byline) -> bool:
    """Tell whether `block` says title, author or date as they are printed above a text."""
    if block.key in {plain(part) for part in (title, byline.author, byline.author_title) if part}:
        return True
    return read_byline(block.text, byline.author) is not None


def _is_about(block: Block, byline: Byline) -> bool:
    """Tell whether `block` tells of the author's life, which some pages do above the text."""
    return is_life_of(byline.author, block) or is_introduction(block)


def _is_head(block: Block, title: str | None, byline: Byline) -> bool:
    if _is_anchor(block, title, byline):
        return True
    return (
        block.kind != HEADING and block.words <= LONGEST_KICKER and not block.text.endswith((".", "!", "?", ":", "…"))
    )


def _is_loose(rest: Sequence[Block]) -> bool:
    """Tell whether the first of `rest` is a label, credit or notice above the text, and no line of it."""
    first = rest[0]
    if first.kind in (HEADING, ITEM) or first.text.endswith(":"):
        return False
    own = first.words <= FIRST_PARAGRAPH and bool(site_words(first.text))
    return own or is_furniture_line(first.text) or (is_fragment(first) and not re.search(r"\d", first.text))


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
