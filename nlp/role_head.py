"""Whose pain, whose fault, who should act, by what stands around the words: a logistic regression a role on rule and sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.data import data_path
from corpus.errors import ModelRefused
from corpus.records import ROLES, SIDES
from nlp.head import table

SHIPPED = data_path("datasets", "models", "role_head.npz")
#: Log-probability of a side that no training statement had in a role.
UNHEARD_OF = -8.0

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RoleHead:
    """For each role its classes (sides) and weights of shape (classes, features), plus intercepts."""

    names: tuple[str, ...]
    classes: dict[str, tuple[str, ...]]
    weights: dict[str, Floats]
    intercepts: dict[str, Floats]

    def log_probabilities(self, role: str, features: Sequence[dict[str, float]]) -> Floats:
        """Return how likely each side is in `role`: log-probabilities of shape (statements, 7), columns as in SIDES."""
        scores = table(self.names, features) @ self.weights[role].T + self.intercepts[role]
        found = np.full((len(features), len(SIDES)), UNHEARD_OF)
        columns = [SIDES.index(side) for side in self.classes[role]]
        found[:, columns] = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
        return found

    def save(self, path: Path) -> None:
        """Write the head as .npz, without pickle."""
        arrays: dict[str, NDArray] = {"names": np.array(self.names)}
        for role in ROLES:
            arrays[f"{role}_classes"] = np.array(self.classes[role])
            arrays[f"{role}_weights"] = self.weights[role].astype(np.float16)
            arrays[f"{role}_intercepts"] = self.intercepts[role]
        with path.open("wb") as file:
            np.savez_compressed(file, **arrays)  # type: ignore[arg-type]


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
        )
    except (OSError, ValueError, KeyError) as error:
        raise ModelRefused(f"{path} is no role classifier of Crosstalk: {error}. Make one: crosstalk train") from error
