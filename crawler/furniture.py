"""What surrounds a text and is none of it: taken off by general patterns, for HTML and plain text alike.

The patterns stand in `datasets/lexicons/furniture.yaml`. Order matters: what ends the text is cut first (comments,
walls, boilerplate), then single lines go, then words within lines, then what is said twice.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crawler.biography import cut_biography
from crawler.blocks import HEADING, Block
from crawler.core import SOURCE, core, is_fragment, is_running
from crawler.linebreaks import joined_breaks
from crawler.patterns import groups, is_furniture_line, without_inline
from crawler.repeats import drop_captions, drop_repeats

#: A line that ends the text must have this share of the words above it; higher up, it is only dropped.
LATE = 0.4
#: Comments end a text even when they are longer than it, once this many words stand above them.
FEWEST_WORDS_ABOVE = 40
#: So many words of running text below a wall show that it stopped nobody.
WORDS_PAST_A_WALL = 100
#: A line this long, or one that ends as a sentence, is no title of another article.
LONGEST_CARD_TITLE = 20
#: Of what little is left below the cards of other articles, this many words may be teasers.
LONGEST_TEASER = 30
#: A text that ends in dots is a teaser when it is no longer than this: writers of whole ones end so, too.
LONGEST_CUT_TEXT = 120
#: A sentence of the text that goes on below a box of cards is longer than this.
SHORTEST_SENTENCE = 11

#: A comment begins with a name of at most so many words, and a time of at most so many.
LONGEST_NAME, LONGEST_TIME = 6, 9
#: A page with so many lines that name a source collects figures: such a line ends no text there.
FEWEST_SOURCES = 3
#: Boxes amid a text hold at least so many lines that are no sentences.
FEWEST_IN_BOX = 3

_SAYS = re.compile(r"\b(?:says|said|wrote|writes|schreibt|sagt|dit|dice)\s*(?:\.\.\.|…|:)?$", re.IGNORECASE)
_TIMED = re.compile(r"\d{1,2}[:.]\d\d|\bago\b|\b(?:19|20)\d\d\b")
_AGO = re.compile(
    r"(?:about |over )?(?:\d+|an?|one|two) (?:second|minute|hour|day|week|month|year|yr|mo|hr|min)s? ago\W*$", re.I
)
_SENTENCE_END = re.compile(r"""[.!?]["'”’)]*$""")
_MORE = re.compile(r"(?:\[(?:…|\.\.\.)\]|\((?:read )?more ?(?:…|\.\.\.)?\)|\[(?:read )?more\])\W*$", re.IGNORECASE)
_SENTENCES = re.compile(r"[a-z]{2}[.!?][\"'”’)]* \S")
_FOOTNOTE = re.compile(r"\[?\d{1,2}\]? [A-Z“\"].{0,200}$")
_ELLIPSIS = re.compile(r"(?:…|\.\.\.)\W*$")


@dataclass(frozen=True)
class Stripped:
    """Blocks of main text only; `partial` when a wall withholds the rest."""

    blocks: list[Block]
    partial: bool = False


def strip_furniture(blocks: Sequence[Block], author: str | None = None) -> Stripped:
    """Return the blocks of `blocks` that are main text; `author` helps to know a biography."""
    rest, partial = _cut_at_wall(_cut_comments(list(blocks)))
    partial = partial or breaks_off(rest)
    rest = [replace(block, text=without_inline(block.text)) for block in rest]
    rest = _cut_ends(rest)
    rest = _drop_cards(rest)
    rest = _drop_boxes(rest)
    start, end = core(rest)
    rest = [block for block in rest[start:end] if not is_furniture_line(block.text)]
    rest = joined_breaks([block for block in rest if re.search(r"\w", block.text)])
    rest = cut_biography(drop_repeats(drop_captions(_cut_notes(rest))), author)
    return Stripped(_drop_last_headings(rest), partial)


def _words(blocks: Sequence[Block]) -> int:
    return sum(block.words for block in blocks)


def _running(blocks: Sequence[Block]) -> int:
    """Count the words of `blocks` that stand in sentences."""
    return sum(b.words for b in blocks if _SENTENCE_END.search(b.text) and not is_furniture_line(b.text))


def _cut_comments(blocks: list[Block]) -> list[Block]:
    for index, block in enumerate(blocks):
        begins = groups()["comments"].takes(block) or _is_speaking(blocks, index)
        if begins and _running(blocks[:index]) >= FEWEST_WORDS_ABOVE:
            return blocks[:index]
    return blocks


def _is_speaking(blocks: Sequence[Block], index: int) -> bool:
    """Tell whether a comment begins here: "Somebody says:", or a name, with the time of it in the next line."""
    block, after = blocks[index], blocks[index + 1 : index + 3]
    named = block.words <= LONGEST_NAME and block.kind != HEADING
    if named and _SAYS.search(block.text):
        return any(_TIMED.search(one.text) and one.words <= LONGEST_TIME for one in after) or any(
            _SAYS.search(one.text) and one.words <= LONGEST_NAME for one in blocks[index + 1 : index + 6]
        )
    return named and any(_AGO.match(one.text) for one in after[:1])


def _cut_at_wall(blocks: list[Block]) -> tuple[list[Block], bool]:
    """Cut at the first wall that has little running text below it; a wall that stopped nobody is only dropped."""
    for index, block in enumerate(blocks):
        if _ends_early(block) and _running(blocks[index + 1 :]) < WORDS_PAST_A_WALL:
            return blocks[:index], True
    return [block for block in blocks if not _ends_early(block)], False


def is_stub(block: Block) -> bool:
    """Tell whether `block` is a link to the rest."""
    return groups()["stubs"].takes(block)


def is_wall(block: Block) -> bool:
    """Tell whether `block` says that the rest is for members, subscribers or the registered."""
    return groups()["walls"].takes(block)


def breaks_off(blocks: Sequence[Block]) -> bool:
    """Tell whether the text of `blocks` is cut short: it ends at "(more...)", or is a few lines and ends in dots."""
    last = next((block for block in reversed(blocks) if not is_furniture_line(block.text)), None)
    if last is None:
        return False
    short = _words(blocks) <= LONGEST_CUT_TEXT and last.words > SHORTEST_SENTENCE
    return bool(_MORE.search(last.text)) or (short and bool(_ELLIPSIS.search(last.text)))


def _ends_early(block: Block) -> bool:
    return is_wall(block) or is_stub(block)


def _cut_ends(blocks: list[Block]) -> list[Block]:
    total = _words(blocks) or 1
    collected = sum(bool(SOURCE.match(block.text)) for block in blocks) >= FEWEST_SOURCES
    if collected:
        return list(blocks)
    for index, block in enumerate(blocks):
        if _is_end(block) and _words(blocks[:index]) >= LATE * total:
            return blocks[:index]
    return [block for block in blocks if not _is_end(block)]


def _is_end(block: Block) -> bool:
    return groups()["ends"].takes(block) or _is_about_heading(block)


def _is_about_heading(block: Block) -> bool:
    """A heading "About Some Company" begins a press release's boilerplate."""
    return block.kind == HEADING and bool(
        re.match(r"About (?:[A-Z0-9]\S*(?: (?:&|and|of|the|[A-Z0-9]\S*))*)$", block.text)
    )


def _drop_cards(blocks: list[Block]) -> list[Block]:
    """Drop each head of cards with the titles and teasers below it."""
    kept: list[Block] = []
    index = 0
    while index < len(blocks):
        if not groups()["cards"].takes(blocks[index]):
            kept.append(blocks[index])
            index += 1
            continue
        index = _past_cards(blocks, index + 1, _words(kept))
    return kept


def _past_cards(blocks: list[Block], index: int, words_above: int) -> int:
    """Return where the text goes on after the cards that begin at `index`; the end when only teasers are left."""
    while index < len(blocks) and _is_card(blocks[index]):
        index += 1
    rest = [block for block in blocks[index:] if not _is_card(block)]
    only_teasers = all(block.words <= LONGEST_TEASER for block in rest) and not _goes_on(blocks[index:])
    return len(blocks) if only_teasers and words_above >= 2 * _words(rest) else index


def _is_card(block: Block) -> bool:
    ends = bool(_SENTENCE_END.search(block.text))
    return bool(_ELLIPSIS.search(block.text)) or (
        block.words <= LONGEST_CARD_TITLE and (not ends or block.text.endswith("?"))
    )


def _goes_on(blocks: Sequence[Block]) -> bool:
    """Tell whether `blocks` hold text and not teasers: several sentences in a paragraph, or two paragraphs in a row."""
    whole = [is_running(block) and block.words > SHORTEST_SENTENCE for block in blocks]
    several = any(w and _SENTENCES.search(block.text) for w, block in zip(whole, blocks, strict=True))
    return several or any(one and other for one, other in itertools.pairwise(whole))


def _drop_boxes(blocks: list[Block]) -> list[Block]:
    """Drop runs of fragments amid the text that a line of furniture shows to be a box, such as a promotion."""
    kept: list[Block] = []
    run: list[Block] = []
    for block in [*blocks, None]:
        announced = bool(kept) and not run and kept[-1].text.endswith(":")
        if (
            block is not None
            and not announced
            and block.kind != HEADING
            and (is_fragment(block) or is_furniture_line(block.text))
        ):
            run.append(block)
            continue
        boxed = len(run) >= FEWEST_IN_BOX and sum(is_furniture_line(one.text) for one in run) * 3 >= len(run)
        kept += [] if boxed else run
        run = []
        if block is not None:
            kept.append(block)
    return kept


def _cut_notes(blocks: list[Block]) -> list[Block]:
    """Cut two or more footnotes off the end: lines that begin with a bare number."""
    end = len(blocks)
    while end and _FOOTNOTE.match(blocks[end - 1].text):
        end -= 1
    return blocks[:end] if len(blocks) - end > 1 else blocks


def _drop_last_headings(blocks: list[Block]) -> list[Block]:
    """Drop headings that head nothing: what they headed was cut."""
    kept = list(blocks)
    while kept and kept[-1].kind == HEADING:
        kept.pop()
    return kept
