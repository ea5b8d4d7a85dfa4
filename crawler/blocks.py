"""Blocks: the paragraphs, headings and list items that main text is made of, one a line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.mend import mended

HEADING, ITEM, PARAGRAPH = "heading", "item", "paragraph"
BULLETS = "•●▪■◦‣∙·*–—-"

#: A number before a month and a year is a day's: "19. January 2015".
_NUMBERED = re.compile(r"^(\d{1,2}[.)]) +(?=\S)(?!\w+\.? (?:19|20)\d\d\b)")
_BULLETED = re.compile(rf"^[{re.escape(BULLETS)}] +(?=\S)")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "\u00a0": " "})


@dataclass(frozen=True)
class Block:
    """One line of main text: its kind, its words, and for a list item the mark before it."""

    kind: str
    text: str
    mark: str = ""

    @property
    def line(self) -> str:
        """The block as it stands in `articles.text`."""
        if self.kind == HEADING:
            return f"# {self.text}"
        return f"{self.mark} {self.text}" if self.kind == ITEM else self.text

    @property
    def words(self) -> int:
        """How many words it has."""
        return count_words(self.text)

    @property
    def key(self) -> str:
        """The words alone, in lower case and without quotes or final stop: equal for two prints of one sentence."""
        return plain(self.text)


def count_words(text: str) -> int:
    """Count the words of `text`; two characters of a script without spaces count as one."""
    return len(text.split()) + len(_UNSPACED.findall(text)) // 2


def plain(text: str) -> str:
    """Return `text` in one line, lower case, straight quotes, without what stands around it."""
    return " ".join(text.translate(_QUOTES).lower().split()).strip(" \"'.,:;!?…-–—[]()")


def squeeze(text: str) -> str:
    """Return `text` mended, with every run of white space as one space, and without zero-width characters."""
    return " ".join(_INVISIBLE.sub("", mended(text)).split())


def block_of(line: str) -> Block:
    """Return the block that a line of plain text stands for: a number or bullet makes it a list item."""
    bare = line.strip()
    if bare.startswith("#"):
        heading = bare.lstrip("#").strip()
        return (
            Block(HEADING, squeeze(heading)) if heading and bare[len(bare) - len(heading) - 1] == " " else _item(bare)
        )
    return _item(bare)


def _item(bare: str) -> Block:
    if match := _NUMBERED.match(bare):
        return Block(ITEM, squeeze(bare[match.end() :]), match.group(1))
    if match := _BULLETED.match(bare):
        return Block(ITEM, squeeze(bare[match.end() :]), "-")
    return Block(PARAGRAPH, squeeze(bare))


def joined(blocks: Iterable[Block]) -> str:
    """Return the main text that `blocks` make: one a line, no blank lines."""
    return "\n".join(block.line for block in blocks if block.text)
