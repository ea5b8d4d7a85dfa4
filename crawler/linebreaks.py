"""Sentences that a hard line break or a box cut in two, put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from crawler.blocks import HEADING, ITEM, Block

#: Fewer words before a break are a label and no sentence.
FEWEST_BEFORE = 5

_OPEN = re.compile(r"[^.!?:;…。！？\"”’)\]]$")
_GOES_ON = re.compile(r"[a-zà-þ]+\b(?!\.)|[,;)]")


def joined_breaks(blocks: Sequence[Block]) -> list[Block]:
    """Return `blocks` with each paragraph that begins in small letters joined to the open sentence above it."""
    joined: list[Block] = []
    for block in blocks:
        if joined and _is_broken(joined[-1], block):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {block.text}")
        else:
            joined.append(block)
    return joined


def _is_broken(before: Block, after: Block) -> bool:
    if before.kind == HEADING or after.kind in (HEADING, ITEM) or before.words < FEWEST_BEFORE:
        return False
    return bool(_OPEN.search(before.text) and _GOES_ON.match(after.text))
