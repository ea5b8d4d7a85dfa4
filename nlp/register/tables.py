"""Read a table given as CSV strictly: a malformed file is refused whole, with line and reason."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from corpus.errors import BadInput

Check = Callable[[str], Any]
Row = dict[str, Any]


def read_table(path: Path, columns: Mapping[str, Check], needed: frozenset[str] = frozenset()) -> list[Row]:
    """Return the rows of `path`, each cell turned by its column's check; the row's line is under "line".

    A column that is not among `columns`, one of `needed` that is missing, a row with another number of cells and a cell
    that its check refuses (ValueError) raise BadInput. Columns that are not there are read as empty cells.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is no UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise BadInput(f"{path} cannot be read: {reason}.") from error
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        header = next(reader, [])
        _check_header(path, header, columns, needed)
        return [_row(path, reader.line_num, header, cells, columns) for cells in reader if any(cells)]
    except csv.Error as error:
        raise BadInput(f"{path}, line {reader.line_num}: not CSV ({error}).") from error


def _check_header(path: Path, header: list[str], columns: Mapping[str, Check], needed: frozenset[str]) -> None:
    if unknown := [name for name in header if name not in columns]:
        raise BadInput(f"{path}, line 1: there is no column {unknown[0]!r}; use {', '.join(columns)}.")
    if missing := sorted(needed - set(header)):
        raise BadInput(f"{path}, line 1: the column {missing[0]!r} is missing.")
    if len(set(header)) < len(header):
        raise BadInput(f"{path}, line 1: a column stands there twice.")


def _row(path: Path, line: int, header: list[str], cells: list[str], columns: Mapping[str, Check]) -> Row:
    if len(cells) != len(header):
        raise BadInput(f"{path}, line {line}: {len(cells)} cells under {len(header)} columns.")
    told = dict(zip(header, cells, strict=True))
    row: Row = {"line": line}
    for name, check in columns.items():
        try:
            row[name] = check(told.get(name, "").strip())
        except ValueError as error:
            raise BadInput(f"{path}, line {line}, {name}: {error}.") from error
    return row


def text(cell: str) -> str:
    """Take any text."""
    return cell


def filled(cell: str) -> str:
    """Take a text that is not empty."""
    if not cell:
        raise ValueError("it is empty")
    return cell


def number(cell: str) -> float:
    """Take a number."""
    try:
        return float(cell)
    except ValueError as error:
        raise ValueError(f"{cell!r} is no number") from error


def year(cell: str) -> int | None:
    """Take a year from 1950 to 2100, or nothing."""
    if not cell:
        return None
    if not cell.isdecimal() or not 1950 <= int(cell) <= 2100:
        raise ValueError(f"{cell!r} is no year")
    return int(cell)


def address(cell: str) -> str:
    """Take an address of the web, or nothing."""
    if cell and not cell.startswith(("http://", "https://")):
        raise ValueError(f"{cell!r} is no address (http or https)")
    return cell


def one_of(*names: str) -> Check:
    """Return a check that takes these words alone."""

    def check(cell: str) -> str:
        if cell not in names:
            raise ValueError(f"{cell!r} is none of {', '.join(name or 'nothing' for name in names)}")
        return cell

    return check
