"""From pairs of texts that are one to groups: copies chain, parts and their wholes only where that is safe.

A part goes to one whole: a quotation that two articles share would make one of them otherwise. A whole that is later
than its parts, and made of them, is a round-up: it goes to its largest part and does not join the others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from corpus import Article
from crawler.likeness import Mask

#: Parts that fill this share of a whole make it a round-up, when their titles differ.
FILLED = 0.6
#: Two parts that share this much of the shorter one are the same part of the whole.
SAME_PLACE = 0.5

Labels = NDArray[np.int32]
Age = tuple[bool, str, bool, str, str]


@dataclass(frozen=True)
class Part:
    """A text that is part of another; `covers` tells which runs of the whole it holds."""

    text: int
    whole: int
    contained: float
    covers: Mask


def age(article: Article) -> Age:
    """Return what sorts articles: published first, then fetched first, then by id; the undated come last."""
    published, fetched = article.published or "", article.fetched_at or ""
    return not published, published, not fetched, fetched, article.id


def grouped(texts: int, links: Iterable[tuple[int, int]]) -> Labels:
    """Return a label for each text; linked ones, over any number of others, have the same."""
    pairs = np.array(sorted(links), np.int64).reshape(-1, 2)
    graph = coo_array((np.ones(len(pairs), bool), (pairs[:, 0], pairs[:, 1])), shape=(texts, texts))
    return np.asarray(connected_components(graph, directed=False)[1])


def kin(articles: Sequence[Article], copies: Sequence[tuple[int, int]], parts: Sequence[Part]) -> Labels:
    """Return a label for each article, equal for those of one family."""
    labels = grouped(len(articles), copies)
    ages = _ages(articles, labels)
    of_whole: dict[int, list[Part]] = defaultdict(list)
    for part in _one_whole_each(parts, labels, ages):
        of_whole[part.whole].append(part)
    links = [
        (part.text, whole)
        for whole, held in of_whole.items()
        for part in _safe(articles, ages[labels[whole]], held, labels)
    ]
    return grouped(len(articles), [*copies, *links])


def _ages(articles: Sequence[Article], labels: Labels) -> dict[int, Age]:
    """Return the age of each group's earliest member."""
    ages: dict[int, Age] = {}
    for article, label in zip(articles, labels.tolist(), strict=True):
        ages[label] = min(age(article), ages.get(label, age(article)))
    return ages


def _one_whole_each(parts: Sequence[Part], labels: Labels, ages: Mapping[int, Age]) -> list[Part]:
    """Keep for each part the whole that holds most of it, of equals the earliest."""
    best: dict[int, Part] = {}
    for part in sorted(parts, key=lambda part: (-round(part.contained, 2), ages[labels[part.whole]], part.whole)):
        best.setdefault(part.text, part)
    return list(best.values())


def _safe(articles: Sequence[Article], whole: Age, held: Sequence[Part], labels: Labels) -> list[Part]:
    """Return the parts that may be joined to their whole: all, or of a round-up those in its largest place."""
    places = _places(held, labels)
    titles = {_bare(articles[part.text].title) for part in held}
    later = all(age(articles[part.text])[:2] <= whole[:2] for part in held)
    filled = float(np.any([part.covers for part in held], axis=0).mean())
    if len(places) < 2 or len(titles) < 2 or not later or filled < FILLED:
        return list(held)
    return max(places, key=lambda place: (max(int(part.covers.sum()) for part in place), -place[0].text))


def _places(held: Sequence[Part], labels: Labels) -> list[list[Part]]:
    """Group parts that are copies of each other or lie over each other."""
    places: list[list[Part]] = []
    for part in sorted(held, key=lambda part: (-int(part.covers.sum()), part.text)):
        for place in places:
            common = int((place[0].covers & part.covers).sum())
            if labels[place[0].text] == labels[part.text] or common >= SAME_PLACE * int(part.covers.sum()):
                place.append(part)
                break
        else:
            places.append([part])
    return places


def _bare(title: str | None) -> str:
    """Return a title without what tells one page of an article from another."""
    words = re.sub(r"\W+", " ", (title or "").lower()).strip()
    return re.sub(r"( (page|part|p))? \d+( of \d+)?$", "", words)
