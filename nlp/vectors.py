"""What is grouped, and how groups are told: the array types that the themes' modules share, and room for large ones."""

from __future__ import annotations

import tempfile

import numpy as np
from numpy.typing import NDArray

#: Unit-length vectors, one a row.
Vectors = NDArray[np.float32]
#: The number of each row's group, -1 for none.
Labels = NDArray[np.int64]
Floats = NDArray[np.float64]

#: Arrays of more rows lie in a file that the system may write out, so that they need not fit into memory.
IN_MEMORY = 60_000


def room(rows: int, columns: int) -> Vectors:
    """Return an array of zeros, memory-mapped where it is large; its file has no name and goes with the process."""
    if rows <= IN_MEMORY or not columns:
        return np.zeros((rows, columns), dtype=np.float32)
    with tempfile.TemporaryFile() as file:
        return np.memmap(file, dtype=np.float32, mode="w+", shape=(rows, columns))


def taken(vectors: Vectors, rows: Labels) -> Vectors:
    """Return the `rows` of `vectors`, themselves where these are all of them."""
    if len(rows) == len(vectors) and bool((rows == np.arange(len(vectors))).all()):
        return vectors
    found = room(len(rows), vectors.shape[1])
    np.take(vectors, rows, axis=0, out=found)
    return found
