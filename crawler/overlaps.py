"""Which texts share so many runs that comparing them is worth it: an index from run to texts, in numpy.

The work grows with the number of runs, not of pairs: a run that few texts have pairs each with each, one that many
have pairs neighbours, and each with the longest. Copies share all their runs and so meet either way; a
stock phrase pairs strangers, once, which is too little to be looked at.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from crawler.shingles import Runs

#: A run in at most so many texts pairs each with each.
FEW_TEXTS = 16
#: Pairs are compared when the index saw them share this part of the shorter one's runs, and so many at least.
LEAST_SEEN, FEWEST_SEEN = 0.2, 1

#: The index is made for one part of all runs after another: memory is a matter of one part.
SLICES = np.uint64(8)

Pairs = NDArray[np.int64]


def candidates(runs: Sequence[Runs]) -> Pairs:
    """Return the pairs (lower, higher index) of texts that may be one, as an array of two columns."""
    sizes = np.array([len(own) for own in runs], np.int64)
    counted = [_seen([own[own % SLICES == rest] for own in runs], sizes) for rest in range(int(SLICES))]
    keys, back = np.unique(np.concatenate([keys for keys, _ in counted]), return_inverse=True)
    seen = np.bincount(back, np.concatenate([times for _, times in counted]), len(keys))
    pairs = np.stack(np.divmod(keys, max(1, len(runs))), axis=1)
    least = np.maximum(FEWEST_SEEN, LEAST_SEEN * np.minimum(sizes[pairs[:, 0]], sizes[pairs[:, 1]]))
    return pairs[seen >= least]


def _seen(runs: Sequence[Runs], sizes: Pairs) -> tuple[Pairs, Pairs]:
    """Return the pairs that share one of `runs`, each as a number, and how many they share as far as looked at."""
    texts, starts, lengths = _postings(runs)
    found = [_neighbours(texts, starts, lengths), _with_longest(texts, starts, lengths, sizes)]
    found += [_each_with_each(texts, starts[lengths == count], count) for count in range(2, FEW_TEXTS + 1)]
    return np.unique(np.concatenate([pairs[:, 0] * len(runs) + pairs[:, 1] for pairs in found]), return_counts=True)


def _postings(runs: Sequence[Runs]) -> tuple[NDArray[np.int32], Pairs, Pairs]:
    """Return texts sorted by run and number, and where the texts of each shared run start, and how many they are."""
    texts = np.repeat(np.arange(len(runs), dtype=np.int32), [len(own) for own in runs])
    every = np.concatenate([np.zeros(0, np.uint64), *runs])
    order = np.argsort(every, kind="stable")
    every, texts = every[order], texts[order]
    once = np.append(True, (every[1:] != every[:-1]) | (texts[1:] != texts[:-1]))[: len(every)]
    every, texts = every[once], texts[once]
    starts = np.flatnonzero(np.append(True, every[1:] != every[:-1])[: len(every)])
    lengths = np.diff(np.append(starts, len(every)))
    return texts, starts[lengths > 1], lengths[lengths > 1]


def _each_with_each(texts: NDArray[np.int32], starts: Pairs, count: int) -> Pairs:
    one, other = np.triu_indices(count, 1)
    together = texts[starts[:, None] + np.arange(count)]
    return np.stack([together[:, one].ravel(), together[:, other].ravel()], axis=1).astype(np.int64)


def _neighbours(texts: NDArray[np.int32], starts: Pairs, lengths: Pairs) -> Pairs:
    many = lengths > FEW_TEXTS
    at = _places(starts[many], lengths[many] - 1)
    return np.stack([texts[at], texts[at + 1]], axis=1).astype(np.int64)


def _with_longest(texts: NDArray[np.int32], starts: Pairs, lengths: Pairs, sizes: Pairs) -> Pairs:
    many = lengths > FEW_TEXTS
    longest = [
        texts[start + int(np.argmax(sizes[texts[start : start + length]]))]
        for start, length in zip(starts[many], lengths[many], strict=True)
    ]
    pairs = np.stack(
        [np.repeat(np.array(longest, np.int64), lengths[many]), texts[_places(starts[many], lengths[many])]], axis=1
    )
    return np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1)


def _places(starts: Pairs, lengths: Pairs) -> Pairs:
    """Return the numbers from each start on, as many as its length says, one after another."""
    before = np.cumsum(lengths) - lengths
    return np.arange(int(lengths.sum())) - np.repeat(before - starts, lengths)
