"""An article's units as the encoder reads them: each alone, or in windows together with what stands before and after.

In a window each unit's tokens see those of its neighbours, and its vector is the mean over its own tokens (sequential
sentence classification: Cohan et al. 2019, arXiv:1909.04054).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

#: Units are read as far as this many tokens, titles as far as that.
MOST_TOKENS, MOST_OF_TITLE = 96, 24
#: The backbone's tokens for the start of a text and for the end of each piece of it.
START, END = 0, 2


@dataclass(frozen=True)
class Sizes:
    """How many tokens of units a window holds, and at most how many of the units before and after are read beside them."""

    most: int = 300
    before: int = 60
    after: int = 30


@dataclass(frozen=True)
class Window:
    """What is read at once: its token ids, and for each unit its number and where its tokens begin and end."""

    tokens: list[int]
    spans: list[tuple[int, int, int]]


def alone(units: Sequence[list[int]], first: int = 0) -> list[Window]:
    """Return a window for each unit's token ids; units are numbered from `first` on."""
    return [Window([START, *ids, END], [(n, 0, len(ids) + 2)]) for n, ids in enumerate(units, first)]


def in_context(
    units: Sequence[list[int]],
    title: list[int],
    sizes: Sizes,
    first: int = 0,
    random: np.random.Generator | None = None,
) -> list[Window]:
    """Return windows that hold each unit of an article once; with `random` their sizes vary, as training needs it."""
    lengths = [len(ids) + 1 for ids in units]
    found = []
    for begin, end in _stretches(lengths, sizes.most, random):
        tokens = [START, *title, END] if title else [START]
        spans = []
        for n in range(_reach(lengths, begin, -1, sizes.before), _reach(lengths, end - 1, 1, sizes.after) + 1):
            if begin <= n < end:
                spans.append((first + n, len(tokens), len(tokens) + lengths[n]))
            tokens += [*units[n], END]
        found.append(Window(tokens, spans))
    return found


def _stretches(lengths: Sequence[int], most: int, random: np.random.Generator | None) -> Iterator[tuple[int, int]]:
    """Cut an article into stretches of units of at most `most` tokens in all, of one unit at least."""
    begin = 0
    while begin < len(lengths):
        room = most if random is None else int(random.integers(most // 3, most))
        end = begin + 1
        total = lengths[begin]
        while end < len(lengths) and total + lengths[end] <= room:
            total += lengths[end]
            end += 1
        yield begin, end
        begin = end


def _reach(lengths: Sequence[int], start: int, step: int, room: int) -> int:
    """Return the number of the farthest unit from `start` on in one direction so that those passed fit into `room`."""
    at = start
    while 0 <= at + step < len(lengths) and lengths[at + step] <= room:
        at += step
        room -= lengths[at]
    return at
