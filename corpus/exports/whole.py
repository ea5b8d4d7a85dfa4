"""Write an export whole or not at all: each file beside its place, all moved at the end, the manifest last."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from corpus.errors import BadInput, NothingToDo
from corpus.exports import writers
from corpus.exports.datapackage import datapackage
from corpus.exports.filters import Filters
from corpus.exports.manifest import file_facts, manifest
from corpus.exports.published import published_tables
from corpus.exports.qdpx import write_qdpx
from corpus.exports.table import Column, Table
from corpus.exports.themes import theme_tables
from corpus.publish import POLICIES, refuse_stale_themes
from corpus.store import Corpus

_FILE_A_TABLE = {"csv": writers.write_csv, "jsonl": writers.write_jsonl, "parquet": writers.write_parquet}
FORMATS = (*_FILE_A_TABLE, "xlsx", "datapackage", "qdpx")
_QUOTATIONS = (Column("quotation", "A coded sentence, its codes and its place in the document"),)


def export(
    corpus: Corpus,
    folder: str | Path,
    *,
    site: str,
    formats: Sequence[str] = ("csv",),
    filters: Filters | None = None,
    tables: Sequence[str] = (),
    safe: bool = True,
    text: str = "excerpt",
) -> dict[str, int]:
    """Write themes and their statements, or the published `tables` named, into `folder`; return rows by file.

    `site` is the address that permalinks start with, `text` how much of an article's text may be shown, `safe` guards
    CSV cells against spreadsheets. Files of a corpus of invented articles are named `sample_…`. Raises NothingToDo when
    no statement passes, BadInput for what cannot be meant or written, ExportFellShort when a row is missing. Then no
    file is left by its final name that was not there whole before, and no manifest that does not fit its files.
    """
    filters = filters or Filters()
    folder = _checked(corpus, Path(folder), formats, filters, tables, text)
    prefix = "sample_" if corpus.value("SELECT max(sample) FROM articles") else ""
    with ExitStack() as stack, corpus.transaction():  # one transaction: all files tell of one moment
        chosen = _tables(corpus, filters, tables, text, site)
        files = _Files(folder, prefix, stack)
        for name in formats:
            _write(name, files, chosen, corpus, filters, safe=safe, text=text)
        facts = [file_facts(new, final.name, told) for final, new, told in files.written]
        told = manifest(corpus, facts, filters, site=site, safe=safe, text=text)
        files.move(told)
    return {final.name: sum(table.count for table in told) for final, _, told in files.written}


def _checked(
    corpus: Corpus, folder: Path, formats: Sequence[str], filters: Filters, tables: Sequence[str], text: str
) -> Path:
    if unknown := [name for name in formats if name not in FORMATS]:
        raise BadInput(f"There is no format {unknown[0]!r}; use one of {', '.join(FORMATS)}.")
    if text not in POLICIES:
        raise BadInput(f"There is no text policy {text!r}; use one of {', '.join(POLICIES)}.")
    if tables and (filters.active or "qdpx" in formats):
        raise BadInput("A table named with --table is exported whole, and not as qdpx: leave the filters and that out.")
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder} is a file; name a folder to write the files into.")
    if not tables and not corpus.value("SELECT count(*) FROM themes"):
        raise NothingToDo("There are no themes to export yet. Make them first: crosstalk run")
    filters.check(corpus)
    refuse_stale_themes(corpus)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"The folder {folder} cannot be made: {error.strerror}.") from error
    return folder


def _tables(corpus: Corpus, filters: Filters, names: Sequence[str], text: str, site: str) -> list[Table]:
    if names:
        return published_tables(corpus, names, text)
    themes, statements = theme_tables(corpus, filters, site)
    if filters.active and not statements.count:
        raise NothingToDo(f"No statement passes these filters: {filters.active}. Nothing was written.")
    return [themes, statements]


def _write(
    name: str, files: _Files, tables: list[Table], corpus: Corpus, filters: Filters, *, safe: bool, text: str
) -> None:
    if name in _FILE_A_TABLE:
        for table in tables:
            files.write(f"{table.name}.{name}", [table], partial(_FILE_A_TABLE[name], table, safe=safe))
    elif name == "xlsx":
        files.write("crosstalk.xlsx", tables, lambda new: writers.write_xlsx(tables, new))
    elif name == "datapackage":
        for table in tables:
            files.write(f"{table.name}.csv", [table], partial(writers.write_csv, table, safe=safe))
        csv = [(told[0], new, final.name) for final, new, told in files.written if final.suffix == ".csv"]
        package = datapackage(csv, sample=bool(files.prefix))
        files.write("datapackage.json", [], lambda new: new.write_text(package, encoding="utf-8"))
    else:
        counted: list[Table] = []

        def project(new: Path) -> None:
            count = write_qdpx(corpus, new, filters, text)
            counted.append(Table("quotations", _QUOTATIONS, count, lambda: iter(())))

        files.write("crosstalk.qdpx", counted, project)


class _Files:
    """The files of one export: written beside their places, then moved together."""

    def __init__(self, folder: Path, prefix: str, stack: ExitStack) -> None:
        self.folder = folder
        self.prefix = prefix
        self.stack = stack
        self.written: list[tuple[Path, Path, Sequence[Table]]] = []

    def write(self, name: str, tables: Sequence[Table], writer: Callable[[Path], Any]) -> None:
        """Write one file by a name of its own; one that is written already is not written again."""
        final = self.folder / f"{self.prefix}{name}"
        if any(final == done for done, _, _ in self.written):
            return
        new = final.with_name(final.name + ".new")
        self.stack.callback(new.unlink, missing_ok=True)
        with _told(final):
            writer(new)
            _sync(new)
        self.written.append((final, new, tables))

    def move(self, manifest: str) -> None:
        """Take the old manifest away, put every file in its place, and write the new manifest last."""
        final = self.folder / f"{self.prefix}manifest.json"
        new = final.with_name(final.name + ".new")
        self.stack.callback(new.unlink, missing_ok=True)
        with _told(final):
            new.write_text(manifest, encoding="utf-8")
            _sync(new)
            final.unlink(missing_ok=True)
            for place, written, _ in self.written:
                written.replace(place)
            new.replace(final)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}. A former file is unharmed.") from error


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
