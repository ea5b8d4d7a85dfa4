"""A text file (.txt, .md) to an Extract: pure."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from crawler.blocks import HEADING, PARAGRAPH, Block, block_of, count_words, joined, plain, squeeze
from crawler.byline import Byline, side_of
from crawler.dates import iso_date
from crawler.extract import Extract, NothingToRead
from crawler.furniture import strip_furniture
from crawler.headline import head_of, printed_title
from crawler.heads import FIRST_PARAGRAPH, without_heads
from crawler.language import language_of
from crawler.names import credits

LONGEST_HEADING = 10
#: A file whose lines are all at most this long, and often nearly so, was wrapped by hand or by a mail program.
WRAPPED_AT = 100
FULL_LINE = 50
FEWEST_FULL_LINES = 3

_FRONT_MATTER = re.compile(r"\A---\n(?P<fields>.*?)\n(?:---|\.\.\.)\n", re.DOTALL)
_RULE = re.compile(r"^\s*([=*_~·-])(?:\s*\1){2,}\s*$")
_STOP = re.compile(r"""[.:;,!…]["'”’)*]*$""")
_LINK = re.compile(r"!?\[([^\]]*)\]\((?:[^()\s]|\([^()]*\))+(?: \"[^\"]*\")?\)")
_EMPHASIS = re.compile(r"(?<![\w*_])(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1(?![\w*_])")
_BOLD_LINE = re.compile(r"^(\*\*|__)[^*_]+\1$")


def read_text(text: str) -> Extract:
    """Return what the plain text or Markdown `text` holds; raise NothingToRead when it holds no word.

    The title is the first line when it reads as one; a byline and date are taken from the lines below it.
    """
    fields, body = _front_matter(text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    blocks = [block for chunk in _chunks(body) for block in _blocks(chunk)]
    if not blocks:
        raise NothingToRead("it holds no text")
    head = head_of(blocks)
    title = fields.get("title") or printed_title(head)
    byline = _byline(fields, head, blocks, title)
    below, dateline = without_heads(blocks, title, byline)
    stripped = strip_furniture(_headed(below), byline.author)
    main = joined(stripped.blocks)
    return Extract(
        text=main,
        title=title,
        author=byline.author,
        author_title=byline.author_title,
        author_side=side_of(byline.author_title),
        published=byline.published or dateline,
        language=language_of(main),
        access="partial" if stripped.partial else "full",
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """Split off the fields (title, author, date ...) that some Markdown files begin with."""
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, text
    pairs = (line.partition(":") for line in match.group("fields").split("\n"))
    return {key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs if value.strip()}, text[
        match.end() :
    ]


def _chunks(text: str) -> list[list[str]]:
    """Return the lines between blank lines, with lines that were wrapped joined again."""
    lines = text.split("\n")
    chunks: list[list[str]] = [[]]
    for line in lines:
        if not line.strip() or _RULE.match(line):
            chunks.append([])
        else:
            chunks[-1].append(line)
    wrapped = _is_wrapped(lines)
    return [_unwrapped(chunk) if wrapped or _is_broken(chunk) else chunk for chunk in chunks if chunk]


def _is_wrapped(lines: list[str]) -> bool:
    full = [line for line, after in itertools.pairwise(lines) if len(line) >= FULL_LINE and after.strip()]
    return len(full) >= FEWEST_FULL_LINES and max(map(len, lines)) <= WRAPPED_AT


def _is_broken(chunk: list[str]) -> bool:
    """Tell whether the lines of `chunk` break off within sentences: a paragraph that was wrapped, in a file that was not."""
    above = [line.rstrip() for line in chunk[:-1]]
    full = bool(above) and all(FULL_LINE <= len(line) <= WRAPPED_AT for line in above)
    return full and 2 * sum(not _STOP.search(line) for line in above) >= len(above)


def _unwrapped(chunk: list[str]) -> list[str]:
    """Join each line of `chunk` to the one before it, when that one is full and this one begins nothing new."""
    joined_lines = [chunk[0]]
    last = chunk[0]
    for line in chunk[1:]:
        if len(last) >= FULL_LINE and block_of(line).kind == PARAGRAPH:
            joined_lines[-1] = f"{joined_lines[-1].rstrip()} {line.strip()}"
        else:
            joined_lines.append(line)
        last = line
    return joined_lines


def _blocks(chunk: list[str]) -> list[Block]:
    blocks = []
    for line in chunk:
        block = block_of(_LINK.sub(r"\1", line))
        kind = HEADING if _BOLD_LINE.match(block.text) else block.kind
        blocks.append(replace(block, kind=kind, text=squeeze(_EMPHASIS.sub(r"\2", block.text))))
    return [block for block in blocks if block.text]


def _byline(fields: dict[str, str], head: list[Block], blocks: list[Block], title: str | None) -> Byline:
    """Return author, job and date: of the fields, else as printed, nearest below the title first."""
    start = max((index + 1 for index, block in enumerate(head) if block.key == plain(title or "")), default=0)
    lines = [block.text for block in (*head[start:], *head[:start]) if count_words(block.text) < 2 * FIRST_PARAGRAPH]
    printed = credits(lines, [block.text for block in blocks], fields.get("author"), title)
    return replace(printed, published=iso_date(fields.get("date")) or printed.published)


def _headed(blocks: list[Block]) -> list[Block]:
    """Return `blocks` with each short line that stands above a paragraph, and is no sentence, as a heading."""
    following = [*blocks[1:], None]
    return [
        replace(block, kind=HEADING) if after and _is_heading(block, after) else block
        for block, after in zip(blocks, following, strict=True)
    ]


def _is_heading(block: Block, after: Block) -> bool:
    short = block.kind == PARAGRAPH and block.words <= LONGEST_HEADING and block.text[0].isupper()
    ended = _STOP.search(block.text) or block.text.endswith("?")
    return short and not ended and after.words > LONGEST_HEADING and block.key != after.key
