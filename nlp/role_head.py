"""Whose pain, whose fault, who should act, as learned: a logistic regression a role on words, rule and sides around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.data import data_path
from corpus.errors import ModelRefused
from nlp.head import table

SHIPPED = data_path("datasets", "models", "role_head.npz")
ROLES = ("holder", "target", "addressee")
#: How much the sentence's embedding weighs beside the features; chosen by cross-validation on the training units.
WORDS = 4.0

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RoleHead:
    """For each role its classes (sides) and weights of shape (classes, features + dimensions), plus intercepts."""

    names: tuple[str, ...]
    classes: dict[str, tuple[str, ...]]
    weights: dict[str, Floats]
    intercepts: dict[str, Floats]
    embedder_sha256: str

    def decide(
        self, role: str, features: Sequence[dict[str, float]], vectors: NDArray[np.float32]
    ) -> list[tuple[str, float]]:
        """Return for each statement its most likely side in `role`, and how likely it is."""
        if not len(features):
            return []
        scores = rows(self.names, features, vectors) @ self.weights[role].T + self.intercepts[role]
        likely = np.exp(scores - scores.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        return [(self.classes[role][n], float(row[n])) for row in likely for n in [int(row.argmax())]]

    def save(self, path: Path) -> None:
        """Write the head as .npz, without pickle."""
        arrays: dict[str, NDArray] = {"names": np.array(self.names), "embedder_sha256": np.array(self.embedder_sha256)}
        for role in ROLES:
            arrays[f"{role}_classes"] = np.array(self.classes[role])
            arrays[f"{role}_weights"] = self.weights[role].astype(np.float16)
            arrays[f"{role}_intercepts"] = self.intercepts[role]
        with path.open("wb") as file:
            np.savez_compressed(file, **arrays)  # type: ignore[arg-type]


def rows(names: Sequence[str], features: Sequence[dict[str, float]], vectors: NDArray[np.float32]) -> Floats:
    """Return the rows that the weights apply to: the features in the order of `names`, then the embedding times WORDS."""
    return np.hstack([table(names, features), vectors.astype(np.float64) * WORDS])


@cache
def load_role_head(path: Path = SHIPPED) -> RoleHead:
    """Read a role head; raise ModelRefused when the file is missing or no role head."""
    try:
        with np.load(path, allow_pickle=False) as data:
            arrays = {name: data[name] for name in data.files}
        return RoleHead(
            names=tuple(str(n) for n in arrays["names"]),
            classes={role: tuple(str(c) for c in arrays[f"{role}_classes"]) for role in ROLES},
            weights={role: arrays[f"{role}_weights"].astype(np.float64) for role in ROLES},
            intercepts={role: arrays[f"{role}_intercepts"] for role in ROLES},
            embedder_sha256=str(arrays["embedder_sha256"]),
        )
    except (OSError, ValueError, KeyError) as error:
        raise ModelRefused(f"{path} is no role classifier of Crosstalk: {error}. Make one: crosstalk train") from error
