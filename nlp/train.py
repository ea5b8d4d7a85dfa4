"""Train the classifier's head on coded units: weights of the cues, calibration and thresholds, saved with a card."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from corpus.errors import NothingToDo
from corpus.records import KINDS
from nlp.adapt import documents_of
from nlp.checksum import file_sha256
from nlp.coder import kind_scores
from nlp.cues import cues
from nlp.encoder import UnitEncoder
from nlp.gold import Coded
from nlp.head import CUE_SHARE, Head, table
from nlp.pipeline import load_pipeline
from nlp.sides import mentions

#: Inverse strength of the penalty on the weights of cues.
C = 0.5
#: Every third document of the extra files, in order of name, is kept from training and helps to set thresholds.
KEPT_ASIDE = 3
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Split:
    """Units to train on, and units of other documents to set calibration and thresholds on."""

    train: list[Coded]
    held_out: list[Coded]


def split(train: Sequence[Coded], dev: Sequence[Coded], extra: Sequence[Coded]) -> Split:
    """Put the extra units' documents in order and keep each third one aside, with the dev units; raise if there are none."""
    aside = set(sorted({c.doc for c in extra})[::KEPT_ASIDE])
    # Real articles near the topic have other parties than these: their sides were stretched, so they teach none.
    extra = [replace(c, holder=None, target=None, addressee=None) for c in extra]
    found = Split([*train, *(c for c in extra if c.doc not in aside)], [*dev, *(c for c in extra if c.doc in aside)])
    if not found.train or not found.held_out:
        raise NothingToDo("Training needs coded units, and others (--dev or --extra) to set the thresholds on.")
    for kind, (name, units) in product(KINDS, (("to train on", found.train), ("to set thresholds on", found.held_out))):
        truth, sure = _truth(kind, units)
        if len(set(truth[sure])) < 2:
            raise NothingToDo(
                f"Training needs units {name} of which some are sure to be a {kind}, and some to be none."
            )
    return found


def fit_head(units: Split, words: UnitEncoder, context: UnitEncoder) -> tuple[Head, dict[str, dict[str, float]]]:
    """Return the head, and the F1 of both kinds on the held-out units at the thresholds chosen on them."""
    documents, held_out = documents_of(units.held_out)
    train_cues, held_cues = unit_cues(units.train), unit_cues(held_out)
    names = tuple(sorted({name for found in train_cues for name in found}))
    words.read_ahead(documents)
    context.read_ahead(documents)
    logits = np.vstack([kind_scores(words, context, document) for document in documents])
    parts = []
    for k, kind in enumerate(KINDS):
        weights, intercept = _fit_cues(kind, table(names, train_cues), units.train)
        raw = logits[:, k] + CUE_SHARE * (table(names, held_cues) @ weights + intercept)
        parts.append((weights, intercept, *_calibrate(kind, raw, held_out)))
    head = Head(
        cue_names=names,
        cue_weights=np.vstack([p[0] for p in parts]),
        cue_intercepts=np.array([p[1] for p in parts]),
        slopes=np.array([p[2] for p in parts]),
        shifts=np.array([p[3] for p in parts]),
        thresholds=np.array([p[4] for p in parts]),
        encoder_sha256=words.sha256 + context.sha256,
    )
    return head, {kind: {"f1": round(p[5], 3), "threshold": p[4]} for kind, p in zip(KINDS, parts, strict=True)}


def unit_cues(coded: Sequence[Coded]) -> list[dict[str, float]]:
    """Return the cues of each unit."""
    docs = load_pipeline().pipe(c.unit.text for c in coded)
    return [cues(c.unit, doc, mentions(doc)) for c, doc in zip(coded, docs, strict=True)]


def _truth(kind: str, coded: Sequence[Coded]) -> tuple[Bools, Bools]:
    """Return which units hold the label, and which of them are sure (not borderline)."""
    return np.array([kind in c.labels for c in coded]), np.array([kind not in c.optional for c in coded])


def _fit_cues(kind: str, rows: NDArray[np.float64], coded: Sequence[Coded]) -> tuple[NDArray[np.float64], float]:
    truth, sure = _truth(kind, coded)
    model = LogisticRegression(C=C, max_iter=5000).fit(rows[sure], truth[sure])
    return model.coef_[0], float(model.intercept_[0])


def _calibrate(kind: str, raw: NDArray[np.float64], coded: Sequence[Coded]) -> tuple[float, float, float, float]:
    """Return slope and shift of Platt's calibration, the threshold of the best F1, and that F1."""
    truth, sure = _truth(kind, coded)
    platt = LogisticRegression(C=1e6).fit(raw[sure, None], truth[sure])
    slope, shift = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    threshold, f1 = best_threshold(truth[sure], 1 / (1 + np.exp(-(raw[sure] * slope + shift))))
    return slope, shift, threshold, f1


def best_threshold(truth: Bools, probability: NDArray[np.float64]) -> tuple[float, float]:
    """Return the threshold for calibrated probabilities that maximises F1, and the highest F1 found on these units.

    The best threshold is half of the best F1 (Lipton, Elkan, Narayanaswamy 2014, arXiv:1402.1892); the peak itself, found on
    some fifty statements, would move with each of them.
    """
    thresholds = np.linspace(0.05, 0.9, 86)
    called = probability[None, :] >= thresholds[:, None]
    f1 = 2 * (called & truth).sum(1) / np.maximum(1, called.sum(1) + truth.sum())
    return float(np.round(f1.max() / 2, 3)), float(f1.max())


def save_with_card(head: Head, path: Path, card: dict) -> None:
    """Write the head and, beside it, a card with its checksum, data and scores."""
    head.save(path)
    text = json.dumps({"sha256": file_sha256(path), **card}, indent=2, ensure_ascii=False)
    path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
