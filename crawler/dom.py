"""From an HTML tree to its blocks in reading order, each with where it stood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from crawler.blocks import HEADING, ITEM, PARAGRAPH, Block, block_of
from crawler.inline import SENTENCE_END, Run

HEADING_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCK_TAGS = HEADING_TAGS | frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figure footer form header "
    "hr li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
SKIPPED_TAGS = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video button select option input "
    "textarea label head title figcaption map".split()
)
#: A heading tag around more words than this was used for its looks.
LONGEST_HEADING = 30
#: A paragraph that is bold as a whole, this short and without a final stop is a heading.
LONGEST_BOLD_HEADING = 12

_SPEAKER = re.compile(r"^[A-Z][\w.' ]{0,24}: ")


@dataclass(frozen=True)
class Found:
    """A block with the element it came from, and the share of its characters that are links.

    `pieces` is its text with ` | ` between parts that the markup keeps apart without a space, as bylines do.
    """

    block: Block
    element: HtmlElement
    linked: float
    pieces: str

    @property
    def signature(self) -> tuple[str, str]:
        """Tag and class of the element and of its parent: equal for blocks that one template made alike."""
        parent = self.element.getparent()
        return _name(self.element), _name(parent) if parent is not None else ""


def found_blocks(tree: HtmlElement) -> list[Found]:
    """Return the blocks of `tree` in reading order."""
    return [found for found in _walk(tree, Run(), frozenset()) if found.block.text]


def _walk(element: HtmlElement, run: Run, inside: frozenset[str]) -> Iterator[Found]:
    """Yield the blocks within `element`; inline text is added to `run`, which its block ancestor ends."""
    tag = element.tag
    if not isinstance(tag, str) or tag in SKIPPED_TAGS:
        return
    if tag == "br":
        run.break_line()
    elif tag in BLOCK_TAGS:
        yield from _walk_block(element, inside)
    else:
        yield from _walk_children(element, run, inside | {tag})


def _walk_children(element: HtmlElement, run: Run, inside: frozenset[str]) -> Iterator[Found]:
    run.add(element.text, inside)
    for child in element:
        if isinstance(child.tag, str) and child.tag in BLOCK_TAGS:
            # a block within inline markup ends what stood before it
            yield from _ended(run, _block_above(element))
        yield from _walk(child, run, inside)
        run.add(child.tail, inside)


def _walk_block(element: HtmlElement, inside: frozenset[str]) -> Iterator[Found]:
    run = Run()
    mark = _mark(element) if element.tag == "li" else ""
    for found in _walk_children(element, run, inside):
        yield _as_item(found, mark)
        mark = ""
    for found in _ended(run, element):
        yield _as_item(found, mark)
        mark = ""


def _ended(run: Run, element: HtmlElement) -> Iterator[Found]:
    """Yield what `run` holds as blocks, and empty it."""
    linked = run.linked()
    for line, bold, pieces in run.paragraphs():
        yield Found(_block(line, element, bold), element, linked, pieces)
    run.clear()


def _block(line: str, element: HtmlElement, bold: bool) -> Block:
    words = len(line.split())
    if element.tag in HEADING_TAGS:
        return Block(HEADING if words <= LONGEST_HEADING else PARAGRAPH, line)
    block = block_of(line) if not line.startswith("#") else Block(PARAGRAPH, line)
    standing = not SENTENCE_END.search(line) and not _SPEAKER.match(line) and line[-1:] != ","
    if bold and block.kind == PARAGRAPH and words <= LONGEST_BOLD_HEADING and standing and element.tag != "li":
        return Block(HEADING, line)
    return block


def _as_item(found: Found, mark: str) -> Found:
    """Return `found` as the list item that `mark` begins, when it is the first text of one."""
    if not mark or found.block.kind != PARAGRAPH:
        return found
    return replace(found, block=Block(ITEM, found.block.text, mark))


def _mark(item: HtmlElement) -> str:
    """Return the number that a browser would print before `item`, or `-` in a bulleted list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "-"
    items = [child for child in parent if child.tag == "li"]
    step = -1 if parent.get("reversed") is not None else 1
    first = _number(parent.get("start"), len(items) if step < 0 else 1)
    return f"{_number(item.get('value'), first + step * items.index(item))}."


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.strip().isdigit() else default


def _block_above(element: HtmlElement) -> HtmlElement:
    while element.tag not in BLOCK_TAGS and element.getparent() is not None:
        element = element.getparent()
    return element


def _name(element: HtmlElement) -> str:
    return f"{element.tag}.{' '.join(sorted((element.get('class') or '').split()))}"
