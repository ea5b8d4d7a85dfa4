"""Which statements an export holds."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any

from corpus.errors import BadInput
from corpus.records import KINDS, SIDES
from corpus.store import Corpus

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True)
class Filters:
    """The statements wanted; None lets all pass.

    `side` is whose pain a frustration is or who should act on a recommendation, `since` an ISO date or its beginning
    (articles without a date do not pass it), `min_score` the least score, from 0 to 1.
    """

    kind: str | None = None
    side: str | None = None
    since: str | None = None
    theme: str | None = None
    min_score: float | None = None

    def check(self, corpus: Corpus) -> None:
        """Raise BadInput for a value that cannot be meant."""
        if self.kind and self.kind not in KINDS:
            raise BadInput(f"There is no kind {self.kind!r}; use one of {', '.join(KINDS)}.")
        if self.side and self.side not in SIDES:
            raise BadInput(f"There is no side {self.side!r}; use one of {', '.join(SIDES)}.")
        if self.since and not _DATE.fullmatch(self.since):
            raise BadInput(f"{self.since!r} is no date; write 2015, 2015-06 or 2015-06-30.")
        if self.theme and not corpus.value("SELECT 1 FROM themes WHERE id = ?", [self.theme]):
            raise BadInput(f"There is no theme {self.theme!r}; themes.csv and the site's addresses show the ids.")
        if self.min_score is not None and not 0 <= self.min_score <= 1:
            raise BadInput(f"A score lies between 0 and 1, not at {self.min_score}.")

    @property
    def active(self) -> dict[str, Any]:
        """The filters that are set, by name."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    @property
    def parameters(self) -> dict[str, Any]:
        """All filters as parameters of a query."""
        return asdict(self)
