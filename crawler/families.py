"""Text families: which articles are one text, copied, edited, or quoted at length.

Texts are compared by their runs of five words (shingles; Broder 1997, "On the resemblance and containment of
documents"). Two texts are of one family when they share most of the runs of the shorter one, or half of all. Only
texts that share a run are compared, through an index from run to texts.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from corpus import Article, Corpus

SHINGLE_WORDS = 5
#: Jaccard resemblance of near-duplicates; containment of a text that is part of a longer one.
RESEMBLANCE, CONTAINMENT = 0.4, 0.6
#: Fewer runs than this tell too little for containment: a boilerplate sentence is not a text.
FEWEST_RUNS = 40
#: A run in more texts than this is a phrase of the trade or a page fault, and says nothing.
MOST_TEXTS = 200


def families(articles: Iterable[Article]) -> dict[str, str]:
    """Return for each article's id the id of its family: of the earliest article with the same text, then least id.

    The result depends on the articles only, not on their order.
    """
    known = {article.id: article for article in articles}
    runs = {id_: shingles(article.text) for id_, article in sorted(known.items())}
    family = {id_: id_ for id_ in runs}
    for (one, other), shared in _shared_runs(runs).items():
        if _same_text(len(runs[one]), len(runs[other]), shared):
            _join(family, one, other)
    members = defaultdict(list)
    for id_ in family:
        members[_root(family, id_)].append(id_)
    heads = {root: min(ids, key=lambda id_: _age(known[id_])) for root, ids in members.items()}
    return {id_: heads[_root(family, id_)] for id_ in family}


def shingles(text: str) -> frozenset[int]:
    """Return the hashed runs of five words of `text`, punctuation and case aside; a shorter text is one run."""
    words = re.findall(r"\w+", text.lower())
    last = max(1, len(words) - SHINGLE_WORDS + 1)
    return frozenset(_hashed(words[start : start + SHINGLE_WORDS]) for start in range(last)) if words else frozenset()


def assign_families(corpus: Corpus) -> int:
    """Write `articles.family_id` for all articles and mark their pages as stored or copy; return the rows changed."""
    rows = corpus.rows("SELECT id, text, published, family_id FROM articles")
    found = families(Article(id=row["id"], text=row["text"], published=row["published"]) for row in rows)
    changed = [row["id"] for row in rows if row["family_id"] != found[row["id"]]]
    with corpus.transaction():
        for id_ in changed:
            corpus.execute("UPDATE articles SET family_id = ? WHERE id = ?", (found[id_], id_))
        _mark_copies(corpus)
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


def _shared_runs(runs: Mapping[str, frozenset[int]]) -> Counter[tuple[str, str]]:
    """Count the runs that each pair of texts shares; pairs that share none do not occur."""
    texts_of: dict[int, list[str]] = defaultdict(list)
    for id_, own in runs.items():
        for run in own:
            texts_of[run].append(id_)
    shared: Counter[tuple[str, str]] = Counter()
    for ids in texts_of.values():
        if 1 < len(ids) <= MOST_TEXTS:
            shared.update((one, other) for at, one in enumerate(ids) for other in ids[at + 1 :])
    return shared


def _same_text(one: int, other: int, shared: int) -> bool:
    contained = min(one, other) >= FEWEST_RUNS and shared >= CONTAINMENT * min(one, other)
    return contained or shared >= RESEMBLANCE * (one + other - shared)


def _age(article: Article) -> tuple[bool, str, str]:
    return article.published is None, article.published or "", article.id


def _join(family: dict[str, str], one: str, other: str) -> None:
    first, second = sorted((_root(family, one), _root(family, other)))
    family[second] = first


def _root(family: dict[str, str], id_: str) -> str:
    while family[id_] != id_:
        id_ = family[id_]
    return id_


def _hashed(words: list[str]) -> int:
    return int.from_bytes(hashlib.blake2b(" ".join(words).encode(), digest_size=8).digest(), "big")
