"""What an export writes: tables with named, explained columns, whose rows are counted before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from corpus.errors import CrosstalkError

Row = Mapping[str, Any]


class ExportFellShort(CrosstalkError):
    """A file got more or fewer rows than its table has; it was not kept."""


@dataclass(frozen=True)
class Column:
    """A column: its name, what it means, and its type: `string`, `integer`, `number`."""

    name: str
    meaning: str
    type: str = "string"


@dataclass(frozen=True)
class Table:
    """A table to be written: `rows` reads it anew at each call, in a fixed order, and gives `count` rows."""

    name: str
    columns: tuple[Column, ...]
    count: int
    rows: Callable[[], Iterator[Row]]

    def cells(self) -> Iterator[list[Any]]:
        """Give each row as a list in the order of the columns; raise ExportFellShort when one is missing or added."""
        seen = 0
        for row in self.rows():
            seen += 1
            yield [row.get(column.name) for column in self.columns]
        if seen != self.count:
            raise ExportFellShort(
                f"{self.name} has {self.count:,} rows, but {seen:,} were read, so nothing was written. "
                "Did another command change the corpus? Try again."
            )
