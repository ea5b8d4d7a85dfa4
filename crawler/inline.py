"""Inline text: what stands between two block boundaries of a page, as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.blocks import BULLETS, squeeze

BOLD_TAGS = frozenset(("b", "strong"))
SENTENCE_END = re.compile(r"""[.!?:;]["'”’)]*$""")
_NEW_LINE = re.compile(rf"^(?:[{re.escape(BULLETS)}]|\(?\d{{1,2}}[.)])\s")
_LOOSE_END = re.compile(r"[\s(\[/&,:;·|–—-]$")
_LOOSE_START = re.compile(r"[\s)\]/&.,:;·|–—-]")


@dataclass(frozen=True)
class Part:
    """A piece of inline text, and whether it is bold and a link."""

    text: str
    bold: bool = False
    linked: bool = False


@dataclass
class Run:
    """The inline text gathered since the last block boundary, as lines parted by line breaks."""

    lines: list[list[Part]] = field(default_factory=lambda: [[]])

    def add(self, text: str | None, inside: frozenset[str]) -> None:
        """Add `text`, which stands inside elements of these names."""
        if text:
            self.lines[-1].append(Part(text, bool(inside & BOLD_TAGS), "a" in inside))

    def break_line(self) -> None:
        """Begin a new line."""
        self.lines.append([])

    def linked(self) -> float:
        """Return the share of characters that are links."""
        sizes = [(len(part.text.strip()), part.linked) for line in self.lines for part in line]
        return sum(size for size, linked in sizes if linked) / (sum(size for size, _ in sizes) or 1)

    def paragraphs(self) -> Iterator[tuple[str, bool, str]]:
        """Yield (text, whether all of it is bold, its pieces): a break parts where a sentence, item or bold line ends."""
        parts: list[Part] = []
        for line in [*self.lines, []]:
            text = _joined(line)
            if parts and (not text or _parted(parts, text)):
                yield _joined(parts), _all_bold(parts), _pieces(parts)
                parts = []
            if text:
                parts = [*parts, Part(" | "), *line] if parts else list(line)

    def clear(self) -> None:
        """Begin anew."""
        self.lines = [[]]


def _joined(parts: list[Part]) -> str:
    return squeeze("".join(" " if part.text == " | " else part.text for part in parts))


def _all_bold(parts: list[Part]) -> bool:
    return all(part.bold for part in parts if part.text.strip(" |\n\t\r"))


def _parted(parts: list[Part], text: str) -> bool:
    before = _joined(parts)
    return bool(SENTENCE_END.search(before) or _NEW_LINE.match(text)) or _all_bold(parts)


def _pieces(parts: list[Part]) -> str:
    """Return the text with ` | ` where only markup or a line break parts it."""
    text = ""
    for part in parts:
        glued = _LOOSE_END.search(text) or _LOOSE_START.match(part.text)
        text += part.text if glued or not text else f" | {part.text}"
    return squeeze(text)
