"""How firm themes are: the whole grouping done again and again on fewer articles, and what stays of each theme.

Cluster-wise stability by resampling: Hennig 2007, doi:10.1016/j.csda.2006.11.025; the grades' bounds are his.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from nlp.cluster import ClusterSettings
from nlp.coded import Groups, grouped
from nlp.neighbours import Indices
from nlp.vectors import Floats, Labels, Vectors

REFITS = 20
#: Each refit sees this share of the articles, drawn anew, so that sentences of one article come or stay away together.
SHARE = 0.8
#: From these mean Jaccard likenesses on a theme is called firm or fair; below it is loose.
FIRM, FAIR = 0.75, 0.5
#: The low end is this percentile of the refits.
LOW = 10

#: Gives the codes' probabilities by the head of a refit, for some rows; None where there is no codebook.
Likely = Callable[[int, Labels], Floats | None]


@dataclass(frozen=True)
class Firmness:
    """Of each theme the mean and low end of its likeness to its best match; of each row how often it was found in it."""

    mean: Floats
    low: Floats
    probability: Floats


def firmness(
    vectors: Vectors,
    groups: Groups,
    neighbours: tuple[Indices, Vectors],
    settings: ClusterSettings,
    articles: Sequence[str],
    likely: Likely,
    refits: int = REFITS,
    sizes: Labels | None = None,
) -> Firmness:
    """Return how firm `groups` are over `refits` refits, each with another seed, other articles and another code head."""
    themes = len(groups.codes)
    likeness: list[list[float]] = [[] for _ in range(themes)]
    there, seen = np.zeros(len(vectors)), np.zeros(len(vectors))
    names = np.array(articles)
    everyone = np.unique(names)
    for n in range(refits):
        random = np.random.default_rng([settings.seed, n])
        kept = everyone[np.sort(random.permutation(len(everyone))[: max(1, round(SHARE * len(everyone)))])]
        rows = np.flatnonzero(np.isin(names, kept))
        again = grouped(
            vectors,
            rows,
            *neighbours,
            replace(settings, seed=settings.seed + 1 + n),
            likely(n, rows),
            resolution=groups.resolution,
            sizes=None if sizes is None else sizes[rows],
        )
        match, shares = best_matches(groups.labels[rows], again.labels, themes)
        for theme in range(themes):
            if shares[theme] >= 0:
                likeness[theme].append(shares[theme])
        own = groups.labels[rows]
        seen[rows] += own >= 0
        there[rows] += (own >= 0) & (again.labels >= 0) & (again.labels == match[own])
    return Firmness(
        mean=np.round([np.mean(found) if found else 0.0 for found in likeness], 3),
        low=np.round([np.percentile(found, LOW) if found else 0.0 for found in likeness], 3),
        probability=np.asarray(
            np.round(np.divide(there, seen, out=np.zeros(len(vectors)), where=seen > 0), 3), dtype=np.float64
        ),
    )


def best_matches(labels: Labels, again: Labels, themes: int) -> tuple[Labels, Floats]:
    """Return for each theme its best match among the groups of `again` (-1: none) and their Jaccard likeness.

    A theme that has no row here gets a likeness of -1.
    """
    size = int(again.max(initial=-1)) + 1
    common = np.zeros((themes, size))
    both = (labels >= 0) & (again >= 0)
    np.add.at(common, (labels[both], again[both]), 1)
    mine = np.bincount(labels[labels >= 0], minlength=themes)
    theirs = np.bincount(again[again >= 0], minlength=size)
    shares = common / np.maximum(mine[:, None] + theirs[None, :] - common, 1)
    if not size:
        return np.full(themes, -1, dtype=np.int64), np.where(mine > 0, 0.0, -1.0)
    best = shares.argmax(axis=1)
    value = shares[np.arange(themes), best]
    return np.where(value > 0, best, -1), np.where(mine > 0, value, -1.0)


def grade(mean: float) -> str:
    """Return firm, fair or loose."""
    return "firm" if mean >= FIRM else "fair" if mean >= FAIR else "loose"
