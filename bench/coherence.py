"""Whether a topic's words belong together (NPMI) and whether topics have words of their own (diversity)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array

from nlp.vectors import Labels

WORDS = 10


def npmi(texts: Sequence[str], labels: Labels) -> float:
    """Return the mean normalised pointwise mutual information of the pairs of each topic's ten words, by sentence.

    Bouma 2009; the words of every method are found the same way, by c-TF-IDF.
    """
    there, words = _words(texts, labels)
    n = there.shape[0]
    alone = np.asarray(there.sum(axis=0)).ravel() / n
    scores = []
    for some in words:
        together = (there[:, some].T @ there[:, some]).toarray() / n
        for a in range(len(some)):
            for b in range(a):
                both = together[a, b]
                expected = alone[some[a]] * alone[some[b]]
                scores.append(np.log(both / expected) / -np.log(both) if both > 0 else -1.0)
    return float(np.mean(scores)) if scores else 0.0


def diversity(texts: Sequence[str], labels: Labels) -> float:
    """Return the share of different words among the ten of all topics (Dieng 2020)."""
    _, words = _words(texts, labels)
    chosen = [word for some in words for word in some]
    return len(set(chosen)) / max(len(chosen), 1)


def _words(texts: Sequence[str], labels: Labels) -> tuple[csr_array, list[list[int]]]:
    from sklearn.feature_extraction.text import CountVectorizer

    counts = CountVectorizer(stop_words="english", min_df=2).fit_transform(texts)
    there = csr_array(counts > 0, dtype=np.float64)
    topics = sorted(set(labels.tolist()) - {-1})
    of_topic = np.vstack([np.asarray(counts[labels == t].sum(axis=0)).ravel() for t in topics])
    shares = of_topic / np.maximum(of_topic.sum(axis=1, keepdims=True), 1)
    weight = shares * np.log1p(of_topic.sum() / len(topics) / np.maximum(of_topic.sum(axis=0), 1))
    return there, [np.argsort(-row, kind="stable")[:WORDS].tolist() for row in weight]
