"""The themes as a BERTopic object, for analysts who work in Python."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from corpus import Corpus
from corpus.errors import NothingToDo


def load_topic_model(db: str | Path, kind: str = "frustration", *, embedder: str | None = None) -> Any:
    """Return a BERTopic object of the themes of a kind in the corpus at `db`, made from its tables and cached vectors.

    Topics are numbered by statements; `custom_labels_` holds the themes' names, `theme_ids_[n]` the id of topic n.
    `transform` places new texts by the nearest theme; `get_topic_info`, `reduce_topics` and the rest are BERTopic's own;
    `save(folder, serialization="safetensors")` writes it without pickle. Raises NothingToDo when there are no themes of
    that kind.
    """
    import numpy as np

    from nlp.embeddings import cached_vectors, load_embedder
    from nlp.matter import matter
    from nlp.pipeline import load_pipeline
    from nlp.theme_rows import statements_of
    from nlp.topics import bertopic_of

    with Corpus.open(db, create=False) as corpus:
        themes = corpus.rows(
            "SELECT id, label FROM themes WHERE kind = ? AND statements > 0 ORDER BY statements DESC, id", [kind]
        )
        if not themes:
            raise NothingToDo(f"There are no themes of {kind}s in {db} yet. Make them first: crosstalk themes")
        rows = statements_of(corpus, kind)
        model = load_embedder(embedder)
        texts = matter(load_pipeline(), [row["text"] for row in rows])
        vectors = cached_vectors(corpus, model, texts)
        theme_of = {r["statement_id"]: r["theme_id"] for r in corpus.rows("SELECT * FROM theme_statements")}
    number = {theme["id"]: n for n, theme in enumerate(themes)}
    labels = np.array([number.get(theme_of.get(row["id"], ""), -1) for row in rows], dtype=np.int64)
    topics = bertopic_of([row["text"] for row in rows], vectors, labels, embedding_model=model.sentence_transformer)
    of_topic = {topic: themes[n] for topic, n in zip(topics.topics_, labels.tolist(), strict=True) if n >= 0}
    topics.set_topic_labels({t: of_topic[t]["label"] if t in of_topic else "none" for t in sorted(set(topics.topics_))})
    topics.theme_ids_ = [of_topic[topic]["id"] for topic in sorted(of_topic)]
    return topics
