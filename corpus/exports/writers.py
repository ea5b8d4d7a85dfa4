"""One writer a format: each takes tables and a path, and writes them whole or raises."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.errors import BadInput
from corpus.exports.cells import safe_cell
from corpus.exports.table import Column, Table

#: Limits of an Excel sheet, by Microsoft's own specification.
EXCEL_ROWS, EXCEL_CELL = 1_048_576, 32_767
_BATCH = 10_000


def write_csv(table: Table, path: Path, *, safe: bool) -> None:
    """Write one table as CSV in UTF-8; the byte order mark tells a spreadsheet so."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.columns])
        for cells in table.cells():
            writer.writerow([safe_cell(cell) for cell in cells] if safe else cells)


def write_jsonl(table: Table, path: Path, *, safe: bool) -> None:
    """Write one table as JSON Lines, an object a row, every value exact."""
    names = [column.name for column in table.columns]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for cells in table.cells():
            file.write(json.dumps(dict(zip(names, cells, strict=True)), ensure_ascii=False) + "\n")


def write_parquet(table: Table, path: Path, *, safe: bool) -> None:
    """Write one table as Parquet, every value exact, the columns' meanings in the fields' metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64()}
    schema = pa.schema(
        [pa.field(c.name, types[c.type], metadata={"description": c.meaning.encode()}) for c in table.columns]
    )
    with pq.ParquetWriter(path, schema) as writer:
        for batch in _batches(table.cells()):
            columns = [
                pa.array(_typed(column, values), types[column.type])
                for column, values in zip(table.columns, zip(*batch, strict=True), strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))


def write_xlsx(tables: Iterable[Table], path: Path) -> None:
    """Write one workbook, a sheet a table; text stays text, so that no cell is run as a formula.

    Raises BadInput where a table or a cell is more than Excel takes: nothing is cut.
    """
    import xlsxwriter

    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, **plain})
    book.set_properties({"title": "Crosstalk", "created": datetime(2000, 1, 1, tzinfo=UTC)})  # equal bytes each time
    try:
        for table in tables:
            _sheet(book, table)
    except BaseException:
        book.worksheets_objs.clear()  # closing would write what there is
        raise
    book.close()


def _sheet(book: Any, table: Table) -> None:
    if table.count + 1 > EXCEL_ROWS:
        raise BadInput(
            f"{table.name} has {table.count:,} rows; an Excel sheet takes {EXCEL_ROWS - 1:,}. "
            "Use --format csv or parquet, or narrow it with --kind, --since, --theme or --min-score."
        )
    sheet = book.add_worksheet(table.name[:31])
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, column.name, book.add_format({"bold": True}))
    for row, cells in enumerate(table.cells(), 1):
        for at, cell in enumerate(cells):
            _cell(sheet, table, row, at, cell)


def _cell(sheet: Any, table: Table, row: int, at: int, cell: Any) -> None:
    if isinstance(cell, int | float):
        sheet.write_number(row, at, cell)
    elif cell is not None:
        text = str(cell)
        if len(text.encode("utf-16-le")) // 2 > EXCEL_CELL:
            raise BadInput(
                f"{table.name}, row {row}: {table.columns[at].name} has {len(text):,} characters; an Excel cell takes "
                f"{EXCEL_CELL:,}. Use --format csv, jsonl or parquet."
            )
        sheet.write_string(row, at, text)


def _batches(rows: Iterable[list[Any]]) -> Iterable[list[list[Any]]]:
    batch: list[list[Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _typed(column: Column, values: Iterable[Any]) -> list[Any]:
    if column.type == "string":
        return [None if value is None else str(value) for value in values]
    return list(values)
