"""Ways of grouping that the themes are compared with: ours, BERTopic's default, BERTopic with k-means, KeyNMF."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from corpus.errors import BadInput
from nlp.cluster import ClusterSettings
from nlp.coded import CodedClusters
from nlp.topics import default_groups
from nlp.vectors import Labels, Vectors

#: Names the Python in whose environment turftopic is installed; without it KeyNMF is left out.
PEER = "CROSSTALK_PEER_PYTHON"
#: So many rows are fitted before any time is taken.
MANY = 5000
#: A group has at least so many texts, for every method that lets it be said.
LEAST = 10


@dataclass(frozen=True)
class Timed:
    """Groups with the processor seconds that they took."""

    labels: Labels
    seconds: float


#: Groups of each text from texts, vectors, a seed and the true number of groups, which only the methods that need one read.
Grouping = Callable[[Sequence[str], Vectors, int, int], Timed]


@dataclass(frozen=True)
class Method:
    """A way of grouping, and the source files or packages that a change of makes its figures stale."""

    run: Grouping
    makers: tuple[str, ...]
    #: What a process has to import first, to tell start-up from work; empty where it is not ours to tell.
    imports: str = ""


def timed(group: Callable[[Sequence[str], Vectors, int, int], Labels]) -> Grouping:
    """Return `group` with the processor's time; a fit before, not counted, does imports and compilation.

    That fit has as many rows as UMAP needs to search neighbours as it does among many.
    """
    warm: list[bool] = []

    def run(texts: Sequence[str], vectors: Vectors, seed: int, groups: int) -> Timed:
        if not warm:
            many = (np.arange(MANY) % len(texts)).tolist()
            group([texts[n] for n in many], vectors[many], 0, 5)
            warm.append(True)
        start = time.process_time()
        labels = group(texts, vectors, seed, groups)
        return Timed(np.asarray(labels), time.process_time() - start)

    return run


def ours(texts: Sequence[str], vectors: Vectors, seed: int, groups: int) -> Labels:
    """The graph, rows in canonical order, without a codebook."""
    order = np.lexsort((vectors[:, 0], np.array(texts)))
    labels = np.empty(len(texts), dtype=np.int64)
    labels[order] = CodedClusters(ClusterSettings(min_size=LEAST, seed=seed)).fit(vectors[order]).labels_
    return labels


def bertopic_default(texts: Sequence[str], vectors: Vectors, seed: int, groups: int) -> Labels:
    """UMAP and HDBSCAN as BERTopic sets them, least topic size 10."""
    return default_groups(texts, vectors, LEAST, seed)


def bertopic_kmeans(texts: Sequence[str], vectors: Vectors, seed: int, groups: int) -> Labels:
    """BERTopic's UMAP with k-means, told the true number of groups."""
    from bertopic import BERTopic
    from sklearn.cluster import KMeans
    from umap import UMAP

    umap = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)
    means = KMeans(groups, random_state=seed, n_init=10)
    model = BERTopic(embedding_model=None, umap_model=umap, hdbscan_model=means)
    return np.array(model.fit_transform(list(texts), embeddings=vectors)[0])


def keynmf(texts: Sequence[str], vectors: Vectors, seed: int, groups: int) -> Timed:
    """Turftopic's KeyNMF, told the true number of groups; each text goes to its strongest topic."""
    from sklearn.feature_extraction.text import CountVectorizer

    from nlp.embeddings import MINILM, load_embedder

    words = sorted(CountVectorizer(stop_words="english").fit(texts).vocabulary_)
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder) / "in.npz", Path(folder) / "out.npz"
        np.savez(
            given,
            texts=np.array(texts),
            vectors=vectors,
            words=np.array(words),
            word_vectors=load_embedder(MINILM).encode(words),
            groups=groups,
            seed=seed,
        )
        _run_peer("peer_keynmf.py", given, made)
        with np.load(made, allow_pickle=False) as data:
            return Timed(data["labels"], float(data["seconds"]))


def _run_peer(script: str, given: Path, made: Path) -> None:
    words = [os.environ[PEER], str(Path(__file__).with_name(script)), str(given), str(made)]
    alone = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(words, capture_output=True, text=True, env=alone, check=False)
    if done.returncode:
        raise BadInput(f"{PEER} cannot run {script}: {(done.stderr.strip().splitlines() or ['no word why'])[-1]}")


@cache
def methods() -> dict[str, Method]:
    """Return the ways of grouping by name; KeyNMF only where the environment names its Python."""
    ways = ("nlp/cluster.py", "nlp/coded.py", "nlp/graph.py", "nlp/neighbours.py", "igraph", "faiss-cpu")
    theirs = ("bertopic", "umap-learn", "hdbscan", "numba", "scikit-learn")
    found = {
        "Crosstalk's graph": Method(timed(ours), ways, "nlp.coded, faiss"),
        "BERTopic default": Method(timed(bertopic_default), theirs, "bertopic, umap, hdbscan"),
        "BERTopic, k-means, true number given": Method(
            timed(bertopic_kmeans), theirs, "bertopic, umap, sklearn.cluster"
        ),
    }
    if os.environ.get(PEER):
        found["Turftopic KeyNMF, true number given"] = Method(keynmf, ("bench/peer_keynmf.py",))
    return found
