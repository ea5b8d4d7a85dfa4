"""Themes beside the gold's theme codes, on fragments that the code heads were not trained on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import adjusted_rand_score, f1_score, v_measure_score

from bench.part import Cell, Part, Table
from corpus.records import KINDS
from nlp.cluster import ClusterSettings
from nlp.code_heads import ROLES, CodeHeads, load_code_heads
from nlp.codebook import load_codebook
from nlp.coded import LIKELY, CodedClusters
from nlp.coder import load_coder
from nlp.embeddings import Embedder, load_embedder
from nlp.evaluate import gold_reading
from nlp.gold import by_document, read_gold
from nlp.train_codes import Example, coded_statements, read, sayings, train_code_heads

GOLD = Path(__file__).resolve().parents[2] / "datasets" / "gold"
HELD_OUT = ("dev", "field_dev", "test")
#: Bounds of a statement's probability to be put into a named theme.
BOUNDS = (0.35, 0.4, 0.5, 0.6, 0.7, 0.8)


def run(data: Path | None) -> list[Table]:
    """Return how often single statements get their code, and how well themes match codes; sides as coded and as found."""
    embedder, heads = load_embedder(), load_code_heads()
    alone = train_code_heads(sayings(load_codebook()), load_codebook(), embedder, 1)
    gold = {part: coded_statements(GOLD / f"{part}.jsonl", load_codebook()) for part in HELD_OUT}
    found = {part: _with_sides_found(gold[part], part) for part in HELD_OUT}
    single, groups = [], []
    for kind in KINDS:
        for part in HELD_OUT:
            single += _single(kind, part, gold[part], found[part], alone, heads, embedder)
        groups += _groups(kind, [e for part in HELD_OUT for e in found[part] if e.kind == kind], heads, embedder)
    columns = (
        "statements", "with", "right", "among the two likeliest", "macro F1", f"placed (from {LIKELY})", "of these right",
    )  # fmt: skip
    shapes = (
        "statements", "grouped by", "themes", "placed", "of these V", "of these ARI", "in a named theme",
        "of these the name right",
    )  # fmt: skip
    return [
        Table("The code of a single statement, held-out gold", columns, single),
        Table(
            "What the bound gives: placed, and of these right, held-out gold, sides as found",
            ("statements", *(f"from {bound}" for bound in BOUNDS)),
            [_curve(kind, found, heads, embedder) for kind in KINDS],
        ),
        Table("Themes of the held-out gold (dev, field_dev and test together), sides as found", shapes, groups),
    ]


def _with_sides_found(examples: Sequence[Example], part: str) -> list[Example]:
    """Return the examples with the sides that the coder gives them in their article."""
    coder = load_coder()
    sides: dict[tuple[str, str, str], tuple[Sequence[str], ...]] = {}
    for units in by_document(read_gold(GOLD / f"{part}.jsonl")):
        calls = np.array([[kind in unit.labels for kind in KINDS] for unit in units])
        for n, k, roles in coder.roles.decide(gold_reading(coder, units), calls):
            sides[units[n].doc, units[n].unit.text, KINDS[k]] = tuple([getattr(roles, role)] for role in ROLES)
    return [
        replace(e, sides=sides.get((e.doc, e.text, e.kind), e.sides))  # type: ignore[arg-type]
        for e in examples
    ]


def _single(
    kind: str,
    part: str,
    gold: Sequence[Example],
    found: Sequence[Example],
    alone: CodeHeads,
    heads: CodeHeads,
    embedder: Embedder,
) -> list[list[Cell]]:
    rows = []
    for what, examples, model in (
        ("the codebook's sayings alone", gold, alone),
        ("the shipped heads, sides as coded", gold, heads),
        ("the shipped heads, sides as found", found, heads),
    ):
        some = [e for e in examples if e.kind == kind]
        truth = np.array([e.code for e in some])
        likely = model.probabilities(kind, read(some, embedder)[1])
        codes = np.array(model.codes[kind])
        ranked = codes[np.argsort(-likely, axis=1, kind="stable")]
        sure = likely.max(axis=1) >= LIKELY
        right = ranked[:, 0] == truth
        rows.append(
            [
                f"{part}: {len(some)} {kind}s, {len(set(truth.tolist()))} codes",
                what,
                float(right.mean()),
                float((ranked[:, :2] == truth[:, None]).any(axis=1).mean()),
                float(f1_score(truth, ranked[:, 0], average="macro", labels=sorted(set(truth.tolist())))),
                float(sure.mean()),
                float(right[sure].mean()) if sure.any() else None,
            ]
        )
    return rows  # type: ignore[return-value]


def _curve(kind: str, found: dict[str, list[Example]], heads: CodeHeads, embedder: Embedder) -> list[Cell]:
    some = [e for part in HELD_OUT for e in found[part] if e.kind == kind]
    likely = heads.probabilities(kind, read(some, embedder)[1])
    right = np.array(heads.codes[kind])[likely.argmax(axis=1)] == np.array([e.code for e in some])
    cells: list[Cell] = [f"{len(some)} {kind}s"]
    for bound in BOUNDS:
        sure = likely.max(axis=1) >= bound
        cells.append(f"{sure.mean():.2f}, {right[sure].mean():.2f}" if sure.any() else "none")
    return cells


def _groups(kind: str, some: Sequence[Example], heads: CodeHeads, embedder: Embedder) -> list[list[Cell]]:
    some = sorted(some, key=lambda e: e.text)
    truth = np.array([e.code for e in some])
    vectors, seen = read(some, embedder)
    rows: list[list[Cell]] = []
    for what, likely in (("the graph alone", None), ("codes, then the graph", heads.probabilities(kind, seen))):
        groups = CodedClusters(ClusterSettings(), likely).fit(vectors).groups_
        assert groups is not None
        placed = groups.labels >= 0
        names: Any = np.array(["", *heads.codes[kind]])
        named = np.array([names[code + 1 if code is not None else 0] for code in [*groups.codes, None]])[groups.labels]
        has = named != ""
        rows.append(
            [
                f"{len(some)} {kind}s, {len(set(truth.tolist()))} codes",
                what,
                len(groups.codes),
                float(placed.mean()),
                float(v_measure_score(truth[placed], groups.labels[placed])),
                float(adjusted_rand_score(truth[placed], groups.labels[placed])),
                float(has.mean()),
                float((named[has] == truth[has]).mean()) if has.any() else None,
            ]
        )
    return rows


PART = Part("theme_codes", "Themes beside the gold's theme codes", run)
