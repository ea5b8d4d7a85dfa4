"""The themes as a BERTopic object: its c-TF-IDF gives the keywords, and analysts get its whole interface.

BERTopic: Grootendorst 2022, arXiv:2203.05794.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from nlp.lexicon import lexicon
from nlp.vectors import Labels, Vectors

KEYWORDS = 10
_WORD = r"(?u)\b[a-z][a-z'-]{2,}\b"


def bertopic_of(
    texts: Sequence[str],
    vectors: Vectors,
    labels: Labels,
    *,
    stop_words: Sequence[str] = (),
    embedding_model: Any = None,
) -> Any:
    """Return BERTopic fitted to `texts` with their unit-length `vectors`, its topics being `labels` (-1 for none).

    Its topics are numbered by size: `topics_` tells each text's. With an `embedding_model` it can place new texts.
    """
    from bertopic import BERTopic
    from bertopic.cluster import BaseCluster
    from bertopic.dimensionality import BaseDimensionalityReduction

    model = BERTopic(
        embedding_model=embedding_model,
        umap_model=BaseDimensionalityReduction(),
        hdbscan_model=BaseCluster(),
        vectorizer_model=_vectorizer(stop_words),
        ctfidf_model=_weighting(),
        top_n_words=KEYWORDS,
        verbose=False,
    )
    return model.fit(list(texts), embeddings=vectors, y=labels)


def default_groups(texts: Sequence[str], vectors: Vectors, min_size: int, seed: int) -> Labels:
    """Return the topics of BERTopic's own recipe (UMAP to 5 dimensions, HDBSCAN), for comparison; -1 is no topic."""
    from bertopic import BERTopic
    from umap import UMAP

    umap = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed, low_memory=False)
    model = BERTopic(embedding_model=None, umap_model=umap, min_topic_size=min_size, verbose=False)
    labels, _ = model.fit_transform(list(texts), embeddings=vectors)
    return np.array(labels, dtype=np.int64)


def keywords(model: Any, labels: Labels, themes: int) -> list[list[str]]:
    """Return the keywords of each theme, the strongest first; `labels` are those that the model was fitted with."""
    topics = dict(zip(labels.tolist(), model.topics_, strict=True))
    return [_distinct([word for word, _ in model.get_topic(topics[n]) or []]) for n in range(themes)]


def _vectorizer(stop_words: Sequence[str]) -> Any:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer

    words = sorted(ENGLISH_STOP_WORDS | set(lexicon("stopwords")["words"]) | {word.lower() for word in stop_words})
    return CountVectorizer(stop_words=words, ngram_range=(1, 2), token_pattern=_WORD)


def _weighting() -> Any:
    from bertopic.vectorizers import ClassTfidfTransformer

    return ClassTfidfTransformer(reduce_frequent_words=True)


def _distinct(words: list[str]) -> list[str]:
    """Drop a word that a longer phrase of the list already holds."""
    kept = [w for w in words if w and not any(w != other and w in other.split() for other in words)]
    return kept[:KEYWORDS]
