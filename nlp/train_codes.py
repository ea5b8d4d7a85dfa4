"""Train the code heads: python -m nlp.train_codes GOLD... (made anew after a change of gold, codebook or embedder)."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus.records import KINDS
from nlp.checksum import file_sha256
from nlp.code_heads import ROLES, SHIPPED, CodeHeads, features, softmax
from nlp.codebook import Codebook, load_codebook
from nlp.context import context_of
from nlp.embeddings import Embedder, load_embedder
from nlp.matter import matter
from nlp.pipeline import load_pipeline
from nlp.vectors import Floats, Labels, Vectors

HEADS = 20
#: Each head learns from this share of the documents and of the codebook's sayings, drawn without replacement.
SHARE = 0.8
#: Inverse strength of the penalty; 3, 10 and 30 were tried by cross-validation on pilot and train.
C = 3.0
FOLDS = 5
TEMPERATURES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2, 1.5)

Sides = tuple[Sequence[str], Sequence[str], Sequence[str]]


@dataclass(frozen=True)
class Example:
    """A sentence with its code; `doc` is the fragment it stands in, or the saying itself for one of the codebook."""

    doc: str
    text: str
    kind: str
    code: str
    sides: Sides
    told: bool
    context: str = ""


@dataclass(frozen=True)
class _Table:
    rows: Vectors
    codes: Labels
    docs: np.ndarray
    told: np.ndarray


def coded_statements(path: Path, codebook: Codebook) -> list[Example]:
    """Return the statements of a gold file that have a code of the codebook, each with its context."""
    known = {code.id: code.kind for code in codebook.codes}
    units = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = []
    heading: str | None = None
    for n, unit in enumerate(units):
        before, after = (_text_in(units, at, unit["doc"]) for at in (n - 1, n + 1))
        heading = None if before is None else heading
        kind = known.get(unit.get("code") or "")
        if kind in unit["labels"]:
            sides: Sides = tuple([unit[role]] if unit.get(role) else [] for role in ROLES)  # type: ignore[assignment]
            around = context_of(heading, before, unit["text"], after)
            found.append(Example(unit["doc"], unit["text"], str(kind), unit["code"], sides, False, around))
        heading = unit["text"] if unit["struct"] == "h" else heading
    return found


def _text_in(units: Sequence[dict[str, Any]], at: int, doc: str) -> str | None:
    return units[at]["text"] if 0 <= at < len(units) and units[at]["doc"] == doc else None


def read(examples: Sequence[Example], embedder: Embedder) -> tuple[Vectors, Vectors]:
    """Return the vectors of the statements' matter, things in it, and what the heads read of them."""
    nlp = load_pipeline()
    vectors = embedder.encode(matter(nlp, [e.text for e in examples], things=False))
    around = embedder.encode(matter(nlp, [e.context or e.text for e in examples], things=False))
    return vectors, features(vectors, around, [e.sides for e in examples])


def sayings(codebook: Codebook) -> list[Example]:
    """Return the sentences that the codebook itself gives for its codes."""
    return [
        Example(text, text, code.kind, code.id, (code.holder, code.target, code.addressee), True)
        for code in codebook.codes
        for text in code.sayings
    ]


def train_code_heads(
    examples: Sequence[Example], codebook: Codebook, embedder: Embedder, heads: int = HEADS
) -> CodeHeads:
    """Learn `heads` heads a kind from `examples`; the same examples give the same heads."""
    tables = {kind: _table([e for e in examples if e.kind == kind], codebook, embedder) for kind in KINDS}
    tables = {kind: table for kind, table in tables.items() if len(set(table.codes.tolist())) > 1}
    fitted = {kind: [_fit(table, _drawn(table, n)) for n in range(heads)] for kind, table in tables.items()}
    return CodeHeads(
        codes={kind: tuple(code.id for code in codebook.of(kind)) for kind in tables},
        weights={kind: np.stack([weights for weights, _ in pairs]) for kind, pairs in fitted.items()},
        intercepts={kind: np.stack([intercepts for _, intercepts in pairs]) for kind, pairs in fitted.items()},
        temperature={kind: _temperature(table) for kind, table in tables.items()},
        embedder_sha256=embedder.sha256,
        codebook_sha256=codebook.sha256,
    )


def _table(examples: Sequence[Example], codebook: Codebook, embedder: Embedder) -> _Table:
    examples = sorted(examples, key=lambda e: (e.doc, e.text, e.code))
    number = {code.id: n for kind in KINDS for n, code in enumerate(codebook.of(kind))}
    return _Table(
        rows=read(examples, embedder)[1],
        codes=np.array([number[e.code] for e in examples], dtype=np.int64),
        docs=np.array([e.doc for e in examples]),
        told=np.array([e.told for e in examples]),
    )


def _drawn(table: _Table, n: int) -> np.ndarray:
    """Return which rows head `n` learns from: SHARE of the documents, and each code at least once."""
    docs = sorted(set(table.docs.tolist()))
    random = np.random.default_rng(n)
    kept = {docs[i] for i in random.permutation(len(docs))[: round(SHARE * len(docs))]}
    drawn = np.array([doc in kept for doc in table.docs])
    missing = ~np.isin(table.codes, table.codes[drawn])
    return np.asarray(drawn | missing)


def _fit(table: _Table, rows: np.ndarray) -> tuple[Vectors, Vectors]:
    """Return weights (codes, features) and intercepts (codes) learned from some rows; a code never met is ruled out."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=C, max_iter=2000).fit(table.rows[rows], table.codes[rows])
    size = int(table.codes.max()) + 1
    weights = np.zeros((size, table.rows.shape[1]), dtype=np.float32)
    intercepts = np.full(size, -1e4, dtype=np.float32)
    if len(model.classes_) == 2:  # one row of weights stands for both
        weights[model.classes_], intercepts[model.classes_] = (
            [-model.coef_[0] / 2, model.coef_[0] / 2],
            [
                -model.intercept_[0] / 2,
                model.intercept_[0] / 2,
            ],
        )
    else:
        weights[model.classes_], intercepts[model.classes_] = model.coef_, model.intercept_
    return weights, intercepts


def held_out_scores(table: _Table) -> Floats:
    """Return each gold row's raw scores by a head that has not seen its document, shape (gold rows, codes)."""
    gold = np.flatnonzero(~table.told)
    docs = sorted(set(table.docs[gold].tolist()))
    fold = {doc: n % FOLDS for n, doc in enumerate(docs)}
    scores = np.zeros((len(gold), int(table.codes.max()) + 1))
    folds = np.array([fold[doc] for doc in table.docs[gold]])
    for n in range(FOLDS):
        out = np.zeros(len(table.codes), dtype=bool)
        out[gold[folds == n]] = True
        weights, intercepts = _fit(table, ~out)
        scores[folds == n] = table.rows[out] @ weights.T + intercepts
    return scores


def _temperature(table: _Table) -> float:
    """Return what the scores are divided by, so that held-out gold rows are as likely right as they are said to be."""
    gold = ~table.told
    if gold.sum() < 10 * FOLDS:
        return 1.0
    scores, truth = held_out_scores(table), table.codes[gold]
    rows = np.arange(len(truth))
    loss = {t: -np.log(np.maximum(softmax(scores / t)[rows, truth], 1e-9)).mean() for t in TEMPERATURES}
    return min(loss, key=lambda t: loss[t])


def main() -> None:
    """Train on the gold files named and write the heads and their card."""
    parser = argparse.ArgumentParser(prog="python -m nlp.train_codes", description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    codebook, embedder = load_codebook(), load_embedder()
    examples = [e for path in options.gold for e in coded_statements(path, codebook)] + sayings(codebook)
    heads = train_code_heads(examples, codebook, embedder)
    heads.save(options.out)
    card = {
        "what": "which code of the codebook a statement has; coded and written by a language model, never by a person",
        "data": {path.name: file_sha256(path) for path in options.gold},
        "codebook_sha256": codebook.sha256,
        "embedder_sha256": embedder.sha256,
        "sentences": {kind: sum(e.kind == kind for e in examples) for kind in KINDS},
        "settings": {"heads": HEADS, "share": SHARE, "C": C, "temperature": heads.temperature},
        "sha256": file_sha256(options.out),
    }
    options.out.with_suffix(".json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
