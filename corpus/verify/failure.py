"""What a check finds: the row that breaks a rule, and how."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Failure:
    """One row or file that breaks the rule of `check`; `what` says how, in words."""

    check: str
    row: str
    what: str

    def __str__(self) -> str:
        return f"{self.check}: {self.row}: {self.what}"


Findings = Iterator[tuple[str, str]]


@dataclass
class Verdict:
    """The checks made, by name, with how many rows each looked at where it counts them, and all failures."""

    checks: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def make(self, name: str, check: Callable[[], Findings]) -> None:
        """Make one check: it yields (row, what) for each row that fails."""
        self.checks.append(name)
        self.failures += [Failure(name, row, what) for row, what in check()]

    def add(self, other: Verdict) -> None:
        """Take another verdict in."""
        self.checks += other.checks
        self.failures += other.failures
