"""The classifier's head: the encoder's raw scores and the cues, put together, calibrated, with a threshold a kind."""

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
from nlp.checksum import file_sha256

SHIPPED = data_path("datasets", "models", "statement_head.npz")
#: How much the cues' own score weighs beside the encoder's; found on the dev units (docs/quality.md).
CUE_SHARE = 0.3

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Head:
    """Weights of both kinds, rows in the order of KINDS: `cue_weights` has shape (2, len(cue_names)), the rest (2,).

    A unit is a statement of a kind when its calibrated probability reaches that kind's threshold.
    """

    cue_names: tuple[str, ...]
    cue_weights: Floats
    cue_intercepts: Floats
    slopes: Floats
    shifts: Floats
    thresholds: Floats
    encoder_sha256: str

    def probabilities(self, cues: Sequence[dict[str, float]], logits: Floats) -> Floats:
        """Return calibrated probabilities, shape (units, 2), from the units' cues and the encoder's raw scores."""
        cue_scores = table(self.cue_names, cues) @ self.cue_weights.T + self.cue_intercepts
        return np.asarray(1 / (1 + np.exp(-((logits + CUE_SHARE * cue_scores) * self.slopes + self.shifts))))

    def save(self, path: Path) -> None:
        """Write the head as .npz, without pickle."""
        np.savez_compressed(
            path,
            cue_names=np.array(self.cue_names),
            cue_weights=self.cue_weights.astype(np.float32),
            cue_intercepts=self.cue_intercepts,
            slopes=self.slopes,
            shifts=self.shifts,
            thresholds=self.thresholds,
            encoder_sha256=np.array(self.encoder_sha256),
        )


def table(names: Sequence[str], cues: Sequence[dict[str, float]]) -> Floats:
    """Return the cues as rows, shape (units, len(names)), columns in the order of `names`."""
    return np.array([[unit.get(name, 0.0) for name in names] for unit in cues], dtype=np.float64).reshape(
        -1, len(names)
    )


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
            cue_weights=arrays["cue_weights"].astype(np.float64),
            cue_intercepts=arrays["cue_intercepts"],
            slopes=arrays["slopes"],
            shifts=arrays["shifts"],
            thresholds=arrays["thresholds"],
            encoder_sha256=str(arrays["encoder_sha256"]),
        )
    except (OSError, ValueError, KeyError) as error:
        raise ModelRefused(f"{path} is no classifier of Crosstalk: {error}") from error
