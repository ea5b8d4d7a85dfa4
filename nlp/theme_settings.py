"""What the analyst may set when themes are made; all of it goes into the `runs` row."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nlp.cluster import ClusterSettings
from nlp.codebook import SHIPPED

METHODS = ("graph", "bertopic-default")
#: Raise by one whenever the recipe changes what it finds: themes made by a former version are made anew.
THEMES_VERSION = 5


@dataclass(frozen=True)
class ThemeSettings:
    """How themes are made: see `crosstalk themes --help`."""

    min_size: int = 4
    neighbours: int = 15
    seed: int = 42
    granularity: str = "normal"
    method: str = "graph"
    codebook: str | None = str(SHIPPED)
    stop_words: tuple[str, ...] = ()
    refits: int = 20

    @property
    def cluster(self) -> ClusterSettings:
        """The part that the grouping reads."""
        return ClusterSettings(self.neighbours, self.min_size, self.seed, self.granularity)

    def told(self) -> dict[str, object]:
        """Return the settings as they are written down: of the codebook's path only the name."""
        return {**self.__dict__, "codebook": Path(self.codebook).name if self.codebook else None}
