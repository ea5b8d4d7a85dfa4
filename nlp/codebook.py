"""The codebook beside the statements: how near each statement is to each code, and what a theme is called by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import yaml
from numpy.typing import NDArray
from spacy.language import Language

from corpus.data import data_path
from nlp.cluster import Labels, Vectors
from nlp.embeddings import Embedder
from nlp.matter import matter

#: A code names a group when its mean probability over the group's statements reaches this ...
LIKELY = 0.2
#: ... and is so many times that of the next code.
CLEAR = 1.25
#: How much the likely codes weigh beside the words when statements are grouped; 0 to 2 were tried on the gold's codes.
CODE_WEIGHT = 2.0
#: Inverse strength of the penalty when the codes are learned from their wordings.
C = 10.0

Probabilities = NDArray[np.float64]


@dataclass(frozen=True)
class Code:
    """A code of the codebook, with phrases as somebody would say it."""

    id: str
    kind: str
    name: str
    definition: str
    wordings: tuple[str, ...]


@cache
def codebook() -> tuple[Code, ...]:
    """Return the codes of `datasets/codebook/codebook.yaml`."""
    data = yaml.safe_load(data_path("datasets", "codebook", "codebook.yaml").read_text(encoding="utf-8"))
    return tuple(
        Code(
            id=entry["id"],
            kind=kind,
            name=entry["name"],
            definition=entry["definition"],
            wordings=tuple(entry["wordings"]),
        )
        for kind, key in (("frustration", "frustrations"), ("recommendation", "recommendations"))
        for entry in data[key]
    )


def codes_of(kind: str) -> list[Code]:
    """Return the codes of a kind in the order of the codebook."""
    return [code for code in codebook() if code.kind == kind]


def code_probabilities(kind: str, vectors: Vectors, embedder: Embedder, nlp: Language) -> Probabilities:
    """Return how likely each statement has each code, shape (statements, codes): learned from the codes' wordings alone.

    `vectors` are those of the statements' matter by the same `embedder`.
    """
    from sklearn.linear_model import LogisticRegression

    codes = codes_of(kind)
    wordings = [(words, n) for n, code in enumerate(codes) for words in (code.name, code.definition, *code.wordings)]
    rows = embedder.encode(matter(nlp, [words for words, _ in wordings]))
    model = LogisticRegression(C=C, max_iter=5000).fit(rows, [n for _, n in wordings])
    return np.asarray(np.round(model.predict_proba(vectors), 4))


def beside(vectors: Vectors, probabilities: Probabilities) -> Vectors:
    """Return unit-length vectors that hold the matter and, CODE_WEIGHT times as long, the codes it may have."""
    codes = np.sqrt(probabilities)
    codes *= CODE_WEIGHT / np.maximum(np.linalg.norm(codes, axis=1, keepdims=True), 1e-9)
    return np.asarray(np.hstack([vectors, codes]) / np.sqrt(1 + CODE_WEIGHT**2), dtype=np.float32)


def names(labels: Labels, probabilities: Probabilities) -> dict[int, int]:
    """Return for each group that a code names the number of that code; groups without a clear one are left out."""
    named = {}
    for group in sorted(set(labels.tolist()) - {-1}):
        mean = probabilities[labels == group].mean(axis=0)
        best, second = np.argsort(-mean, kind="stable")[:2]
        if mean[best] >= LIKELY and mean[best] >= CLEAR * mean[second]:
            named[group] = int(best)
    return named


def merged(labels: Labels, probabilities: Probabilities) -> Labels:
    """Make one group of those that the same code names; numbers stay as they are but for the merged ones."""
    first: dict[int, int] = {}
    into = {group: first.setdefault(code, group) for group, code in names(labels, probabilities).items()}
    return np.array([into.get(label, label) for label in labels.tolist()], dtype=np.int64)


def named_codes(kind: str, groups: Sequence[Labels], probabilities: Probabilities) -> list[Code | None]:
    """Return the code of each group, given by its row numbers, or None."""
    labels = np.full(len(probabilities), -1, dtype=np.int64)
    for n, rows in enumerate(groups):
        labels[rows] = n
    found = names(labels, probabilities)
    codes = codes_of(kind)
    return [codes[found[n]] if n in found else None for n in range(len(groups))]
