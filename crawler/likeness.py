"""Are two texts one text: near-duplicates, or the one a part of the other?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crawler.shingles import Runs

#: The shorter text is part of the longer one from this share of its runs on ...
CONTAINED = 0.75
#: ... or from this one on when few other texts hold what they share: what many hold is an "About us", a legal line.
CONTAINED_RARE, RARE_TEXTS = 0.6, 3
#: From this share on, when it is spread over the whole of both texts, the one is an edited copy of the other.
EDITED, QUARTERS, LEAST_A_QUARTER = 0.5, 4, 0.25
#: Fewer runs than this tell too little for containment: a stock sentence is not a text.
FEWEST_RUNS = 40
#: A part is shorter than this share of the whole; what is longer is a copy.
PART = 0.85

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Overlap:
    """Which runs, in the order of each text, two texts share; `small` is the shorter one."""

    small: Mask
    large: Mask

    @property
    def contained(self) -> float:
        """The share of the shorter text's runs that the longer one holds."""
        return float(self.small.mean()) if len(self.small) else 0.0

    @property
    def is_in_doubt(self) -> bool:
        """Tell whether it matters how many other texts hold what is shared."""
        return CONTAINED_RARE <= self.contained < CONTAINED

    @property
    def is_part(self) -> bool:
        """Tell whether the shorter text is so much shorter that it is a part, not a copy."""
        return len(self.small) < PART * len(self.large)


def overlap(small: Runs, large: Runs) -> Overlap:
    """Return what two texts share; `small` has at most as many runs as `large`."""
    return Overlap(np.isin(small, large), np.isin(large, small))


def is_one_text(shared: Overlap, held_by: float = 0) -> bool:
    """Tell whether two texts are one; `held_by` is the number of texts that hold what they share, asked for in doubt."""
    if shared.contained < EDITED:
        return False
    if _spread(shared.small) and _spread(shared.large):
        return True
    if len(shared.small) < FEWEST_RUNS or shared.contained < CONTAINED_RARE:
        return False
    return shared.contained >= CONTAINED or held_by <= RARE_TEXTS


def _spread(mask: Mask) -> bool:
    """Tell whether what is shared is found in each quarter of a text."""
    return all(bool(part.mean() >= LEAST_A_QUARTER) for part in np.array_split(mask, QUARTERS) if len(part))
