"""BERTopic on the neighbour graph: its parts carry our clusters, its c-TF-IDF gives the keywords.

BERTopic: Grootendorst 2022, arXiv:2203.05794.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.cluster import ClusterSettings, GraphClusters, Labels, Vectors
from nlp.lexicon import lexicon

KEYWORDS = 10


@dataclass(frozen=True)
class Topics:
    """A fitted model with what the tables need: a label and membership a text, and keywords a label."""

    labels: Labels
    membership: NDArray[np.float64]
    keywords: dict[int, list[str]]
    model: Any


def fit_topics(
    texts: Sequence[str],
    vectors: Vectors,
    settings: ClusterSettings,
    join: Callable[[Labels], Labels] | None = None,
) -> Topics:
    """Fit BERTopic to `texts` with their unit-length `vectors`, rows in canonical order; -1 labels what fits nowhere."""
    from bertopic import BERTopic
    from bertopic.dimensionality import BaseDimensionalityReduction
    from bertopic.vectorizers import ClassTfidfTransformer
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer

    clusters = GraphClusters(settings, join)
    stop_words = sorted(ENGLISH_STOP_WORDS | set(lexicon("stopwords")["words"]))
    model = BERTopic(
        embedding_model=None,
        umap_model=BaseDimensionalityReduction(),
        hdbscan_model=clusters,
        vectorizer_model=CountVectorizer(
            stop_words=stop_words, ngram_range=(1, 2), token_pattern=r"(?u)\b[a-z][a-z'-]{2,}\b"
        ),
        ctfidf_model=ClassTfidfTransformer(reduce_frequent_words=True),
        top_n_words=KEYWORDS,
        min_topic_size=settings.min_size,
        verbose=False,
    )
    labels, _ = model.fit_transform(list(texts), embeddings=vectors)
    keywords = {label: _distinct([word for word, _ in model.get_topic(label)]) for label in set(labels) if label >= 0}
    return Topics(np.array(labels, dtype=np.int64), clusters.membership_, keywords, model)


def _distinct(words: list[str]) -> list[str]:
    """Drop a word that a longer phrase of the list already holds."""
    kept = [w for w in words if w and not any(w != other and w in other.split() for other in words)]
    return kept[:KEYWORDS]
