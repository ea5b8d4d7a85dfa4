"""What is grouped, and how groups are told: the array types that the themes' modules share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: Unit-length vectors, one a row.
Vectors = NDArray[np.float32]
#: The number of each row's group, -1 for none.
Labels = NDArray[np.int64]
Floats = NDArray[np.float64]
