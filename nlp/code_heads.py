"""The code heads: how likely a statement has each code, from its matter's vector, its context's and its sides.

There are twenty, each learned from another part of the sentences; their mean decides, their disagreement tells how
firm a theme is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.data import data_path
from corpus.errors import ModelRefused
from corpus.records import KINDS, SIDES
from nlp.checksum import file_sha256
from nlp.codebook import Codebook
from nlp.vectors import Floats, Vectors

SHIPPED = data_path("datasets", "models", "code_heads.npz")
ROLES = ("holder", "target", "addressee")
#: How much a side counts beside the unit-length vector: small, because sides are found wrong one time in three. Found by
#: cross-validation on the pilot and train gold with sides made wrong as often as the coder makes them.
SIDE_WEIGHT = 0.2
_BLOCK = 4096


@dataclass(frozen=True)
class CodeHeads:
    """Logistic regressions over the codes of each kind: `weights[kind]` has shape (heads, codes, features)."""

    codes: dict[str, tuple[str, ...]]
    weights: dict[str, NDArray[np.float32]]
    intercepts: dict[str, NDArray[np.float32]]
    temperature: dict[str, float]
    embedder_sha256: str
    codebook_sha256: str

    def __len__(self) -> int:
        return len(next(iter(self.weights.values())))

    def probabilities(self, kind: str, features: Vectors) -> Floats:
        """Return the heads' mean probability of each code, shape (statements, codes)."""
        return mean_probability(list(self.each(kind, features)))

    def each(self, kind: str, features: Vectors) -> Iterator[Floats]:
        """Give the probabilities by each head in turn, shape (statements, codes)."""
        for weights, intercepts in zip(self.weights[kind], self.intercepts[kind], strict=True):
            yield softmax((features @ weights.T + intercepts) / self.temperature[kind])

    def fits(self, embedder_sha256: str, codebook: Codebook) -> bool:
        """Tell whether these heads were learned with this embedder and codebook."""
        return self.embedder_sha256 == embedder_sha256 and self.codebook_sha256 == codebook.sha256

    def save(self, path: Path) -> None:
        """Write the heads as .npz, weights in half precision, without pickle."""
        arrays = {f"codes_{kind}": np.array(self.codes[kind]) for kind in self.codes}
        arrays |= {f"weights_{kind}": self.weights[kind].astype(np.float16) for kind in self.codes}
        arrays |= {f"intercepts_{kind}": self.intercepts[kind] for kind in self.codes}
        arrays |= {f"temperature_{kind}": np.array(self.temperature[kind]) for kind in self.codes}
        arrays |= {"embedder_sha256": np.array(self.embedder_sha256), "codebook_sha256": np.array(self.codebook_sha256)}
        np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


@cache
def load_code_heads(path: Path = SHIPPED) -> CodeHeads:
    """Read the heads; raise ModelRefused when the file is missing or is none."""
    try:
        with np.load(path, allow_pickle=False) as data:
            arrays = {name: data[name] for name in data.files}
        kinds = [kind for kind in KINDS if f"codes_{kind}" in arrays]
        return CodeHeads(
            codes={kind: tuple(map(str, arrays[f"codes_{kind}"])) for kind in kinds},
            weights={kind: arrays[f"weights_{kind}"].astype(np.float32) for kind in kinds},
            intercepts={kind: arrays[f"intercepts_{kind}"].astype(np.float32) for kind in kinds},
            temperature={kind: float(arrays[f"temperature_{kind}"]) for kind in kinds},
            embedder_sha256=str(arrays["embedder_sha256"]),
            codebook_sha256=str(arrays["codebook_sha256"]),
        )
    except (OSError, ValueError, KeyError) as error:
        raise ModelRefused(f"{path} holds no code heads; install Crosstalk again. ({error})") from error


def heads_sha256(path: Path = SHIPPED) -> str:
    """Return the checksum of the shipped heads."""
    return file_sha256(path)


def features(vectors: Vectors, contexts: Vectors, sides: Sequence[Sequence[Sequence[str]]]) -> Vectors:
    """Return what the heads read: the vectors, those of their contexts, and the statements' sides in the order of ROLES.

    A statement that stands alone is its own context. `sides` has for each statement three lists of sides; several
    sides of one role share its weight.
    """
    table = np.zeros((len(vectors), len(ROLES) * len(SIDES)), dtype=np.float32)
    for row, roles in enumerate(sides):
        for n, named in enumerate(roles):
            for side in named:
                table[row, n * len(SIDES) + SIDES.index(side)] = SIDE_WEIGHT / len(named)
    return np.hstack([vectors, contexts, table])


def mean_probability(by_head: Sequence[Floats]) -> Floats:
    """Return the mean of the heads' probabilities, rounded so that the last bits cannot matter."""
    return np.asarray(np.round(sum(by_head[1:], by_head[0]) / len(by_head), 4), dtype=np.float64)


def by_head(
    heads: CodeHeads, kind: str, vectors: Vectors, contexts: Vectors, sides: Sequence[Sequence[Sequence[str]]]
) -> tuple[Floats, NDArray[np.float16]]:
    """Return the mean probability of each code, and that by each head, shape (heads, statements, codes), block by block."""
    codes = len(heads.codes[kind])
    mean = np.zeros((len(vectors), codes))
    each = np.zeros((len(heads), len(vectors), codes), dtype=np.float16)
    for at in range(0, len(vectors), _BLOCK):
        rows = slice(at, at + _BLOCK)
        found = list(heads.each(kind, features(vectors[rows], contexts[rows], sides[rows])))
        mean[rows] = mean_probability(found)
        each[:, rows] = found
    return mean, each


def softmax(scores: Floats) -> Floats:
    """Return the rows of `scores` as probabilities."""
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=1, keepdims=True))
