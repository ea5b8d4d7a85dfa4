"""The patterns of the furniture lexicon, and the lines that they know."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from crawler.blocks import Block, squeeze
from crawler.lexicon import lexicon

MOST_SHARE_WORDS = 25


@dataclass(frozen=True)
class Group:
    """Patterns of one sort of furniture, and the longest line that they may take."""

    words: int
    pattern: re.Pattern[str]

    def takes(self, block: Block) -> bool:
        """Tell whether `block` is such a line."""
        return block.words <= self.words and bool(self.pattern.match(block.text))


def _group(entry: dict[str, object]) -> Group:
    patterns = entry["patterns"]
    assert isinstance(patterns, list) and isinstance(entry["words"], int)
    return Group(entry["words"], re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE))


@cache
def groups() -> dict[str, Group]:
    """Return the groups that cut more than their own line, by name."""
    return {name: _group(lexicon("furniture")[name]) for name in ("walls", "stubs", "comments", "cards", "ends")}


@cache
def _line_groups() -> tuple[Group, ...]:
    return tuple(_group(entry) for entry in lexicon("furniture")["lines"].values())


@cache
def _share_words() -> re.Pattern[str]:
    words = sorted(lexicon("furniture")["share_words"].split(), key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)


@cache
def _inline() -> re.Pattern[str]:
    return re.compile("|".join(lexicon("furniture")["inline"]), re.IGNORECASE)


@cache
def _site_words() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in lexicon("furniture")["site_words"]), re.IGNORECASE)


def site_words(text: str) -> int:
    """Count what `text` says about the site that printed it: its newsletter, its comments, its address."""
    return len(_site_words().findall(text))


@lru_cache(maxsize=4096)
def is_furniture_line(text: str) -> bool:
    """Tell whether the line `text` is no main text wherever it stands: consent, sharing, advertisement, credit ..."""
    words = len(text.split())
    return is_share_bar(text) or any(words <= group.words and group.pattern.match(text) for group in _line_groups())


def is_share_bar(text: str) -> bool:
    """Tell whether `text` is made of nothing but words of share bars, glued or not, and at least two of them."""
    words = [word for word in re.split(r"[\s|/,·•:&()]+", text) if word and not word.isdigit()]
    found = sum(len(_share_words().findall(word)) for word in words)
    return 1 < found <= MOST_SHARE_WORDS and all(_share_words().sub("", word) == "" for word in words)


def without_inline(text: str) -> str:
    """Return `text` without the furniture that stands within it, such as a bracketed "Related"."""
    return squeeze(_inline().sub(" ", text))
