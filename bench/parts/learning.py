"""Whether more gold helps, and how far it carries to a strange register: logistic regressions on frozen MiniLM vectors."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from bench.coded import GOLD, training, truth
from bench.part import Part, Table
from corpus.records import KINDS
from nlp.embeddings import MINILM, load_embedder
from nlp.gold import Coded, read_gold

SHARES = (0.125, 0.25, 0.5, 1.0)
DRAWS = 5
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
            ("family", "units", *(f"{kind}, {how}" for kind in KINDS for how in ("left out", "shuffled in"))),
            _left_out(train, known),
            "Shuffled in: a random quarter of all fragments is left out instead, and the family's share of it measured.",
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
    docs = sorted({c.doc for c in train})
    kept_out = set(np.random.default_rng(0).permutation(docs)[::4])
    shuffled = np.array([c.doc in kept_out for c in train])
    rows = []
    for name in sorted(set(families)):
        here = families == name
        row: list[str | int | float] = [name, int(here.sum())]
        for k in range(2):
            for out, on in ((here, here), (shuffled, here & shuffled)):
                row.append(round(_scored(k, train, known, out, on), 3))
        rows.append(tuple(row))
    return rows


def _scored(k: int, train: list[Coded], known: NDArray, out: NDArray, on: NDArray) -> float:
    def chosen(which: NDArray) -> list[Coded]:
        return [c for c, w in zip(train, which, strict=True) if w]

    return _precision(k, chosen(~out), known[~out], chosen(on), known[on])


PART = Part("learning", "Whether more gold helps, and how far it carries", run)
