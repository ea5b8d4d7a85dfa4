"""Ways of grouping that the themes are compared with: ours, BERTopic's default, BERTopic with k-means, KeyNMF."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np

from nlp.cluster import ClusterSettings
from nlp.coded import CodedClusters
from nlp.topics import default_groups
from nlp.vectors import Labels, Vectors

#: Groups of each text from texts, vectors, a seed and the true number of groups, which only the methods that need one read.
Method = Callable[[Sequence[str], Vectors, int, int], Labels]


@dataclass(frozen=True)
class Timed:
    """Groups with the processor seconds that they took."""

    labels: Labels
    seconds: float


def timed(method: Method, texts: Sequence[str], vectors: Vectors, seed: int, groups: int) -> Timed:
    """Group and take the processor's time; imports are made before."""
    start = time.process_time()
    labels = method(texts, vectors, seed, groups)
    return Timed(np.asarray(labels), time.process_time() - start)


def ours(texts: Sequence[str], vectors: Vectors, seed: int, groups: int) -> Labels:
    """The graph, rows in canonical order, without a codebook."""
    order = np.argsort(np.array(texts), kind="stable")
    labels = np.empty(len(texts), dtype=np.int64)
    labels[order] = CodedClusters(ClusterSettings(min_size=10, seed=seed)).fit(vectors[order]).labels_
    return labels


def bertopic_default(texts: Sequence[str], vectors: Vectors, seed: int, groups: int) -> Labels:
    """UMAP and HDBSCAN as BERTopic sets them, least topic size 10."""
    return default_groups(texts, vectors, 10, seed)


def bertopic_kmeans(texts: Sequence[str], vectors: Vectors, seed: int, groups: int) -> Labels:
    """BERTopic's UMAP with k-means, told the true number of groups."""
    from bertopic import BERTopic
    from sklearn.cluster import KMeans
    from umap import UMAP

    umap = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)
    means = KMeans(groups, random_state=seed, n_init=10)
    model = BERTopic(embedding_model=None, umap_model=umap, hdbscan_model=means)
    return np.array(model.fit_transform(list(texts), embeddings=vectors)[0])


def keynmf(texts: Sequence[str], vectors: Vectors, seed: int, groups: int) -> Labels:
    """Turftopic's KeyNMF, told the true number of groups; each text goes to its strongest topic."""
    from turftopic import KeyNMF

    class Given:
        """Gives the vectors of texts at hand, and encodes words by the packaged model."""

        def encode(self, sentences: Sequence[str], **_: object) -> Vectors:
            from nlp.embeddings import load_embedder

            return load_embedder("all-MiniLM-L6-v2").encode(list(sentences))

    model = KeyNMF(groups, encoder=Given(), random_state=seed)  # type: ignore[arg-type]
    return np.asarray(model.fit_transform(list(texts), embeddings=vectors).argmax(axis=1))


def methods() -> dict[str, Method]:
    """Return the ways of grouping by name; KeyNMF only where turftopic is installed."""
    found: dict[str, Method] = {
        "Crosstalk's graph": ours,
        "BERTopic default": bertopic_default,
        "BERTopic, k-means, true number given": bertopic_kmeans,
    }
    if find_spec("turftopic"):
        found["Turftopic KeyNMF, true number given"] = keynmf
    return found
