"""Turftopic's KeyNMF in a Python of its own: PYTHON peer_keynmf.py IN.npz OUT.npz (its pins clash with ours).

IN holds `texts`, `vectors`, `words`, `word_vectors`, `groups`, `seed`; OUT gets `labels` and the processor's `seconds`
of the fit, after a small fit that is not counted. Words of the vocabulary have their vectors already.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class GivenWords:
    """An encoder that looks words up."""

    def __init__(self, words: Sequence[str], vectors: NDArray[np.float32]) -> None:
        self._place = {word: n for n, word in enumerate(words)}
        self._vectors = vectors

    def encode(self, sentences: Sequence[str], **_: object) -> NDArray[np.float32]:
        """Return the vectors of single words, one a row."""
        return self._vectors[[self._place[word] for word in sentences]]


def main() -> None:
    """Read IN, fit, write OUT."""
    from turftopic import KeyNMF

    with np.load(sys.argv[1], allow_pickle=False) as data:
        given = {name: data[name] for name in data.files}
    texts = [str(text) for text in given["texts"]]
    encoder = GivenWords([str(word) for word in given["words"]], given["word_vectors"])
    settings = {"encoder": encoder, "random_state": int(given["seed"])}
    KeyNMF(5, **settings).fit_transform(texts[:1000], embeddings=given["vectors"][:1000])
    start = time.process_time()
    topics = KeyNMF(int(given["groups"]), **settings).fit_transform(texts, embeddings=given["vectors"])
    np.savez(sys.argv[2], labels=np.asarray(topics).argmax(axis=1), seconds=time.process_time() - start)


if __name__ == "__main__":
    main()
