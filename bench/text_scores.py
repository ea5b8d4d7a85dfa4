"""How well a text was read: words in common with the gold, furniture kept, lines lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bench.plain_pages import PlainPage

#: A line of furniture shorter than this, in letters, may stand in the text by chance.
SHORTEST_KEPT = 25


def token_f1(found: str, gold: str) -> float:
    """Return F1 over the two texts' words, counted as often as they occur."""
    one, other = (Counter(re.findall(r"\w+", text.lower())) for text in (found, gold))
    common = sum((one & other).values())
    return 2 * common / (sum(one.values()) + sum(other.values())) if common else float(one == other)


def mean(values: Sequence[float]) -> float:
    """Return the mean."""
    return sum(values) / len(values)


def letters(text: str) -> str:
    """Return the letters and digits of `text` alone, in lower case."""
    return re.sub(r"[\W_]+", "", text.lower())


def furniture_kept(text: str, page: PlainPage) -> list[str]:
    """Return the furniture of `page` that stands in `text`, as a line or, when long, within one."""
    whole, lines = letters(text), {letters(line) for line in text.split("\n")}
    own = [letters(line) for line in page.body]
    found = []
    for line in page.furniture:
        key = letters(line)
        there = key in lines or (len(key) > SHORTEST_KEPT and key in whole)
        if key and there and not any(key in body for body in own):
            found.append(line)
    return found


def body_lost(text: str, page: PlainPage) -> list[str]:
    """Return the lines of main text of `page` that `text` lacks."""
    whole = letters(text)
    return [line for line in page.body if letters(line) not in whole]
