"""The blocks of a page that are its main text, before furniture by wording is taken off.

trafilatura tells which text is the article's; the tree tells what each piece of it is and in which order it stands.
So headings, numbers of list items and short paragraphs that lie between the pieces found are not lost.
"""

from __future__ import annotations

import re
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass

from lxml.html import HtmlElement
from trafilatura import bare_extraction, baseline

from crawler.blocks import HEADING, ITEM, Block
from crawler.dom import Found, found_blocks
from crawler.prune import prune

#: A short line must be found as a whole line; a longer one may be part of a paragraph that was joined.
SHORTEST_PART = 25
#: Fewer words than this, and trafilatura has missed the text.
FEWEST_WORDS = 40
MOSTLY_LINKS = 0.5
#: A line that a template made like the text's own paragraphs is text too, unless it is this short.
SHORTEST_PARAGRAPH = 4
SHARE_OF_LOOK = 0.1
#: A cell of a table amid the text is text when it holds a figure: tables also hold menus.
FIGURE = re.compile(r"\d ?%|\b\d+ per ?cent\b")


@dataclass(frozen=True)
class MainText:
    """The blocks that are main text, and all blocks that are left when named furniture is gone."""

    main: list[Found]
    around: list[Found]


def main_text(tree: HtmlElement) -> MainText:
    """Return the main blocks of the page `tree`, which is left as it was."""
    pruned = deepcopy(tree)
    prune(pruned)
    found = found_blocks(pruned)
    kept = _named_by(_extracted(pruned), found)
    if _words(found, kept) < FEWEST_WORDS:
        kept |= _named_by(_fallback(pruned), found)
    if _words(found, kept) < FEWEST_WORDS:
        kept |= {index for index, one in enumerate(found) if one.linked < MOSTLY_LINKS and _is_running(one.block)}
    return MainText([found[index] for index in sorted(_filled(found, kept))], found)


def _extracted(tree: HtmlElement) -> list[str]:
    document = bare_extraction(deepcopy(tree), include_comments=False, include_tables=True, deduplicate=False)
    body = getattr(document, "body", None)
    return [_letters("".join(map(str, part.itertext()))) for part in body] if body is not None else []


def _fallback(tree: HtmlElement) -> list[str]:
    body, _, _ = baseline(deepcopy(tree))
    return [_letters("".join(map(str, part.itertext()))) for part in body]


def _named_by(texts: list[str], found: list[Found]) -> set[int]:
    """Return the places in `found` whose words are among `texts`."""
    everything, lines = "\n".join(texts), set(texts)
    kept = set()
    for index, one in enumerate(found):
        letters = _letters(one.block.text)
        if letters and (letters in lines or (len(letters) >= SHORTEST_PART and letters in everything)):
            kept.add(index)
    return kept


def _filled(found: list[Found], kept: set[int]) -> set[int]:
    """Add what lies among the kept blocks and belongs to them: headings, and what looks as they do."""
    if not kept:
        return kept
    looks = _looks([found[index] for index in kept])
    inside = range(min(kept), max(kept) + 1)
    filled = kept | {index for index in inside if _belongs(found[index], looks)}
    return _extended(found, filled, looks)


def _looks(main: list[Found]) -> set[tuple[str, str]]:
    """Return the signatures that a good part of the text has."""
    words: Counter[tuple[str, str]] = Counter()
    for one in main:
        words[one.signature] += one.block.words if one.block.kind != HEADING else 0
    return {signature for signature, count in words.items() if count >= SHARE_OF_LOOK * words.total()}


def _extended(found: list[Found], kept: set[int], looks: set[tuple[str, str]]) -> set[int]:
    """Take in blocks right before and after the kept ones, as long as they look the same."""
    kept = set(kept)
    for index in range(min(kept) - 1, -1, -1):
        if not _belongs(found[index], looks):
            break
        kept.add(index)
    for index in range(max(kept) + 1, len(found)):
        if not _belongs(found[index], looks):
            break
        kept.add(index)
    return kept


def _belongs(one: Found, looks: set[tuple[str, str]]) -> bool:
    if one.linked >= MOSTLY_LINKS:
        return False
    if one.block.kind in (HEADING, ITEM):
        return True
    if one.element.tag in ("td", "th") and FIGURE.search(one.block.text):
        return True
    return one.signature in looks and one.block.words >= SHORTEST_PARAGRAPH


def _is_running(block: Block) -> bool:
    return block.kind == HEADING or block.words >= 2 * SHORTEST_PARAGRAPH


def _words(found: list[Found], kept: set[int]) -> int:
    return sum(found[index].block.words for index in kept)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())
