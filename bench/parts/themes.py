"""Themes beside the gold's theme codes: how well groups match codes, and whether the names given are right."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_rand_score, v_measure_score

from bench.part import Part, Table
from corpus.records import KINDS
from nlp.cluster import ClusterSettings, GraphClusters, Labels
from nlp.codebook import beside, code_probabilities, codes_of, merged, names
from nlp.embeddings import load_embedder
from nlp.matter import matter
from nlp.pipeline import load_pipeline

GOLD = Path(__file__).resolve().parents[2] / "datasets" / "gold"


def run(data: Path | None) -> list[Table]:
    """Return how groups and names match the codes, a row a kind and method; grouping never sees the gold's codes."""
    units = [
        json.loads(line)
        for name in ("pilot", "train", "dev")
        for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    embedder, nlp = load_embedder(), load_pipeline()
    rows: list[tuple[str, str, str]] = []
    for kind in KINDS:
        ids = [code.id for code in codes_of(kind)]
        coded = sorted((u["text"], u["code"]) for u in units if kind in u["labels"] and u.get("code") in ids)
        truth = np.array([code for _, code in coded])
        vectors = embedder.encode(matter(nlp, [text for text, _ in coded]))
        likely = code_probabilities(kind, vectors, embedder, nlp)
        plain = GraphClusters(ClusterSettings()).fit(vectors).labels_
        ours = merged(GraphClusters(ClusterSettings()).fit(beside(vectors, likely)).labels_, likely)
        nearest = float(np.mean(np.array(ids)[likely.argmax(axis=1)] == truth))
        what = f"{kind}s, {len(coded)} with {len(set(truth))} codes (nearest code right for {nearest:.2f})"
        rows.append((what, f"words alone: {_scores(truth, plain)}", ""))
        rows.append(
            (what, f"beside the codebook: {_scores(truth, ours)}", _named(truth, ours, names(ours, likely), ids))
        )
    return [Table("Statements of the gold with a theme code", ("statements", "groups", "names"), rows)]


def _scores(truth: np.ndarray, labels: Labels) -> str:
    groups = len(set(labels.tolist()) - {-1})
    return f"{groups} groups, V {v_measure_score(truth, labels):.2f}, ARI {adjusted_rand_score(truth, labels):.2f}"


def _named(truth: np.ndarray, labels: Labels, named: dict[int, int], ids: list[str]) -> str:
    right, share = 0, []
    for group, code in named.items():
        counts = Counter(truth[labels == group].tolist())
        right += counts.most_common(1)[0][0] == ids[code]
        share.append(counts[ids[code]] / sum(counts.values()))
    return f"name is the commonest code in {right} of {len(named)} named groups, {np.mean(share):.2f} of a group has it"


PART = Part("themes", "Themes beside the gold's theme codes", run)
