"""What masking names and figures does: to codes, to groups, and to the same complaint of another firm, year and object."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, f1_score, v_measure_score

from bench.part import Cell, Part, Table
from bench.parts.theme_codes import GOLD, HELD_OUT
from corpus.records import KINDS
from nlp.code_heads import features
from nlp.codebook import load_codebook
from nlp.embeddings import Embedder, load_embedder
from nlp.matter import matter
from nlp.pipeline import load_pipeline
from nlp.train_codes import Example, coded_statements, sayings
from nlp.vectors import Vectors

#: What is masked beside sides and figures: names of studies, firms and people, and the things that were fought over.
WAYS: dict[str, tuple[bool, bool] | None] = {
    "nothing": None,
    "sides and figures": (False, False),
    "names too": (True, False),
    "things too": (False, True),
    "names and things too": (True, True),
}
#: The same complaints told of other firms, years and objects, made for this comparison.
COMPLAINTS = (
    "At {firm} in {year}, {share} of marketers said IT took months over {object}.",
    "Marketing at {firm} bought {object} in {year} behind the back of IT, says {person}.",
    "{person} of {firm} says CMO and CIO spoke two languages over {object} in {year}.",
    "According to {firm}, nobody knew in {year} who owned {object}, marketing or IT.",
    "IT at {firm} said no to {object} in {year}, {person} recalls.",
    "{firm} found in {year} that {share} of CIOs heard of {object} too late.",
)
TOLD = (
    ("Accenture", "2009", "41%", "the website", "Maria Lopez"),
    ("Brightwell Foods", "2013", "33%", "the CRM", "Tom Okafor"),
    ("Gartner", "2017", "58%", "the cloud tools", "Jane Whitcombe"),
    ("Harrow Bay Apparel", "2024", "26%", "the AI pilot", "Pieter de Vries"),
)


def run(data: Path | None) -> list[Table]:
    """Return a row a kind and way of masking on held-out gold, and how the same complaints find each other."""
    embedder = load_embedder()
    gold = [e for part in HELD_OUT for e in coded_statements(GOLD / f"{part}.jsonl", load_codebook())]
    rows = [_on_gold(kind, way, gold, embedder) for kind in KINDS for way in WAYS]
    same = [[way, *_same(way, embedder)] for way in WAYS]
    columns = ("statements", "masked", "macro F1 by the codebook's sayings", "V of k-means", "ARI of k-means")
    return [
        Table("Held-out gold: codes by a head learned from the codebook alone; k-means told the number of codes", columns, rows),
        Table(
            f"{len(COMPLAINTS)} made complaints, each of {len(TOLD)} firms, years and objects",
            ("masked", "nearest sentence is the same complaint", "V of k-means", "ARI of k-means"),
            same,
        ),
    ]  # fmt: skip


def _vectors(texts: Sequence[str], way: str, embedder: Embedder) -> Vectors:
    masks = WAYS[way]
    return embedder.encode(list(texts) if masks is None else matter(load_pipeline(), texts, *masks))


def _on_gold(kind: str, way: str, gold: Sequence[Example], embedder: Embedder) -> list[Cell]:
    from sklearn.linear_model import LogisticRegression

    known, some = ([e for e in examples if e.kind == kind] for examples in (sayings(load_codebook()), gold))
    seen, read = (_read(examples, way, embedder) for examples in (known, some))
    model = LogisticRegression(C=3.0, max_iter=500).fit(seen[1], [e.code for e in known])
    truth = np.array([e.code for e in some])
    f1 = f1_score(truth, model.predict(read[1]), average="macro", labels=sorted(set(truth.tolist())))
    return [f"{len(some)} {kind}s", way, float(f1), *_grouped(read[0], truth)]


def _read(examples: Sequence[Example], way: str, embedder: Embedder) -> tuple[Vectors, Vectors]:
    vectors = _vectors([e.text for e in examples], way, embedder)
    return vectors, features(vectors, vectors[:, :0], [e.sides for e in examples])


def _grouped(vectors: Vectors, truth: np.ndarray) -> list[Cell]:
    labels = KMeans(len(set(truth.tolist())), n_init=10, random_state=0).fit_predict(vectors)
    return [float(v_measure_score(truth, labels)), float(adjusted_rand_score(truth, labels))]


def _same(way: str, embedder: Embedder) -> list[Cell]:
    made = list(product(range(len(COMPLAINTS)), TOLD))
    texts = [
        COMPLAINTS[n].format(firm=firm, year=year, share=share, object=thing, person=person)
        for n, (firm, year, share, thing, person) in made
    ]
    truth = np.array([n for n, _ in made])
    vectors = _vectors(texts, way, embedder)
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -1)
    return [float((truth[likeness.argmax(axis=1)] == truth).mean()), *_grouped(vectors, truth)]


PART = Part("theme_matter", "What masking names and figures does", run)
