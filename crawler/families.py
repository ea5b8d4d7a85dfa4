"""Text families: which articles are one text, copied, edited, cut, joined, or quoted at length."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus import Article, Corpus
from crawler.false_copies import mark_soft_404s, mark_spun
from crawler.kinship import Part, age, grouped, kin
from crawler.likeness import EDITED, Overlap, is_one_text, overlap
from crawler.overlaps import candidates
from crawler.shingles import Runs, runs_of, shingles
from crawler.spun import spun

__all__ = ["Related", "assign_families", "families", "related", "shingles"]

#: Texts that share so much count as one when it is asked how many texts hold a run.
TWINS = 0.9


def families(articles: Iterable[Article]) -> dict[str, str]:
    """Return for each article's id the id of its family: that of its earliest member.

    Earliest is who was published first, then fetched first, then has the least id. The result depends on the articles
    only, not on their order, nor on what families there were before.
    """
    return related(articles).family


@dataclass(frozen=True)
class Related:
    """The family of each article, and for each spun copy the article that it says in other words; ids to ids."""

    family: dict[str, str]
    spun: dict[str, str]


def related(articles: Iterable[Article]) -> Related:
    """Return the families of `articles` and which members are spun copies."""
    known = sorted({article.id: article for article in articles}.values(), key=lambda article: article.id)
    runs = [runs_of(article.text) for article in known]
    copies, parts = _relations(runs)
    respun = spun([article.text for article in known], runs)
    labels = kin(known, [*copies, *respun], parts).tolist()
    heads: dict[int, Article] = {}
    for article, label in zip(known, labels, strict=True):
        heads[label] = min(article, heads.get(label, article), key=age)
    pairs = [sorted((known[one], known[other]), key=age) for one, other in respun]
    return Related(
        {article.id: heads[label].id for article, label in zip(known, labels, strict=True)},
        {later.id: earlier.id for earlier, later in sorted(pairs, key=lambda pair: age(pair[0]), reverse=True)},
    )


@dataclass(frozen=True)
class _Pair:
    """Two texts, by number, that share half of the shorter one or more."""

    small: int
    large: int
    shared: Overlap

    @property
    def are_twins(self) -> bool:
        """Tell whether they are so alike that they count as one text for a third."""
        return self.shared.contained >= TWINS and not self.shared.is_part


def _relations(runs: Sequence[Runs]) -> tuple[list[tuple[int, int]], list[Part]]:
    """Return which texts are copies of each other, and which are parts of others."""
    pairs = [pair for one, other in candidates(runs).tolist() if (pair := _compared(runs, one, other))]
    holders = _holders(runs, pairs)
    copies, parts = [], []
    for pair in pairs:
        held_by = holders.of(runs[pair.small][pair.shared.small]) if pair.shared.is_in_doubt else 0
        if not is_one_text(pair.shared, held_by):
            continue
        if pair.shared.is_part:
            parts.append(Part(pair.small, pair.large, pair.shared.contained, pair.shared.large))
        else:
            copies.append((pair.small, pair.large))
    return copies, parts


def _compared(runs: Sequence[Runs], one: int, other: int) -> _Pair | None:
    small, large = sorted((one, other), key=lambda text: (len(runs[text]), text))
    shared = overlap(runs[small], runs[large])
    return _Pair(small, large, shared) if shared.contained >= EDITED else None


def _holders(runs: Sequence[Runs], pairs: Sequence[_Pair]) -> _Holders:
    """Count in how many texts each run occurs that a pair in doubt shares, twins counted once."""
    doubted = [runs[pair.small][pair.shared.small] for pair in pairs if pair.shared.is_in_doubt]
    twins = grouped(len(runs), [(pair.small, pair.large) for pair in pairs if pair.are_twins])
    wanted = np.unique(np.concatenate([np.zeros(1, np.uint64), *doubted]))
    seen = [_known(wanted, own) for own in runs]
    by = np.repeat(twins.astype(np.int64), [len(places) for places in seen])
    once = np.unique(np.concatenate([np.zeros(0, np.int64), *seen]) * len(runs) + by) // max(1, len(runs))
    return _Holders(wanted, np.bincount(once, minlength=len(wanted)))


def _known(wanted: Runs, own: Runs) -> NDArray[np.int64]:
    """Return where in the sorted `wanted` those of `own` stand that it holds."""
    places = np.minimum(np.searchsorted(wanted, own), len(wanted) - 1)
    return places[wanted[places] == own]


@dataclass(frozen=True)
class _Holders:
    """Runs, sorted, and the number of texts that hold each."""

    runs: Runs
    texts: NDArray[np.int64]

    def of(self, runs: Runs) -> float:
        """Return how many texts hold one of `runs`, all of which are known, in the middle of them."""
        return float(np.median(self.texts[np.searchsorted(self.runs, runs)]))


def assign_families(corpus: Corpus) -> int:
    """Write `articles.family_id` for all articles; return the rows changed.

    Their pages are marked as stored or copy, and what only the other pages show to be false as what it is.
    """
    rows = corpus.rows("SELECT id, title, text, published, fetched_at, family_id FROM articles")
    before = {row["id"]: row.pop("family_id") for row in rows}
    found = related(Article(**row) for row in rows)
    changed = [id_ for id_, family in before.items() if family != found.family[id_]]
    with corpus.transaction():
        for id_ in changed:
            corpus.execute("UPDATE articles SET family_id = ? WHERE id = ?", (found.family[id_], id_))
        _mark_copies(corpus)
        mark_spun(corpus, found.spun)
        mark_soft_404s(corpus)
    return len(changed)


def _mark_copies(corpus: Corpus) -> None:
    """Call a page a copy when another article stands for its family; only an article's own page is either."""
    corpus.execute(
        """
        UPDATE pages SET outcome = new.outcome
        FROM (SELECT url, id, CASE WHEN family_id = id THEN 'stored' ELSE 'copy' END AS outcome FROM articles) AS new
        WHERE pages.article_id = new.id AND pages.url = new.url
          AND pages.outcome IN ('stored', 'copy') AND pages.outcome <> new.outcome
        """
    )
