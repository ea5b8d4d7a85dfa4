"""Lines that introduce a person below an article: of the author, or of whoever was interviewed."""

from __future__ import annotations

import re
from functools import cache

from crawler.blocks import HEADING, Block, plain
from crawler.lexicon import lexicon

LONGEST_BIOGRAPHY = 90
#: The author's name stands within so many words of the line's beginning.
NAME_WITHIN = 12
#: The author's biography is one of the last blocks, and only short lines follow it.
BIOGRAPHY_WITHIN = 5
LONGEST_BELOW = 40

#: What lines about a person's life say in the third person.
_LIFE = re.compile(
    r"\b(?:is|was|has|have|had|joined|works?|worked|writes?|wrote|lives?|leads?|led|runs|ran|reports?|covers?|edits?|heads|"
    r"serves?|advises?|teaches|holds|spent|lectures|consults|speaks|founded|blogs|tweets|can be reached|follow)\b"
)


def cut_biography(blocks: list[Block], author: str | None) -> list[Block]:
    """Cut biographies off the end of `blocks`: the author's with what stands below it, or anybody's in the last lines."""
    first = max(1, len(blocks) - BIOGRAPHY_WITHIN)
    for index in range(first, len(blocks)):
        if is_life_of(author, blocks[index]) and all(block.words <= LONGEST_BELOW for block in blocks[index + 1 :]):
            return blocks[:index]
    kept = list(blocks)
    while len(kept) > 1 and is_introduction(kept[-1]):
        kept.pop()
    return kept


def is_life_of(author: str | None, block: Block) -> bool:
    """Tell whether `block` tells of its article's `author`, by name and in the third person."""
    opening = plain(" ".join(block.text.split()[:NAME_WITHIN]))
    short = block.kind != HEADING and block.words <= LONGEST_BIOGRAPHY
    return short and any(name in opening for name in _names(author)) and bool(_LIFE.search(block.text))


def _names(author: str | None) -> list[str]:
    """Return the full names in `author`, and each person's first name before "is" and the like."""
    return [plain(name) for name in re.split(r",| and | & ", author or "") if len(name.split()) > 1]


def is_introduction(block: Block) -> bool:
    """Tell whether `block` introduces a person by name and job, as the lines below an article do."""
    return block.kind != HEADING and block.words <= LONGEST_BIOGRAPHY and bool(_introduction().match(block.text))


@cache
def _introduction() -> re.Pattern[str]:
    """A full name, then `is` or `works as`, then within a few words a role; or a life told by its usual verbs."""
    roles = "|".join(re.escape(role) for role in sorted(lexicon("furniture")["roles"].split(), key=len, reverse=True))
    name = r"(?:Dr\.? |Prof\.? )?[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w.’'-]*){1,3}"
    return re.compile(
        rf"(?:(?i:about the author):? )?{name},? (?:"
        rf"(?:is|was|has been|works as|serves as) (?:currently |also |now )?(?:[\w’'&,-]+ ){{0,7}}(?i:{roles})s?\b|"
        r"(?:writes|blogs|reports|covers|lives|lectures|consults|can be reached|works (?:for|at|with))\b)"
    )
