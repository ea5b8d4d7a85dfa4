"""Made pages without classes: every line a bare `<p>`, or a line of a text file, with gold that says which lines are text.

`bench/data/plain_pages/*.txt` hold them, written by a language model: `=== name`, fields (title, author, date, access),
then a line a block. `~ ` begins furniture (titles and bylines too), `\\ ` goes on with the paragraph above after a hard
line break, `# ` is a heading, `~[ ... ]~` furniture within a line; all else is main text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "data" / "plain_pages"
FURNITURE, GOES_ON, HEADING = "~ ", "\\ ", "# "
FIELDS = ("title", "author", "date", "access")
_WITHIN = re.compile(r"\s*~\[(.*?)\]~")
_FAULTS = {"\\u2019": "’", "â€™": "’"}


@dataclass
class PlainPage:
    """One made page: its fields, and its lines as written."""

    name: str
    fields: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    @property
    def blocks(self) -> list[str]:
        """The lines with those that go on joined to the one above by a line break."""
        blocks: list[str] = []
        for line in self.lines:
            if line.startswith(GOES_ON):
                blocks[-1] += "\n" + line.removeprefix(GOES_ON)
            else:
                blocks.append(line)
        return blocks

    @property
    def body(self) -> list[str]:
        """The blocks of main text as they should be read: faults mended, inner furniture gone."""
        return [_mended(block) for block in self.blocks if not block.startswith(FURNITURE)]

    @property
    def furniture(self) -> list[str]:
        """The blocks of furniture, and what stands within lines."""
        whole = [block.removeprefix(FURNITURE) for block in self.blocks if block.startswith(FURNITURE)]
        return whole + [match.strip() for block in self.blocks for match in _WITHIN.findall(block)]

    @property
    def html(self) -> str:
        """The page with nothing but paragraphs in its body; the title element also names a site."""
        lines = "\n".join(f"<p>{escape(_printed(block)).replace(chr(10), '<br>')}</p>" for block in self.blocks)
        title = escape(self.fields["title"])
        return f'<html><head><meta charset="utf-8"><title>{title} | Ledger of Work</title></head><body>\n{lines}\n</body></html>'

    @property
    def text(self) -> str:
        """The page as a text file, a blank line between blocks."""
        return "\n\n".join(map(_printed, self.blocks)) + "\n"


def plain_pages(part: str) -> list[PlainPage]:
    """Return the pages of one part, `tuned` or `told`."""
    pages: list[PlainPage] = []
    for line in (FOLDER / f"{part}.txt").read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(": ")
        if line.startswith("=== "):
            pages.append(PlainPage(line.removeprefix("=== ")))
        elif key in FIELDS and not pages[-1].lines:
            pages[-1].fields[key] = value
        elif line:
            pages[-1].lines.append(line)
    return pages


def _printed(block: str) -> str:
    return block.removeprefix(FURNITURE).removeprefix(HEADING).replace("~[", "[").replace("]~", "]")


def _mended(block: str) -> str:
    text = _WITHIN.sub("", block.removeprefix(HEADING)).replace("\n", " ")
    for fault, mended in _FAULTS.items():
        text = text.replace(fault, mended)
    return text
