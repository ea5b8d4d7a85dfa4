"""The classifier's head: a logistic regression a kind on a unit's embedding and cues, kept as plain arrays."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.data import data_path
from corpus.errors import ModelRefused
from corpus.records import KINDS
from nlp.embeddings import file_sha256

SHIPPED = data_path("datasets", "models", "statement_head.npz")

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Head:
    """Weights of both kinds: `weights` has shape (2, len(cue_names) + dimensions), rows in the order of KINDS.

    A unit is a statement of a kind when its calibrated probability reaches that kind's threshold.
    """

    cue_names: tuple[str, ...]
    weights: Floats
    intercepts: Floats
    slopes: Floats
    shifts: Floats
    thresholds: Floats
    encoder_sha256: str

    def probabilities(self, cues: Sequence[dict[str, float]], vectors: NDArray[np.float32]) -> Floats:
        """Return calibrated probabilities, shape (units, 2): frustration, recommendation."""
        if not len(cues):
            return np.zeros((0, len(KINDS)))
        logits = design(self.cue_names, cues, vectors) @ self.weights.T + self.intercepts
        return np.asarray(1 / (1 + np.exp(-(logits * self.slopes + self.shifts))))

    def save(self, path: Path) -> None:
        """Write the head as .npz, without pickle."""
        np.savez_compressed(
            path,
            cue_names=np.array(self.cue_names),
            weights=self.weights.astype(np.float32),
            intercepts=self.intercepts,
            slopes=self.slopes,
            shifts=self.shifts,
            thresholds=self.thresholds,
            encoder_sha256=np.array(self.encoder_sha256),
        )


def design(names: Sequence[str], cues: Sequence[dict[str, float]], vectors: NDArray[np.float32]) -> Floats:
    """Return the rows that the weights apply to: the cues in the order of `names`, halved, then the embedding."""
    table = np.array([[unit.get(name, 0.0) for name in names] for unit in cues], dtype=np.float64)
    return np.hstack([table * 0.5, vectors.astype(np.float64)])


@cache
def load_head(path: Path = SHIPPED) -> Head:
    """Read a head; raise ModelRefused when the file is missing or no head, or differs from its card's checksum."""
    if not path.is_file():
        raise ModelRefused(f"The classifier {path} is missing; install Crosstalk again, or make one: crosstalk train")
    card = path.with_suffix(".json")
    if card.is_file() and json.loads(card.read_text(encoding="utf-8"))["sha256"] != file_sha256(path):
        raise ModelRefused(f"The classifier {path} is not the one that its card {card.name} describes.")
    try:
        with np.load(path, allow_pickle=False) as data:
            arrays = {name: data[name] for name in data.files}
        return Head(
            cue_names=tuple(str(n) for n in arrays["cue_names"]),
            weights=arrays["weights"].astype(np.float64),
            intercepts=arrays["intercepts"],
            slopes=arrays["slopes"],
            shifts=arrays["shifts"],
            thresholds=arrays["thresholds"],
            encoder_sha256=str(arrays["encoder_sha256"]),
        )
    except (OSError, ValueError, KeyError) as error:
        raise ModelRefused(f"{path} is no classifier of Crosstalk: {error}") from error
