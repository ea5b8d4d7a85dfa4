"""The coder beside simpler ways, and beside itself without one of its parts: F1 on dev, and units a second of CPU."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from bench.coded import GOLD, Floats, best_f1, training, truth
from bench.part import Part, Table
from corpus.records import KINDS
from nlp.adapt import documents_of
from nlp.coder import load_coder
from nlp.embeddings import MINILM, load_embedder
from nlp.evaluate import evaluate
from nlp.gold import Coded, read_gold
from nlp.head import load_head, table
from nlp.train import unit_cues

MIB = 1 << 20


def run(data: Path | None) -> list[Table]:
    """Return both tables: methods with their speed, and the worth of each part."""
    dev, train = read_gold(GOLD / "dev.jsonl"), training()
    rows = [_ours(dev)]
    peak = _peak()
    rows.append(_method("frozen MiniLM, logistic regression", train, dev, load_embedder(MINILM).encode))
    rows += [_tfidf(train, dev), _cues_alone(dev)]
    columns = ("method", *(f"F1 {kind}" for kind in KINDS), "units a CPU second")
    note = (
        "Ours at its thresholds, the others at the threshold that is best on dev. Ours: whole coding of an article, sides and "
        f"all, one thread. Peak memory of its process: {peak} MiB."
    )
    return [Table(f"{len(dev)} dev units", columns, rows, note), _parts(dev)]


def _ours(dev: list[Coded]) -> tuple[str, float, float, int]:
    coder = load_coder()
    began = time.process_time()
    scores, _ = evaluate(coder, dev)
    return "Crosstalk", scores[0].f1, scores[1].f1, round(len(dev) / (time.process_time() - began))


def _method(
    name: str, train: list[Coded], dev: list[Coded], vectors: Callable[[list[str]], Floats]
) -> tuple[str, float, float, int]:
    known = vectors([c.unit.text for c in train])
    began = time.process_time()
    new = vectors([c.unit.text for c in dev])
    speed = round(len(dev) / (time.process_time() - began))
    found = []
    for k in range(len(KINDS)):
        (true, sure), (dev_true, dev_sure) = truth(train, k), truth(dev, k)
        model = LogisticRegression(C=10, class_weight="balanced", max_iter=2000).fit(known[sure], true[sure])
        found.append(best_f1(model.decision_function(new[dev_sure]), dev_true[dev_sure]))
    return name, found[0], found[1], speed


def _tfidf(train: list[Coded], dev: list[Coded]) -> tuple[str, float, float, int]:
    found = []
    began = time.process_time()
    for k in range(len(KINDS)):
        (true, sure), (dev_true, dev_sure) = truth(train, k), truth(dev, k)
        model = make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LogisticRegression(C=10, class_weight="balanced")
        ).fit([c.unit.text for c, s in zip(train, sure, strict=True) if s], true[sure])
        began = time.process_time()
        score = model.decision_function([c.unit.text for c, s in zip(dev, dev_sure, strict=True) if s])
        found.append(best_f1(score, dev_true[dev_sure]))
    return "TF-IDF, logistic regression", found[0], found[1], round(len(dev) / (time.process_time() - began))


def _cues_alone(dev: list[Coded]) -> tuple[str, float, float, int]:
    head = load_head()
    began = time.process_time()
    scores = table(head.cue_names, unit_cues(dev)) @ head.cue_weights.T + head.cue_intercepts
    speed = round(len(dev) / (time.process_time() - began))
    found = [best_f1(scores[sure, k], true[sure]) for k in range(2) for true, sure in [truth(dev, k)]]
    return "cues (rules) alone, weighted", found[0], found[1], speed


def _parts(dev: list[Coded]) -> Table:
    """The score at the best threshold with all parts, and with each alone."""
    coder, head = load_coder(), load_head()
    documents, dev = documents_of(dev)
    words = np.vstack([coder.words.scores(document) for document in documents])
    context = np.vstack([coder.context.scores(document) for document in documents])
    found = unit_cues(dev)
    cues = table(head.cue_names, found) @ head.cue_weights.T + head.cue_intercepts
    both = head.probabilities(found, (words + context) / 2)
    rows = []
    for name, score in (
        ("both encoders and cues", both),
        ("both encoders", words + context),
        ("words and cues", head.probabilities(found, words)),
        ("the encoder that reads units alone", words),
        ("the encoder that reads them in context", context),
        ("cues", cues),
    ):
        parts = [best_f1(score[sure, k], true[sure]) for k in range(2) for true, sure in [truth(dev, k)]]
        rows.append((name, *parts))
    return Table("Each part's worth: best F1 on dev", ("with", *KINDS), rows)


def _peak() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (MIB if sys.platform == "darwin" else 1024))


PART = Part("coding", "The coder beside simpler ways", run)
