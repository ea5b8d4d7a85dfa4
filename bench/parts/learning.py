"""Whether more gold helps, and how far it carries to a strange register: logistic regressions on frozen MiniLM vectors."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold

from bench.coded import GOLD, training, truth
from bench.part import Part, Table
from corpus.records import KINDS
from nlp.embeddings import MINILM, load_embedder
from nlp.gold import Coded, read_gold

SHARES = (0.125, 0.25, 0.5, 1.0)
DRAWS = 5
FOLDS = 5
#: Registers are put together by how their fragments begin or are called.
FAMILIES = {
    "survey news, press release, report": "survey|press|report|abstract|research",
    "interview or case": "interview|case|q&a|story",
    "list of points": "list",
    "vendor": "vendor|agency|corporate",
    "opinion or column": "op-ed|opinion|column|editorial|essay|letter",
    "blog, forum, newsletter": "blog|forum|newsletter|post",
}


def run(data: Path | None) -> list[Table]:
    """Return the learning curve (fragments drawn) and the scores on each family of registers when it is left out."""
    train, dev = [c for c in training() if c.register], read_gold(GOLD / "dev.jsonl")
    embedder = load_embedder(MINILM)
    vectors = embedder.encode([c.unit.text for c in [*train, *dev]])
    known, new = vectors[: len(train)], vectors[len(train) :]
    note = (
        "Frozen MiniLM vectors with a logistic regression: cheap to repeat, a good deal below the tuned encoder, alike in slope. "
        "Average precision, borderline units left out."
    )
    return [
        Table(
            "Learning curve, on dev", ("share of the fragments", "units", *KINDS), _curve(train, known, dev, new), note
        ),
        Table(
            "One family of registers left out, measured on it",
            ("family", "units", *(f"{kind}, {how}" for kind in KINDS for how in ("left out", "known"))),
            _left_out(train, known),
            "Known: on the same units, by models that saw other fragments of the family (five folds).",
        ),
    ]


def _precision(k: int, train: list[Coded], known: NDArray, test: list[Coded], new: NDArray) -> float:
    (true, sure), (test_true, test_sure) = truth(train, k), truth(test, k)
    model = LogisticRegression(C=10, class_weight="balanced", max_iter=2000).fit(known[sure], true[sure])
    return float(average_precision_score(test_true[test_sure], model.decision_function(new[test_sure])))


def _curve(train: list[Coded], known: NDArray, dev: list[Coded], new: NDArray) -> list[tuple]:
    docs = sorted({c.doc for c in train})
    rows = []
    for share in SHARES:
        drawn: list[list[float]] = []
        units = 0
        for seed in range(DRAWS if share < 1 else 1):
            chosen = set(np.random.default_rng(seed).permutation(docs)[: round(share * len(docs))])
            use = [n for n, c in enumerate(train) if c.doc in chosen]
            units = len(use)
            drawn.append([_precision(k, [train[n] for n in use], known[use], dev, new) for k in range(2)])
        rows.append((f"{share:.0%}", units, *(round(x, 3) for x in np.mean(drawn, axis=0))))
    return rows


def _left_out(train: list[Coded], known: NDArray) -> list[tuple]:
    def family(c: Coded) -> str:
        return next((n for n, p in FAMILIES.items() if re.search(p, c.register.lower())), "trade press, magazine")

    families = np.array([family(c) for c in train])
    docs = [c.doc for c in train]
    rows = []
    scores = {k: _crossed(k, train, known, docs) for k in range(2)}
    for name in sorted(set(families)):
        here = families == name
        row: list[str | int | float] = [name, int(here.sum())]
        for k in range(2):
            true, sure = truth(train, k)
            strange = _precision(k, _chosen(train, ~here), known[~here], _chosen(train, here), known[here])
            row += [
                round(strange, 3),
                round(float(average_precision_score(true[here & sure], scores[k][here & sure])), 3),
            ]
        rows.append(tuple(row))
    return rows


def _crossed(k: int, train: list[Coded], known: NDArray, docs: list[str]) -> NDArray:
    """Return each unit's score by a model that saw other fragments only, of its own register among them."""
    true, sure = truth(train, k)
    scores = np.zeros(len(train))
    for learn, told in GroupKFold(FOLDS).split(known, groups=docs):
        use = learn[sure[learn]]
        model = LogisticRegression(C=10, class_weight="balanced", max_iter=2000).fit(known[use], true[use])
        scores[told] = model.decision_function(known[told])
    return scores


def _chosen(train: list[Coded], which: NDArray) -> list[Coded]:
    return [c for c, w in zip(train, which, strict=True) if w]


PART = Part("learning", "Whether more gold helps, and how far it carries", run)
