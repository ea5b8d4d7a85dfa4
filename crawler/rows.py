"""Articles in tables: .csv and .jsonl with the columns url, title, author, published, and text or html."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from corpus.errors import BadInput
from crawler.byline import side_of
from crawler.dates import iso_date
from crawler.extract import Extract, NothingToRead
from crawler.page import read_html
from crawler.plaintext import read_text
from crawler.urls import NotAWebAddress, canonical

ENDINGS = (".csv", ".jsonl")
COLUMNS = ("url", "title", "author", "published", "text", "html")
_DELIMITERS = ",;\t"


class BadRow(ValueError):
    """One row of a table holds no article."""


@dataclass(frozen=True)
class TableRow:
    """A row that was read: the number of its first line, and either what it holds or the `problem` with it.

    `note` tells what of a good row could not be used.
    """

    line: int
    extract: Extract | None = None
    problem: str | None = None
    note: str | None = None


@dataclass
class Table:
    """A table file, read a row at a time; `unknown` are its columns that are not used, known once it was read."""

    path: Path
    unknown: set[str] = field(default_factory=set)

    def rows(self) -> Iterator[TableRow]:
        """Yield the rows in order; raise BadInput for a file without a column of text."""
        for line, cells in self._jsonl() if self.path.suffix.lower() == ".jsonl" else self._csv():
            try:
                if isinstance(cells, BadRow):
                    raise cells
                self.unknown |= {str(name) for name in cells if name not in COLUMNS}
                extract, note = read_row(cells)
            except (BadRow, NothingToRead) as error:
                yield TableRow(line, problem=str(error))
            else:
                yield TableRow(line, extract, note=note)

    def _csv(self) -> Iterator[tuple[int, Mapping[str, Any] | BadRow]]:
        csv.field_size_limit(sys.maxsize)
        with self.path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
            first = file.readline()
            file.seek(0)
            reader = csv.reader(file, delimiter=max(_DELIMITERS, key=first.count))
            names = [name.strip().lower() for name in next(reader, [])]
            if not {"text", "html"} & set(names):
                raise BadInput(f"{self.path} has no column `text` or `html`; the columns are {', '.join(COLUMNS)}.")
            line = reader.line_num + 1
            for cells in reader:
                if cells:
                    yield (
                        line,
                        dict(zip(names, cells, strict=True)) if len(cells) == len(names) else _uneven(cells, names),
                    )
                line = reader.line_num + 1

    def _jsonl(self) -> Iterator[tuple[int, Mapping[str, Any] | BadRow]]:
        with self.path.open("rb") as file:
            for line, data in enumerate(file, 1):
                if data.strip():
                    yield line, _object(data)


def _uneven(cells: list[str], names: list[str]) -> BadRow:
    return BadRow(f"it has {len(cells)} cells, the head of the table {len(names)}")


def _object(line: bytes) -> Mapping[str, Any] | BadRow:
    try:
        found = json.loads(line)
    except ValueError as error:
        return BadRow(f"it is no JSON: {error}")
    return found if isinstance(found, dict) else BadRow("it is no JSON object")


def read_row(cells: Mapping[str, Any]) -> tuple[Extract, str | None]:
    """Return what a row holds, and a note on what of it could not be used; raise BadRow or NothingToRead.

    What a column says stands above what the text says of itself. A date that cannot be read leaves the date empty.
    """
    values = {name: _text(name, cells.get(name)) for name in COLUMNS}
    url = _address(values["url"])
    if values["html"]:
        extract = read_html(values["html"], url)
    elif values["text"]:
        extract = read_text(f"{values['title']}\n\n{values['text']}" if values["title"] else values["text"])
    else:
        raise BadRow("it has neither text nor html")
    if not extract.text:
        raise NothingToRead("no main text was found in it")
    published = iso_date(values["published"])
    author = values["author"] or extract.author
    found = replace(
        extract,
        title=values["title"] or extract.title,
        author=author,
        author_title=extract.author_title if author == extract.author else None,
        author_side=side_of(extract.author_title) if author == extract.author else "none",
        published=published or (extract.published if not values["published"] else None),
        canonical=url or extract.canonical,
    )
    return found, f"{values['published']!r} is no date" if values["published"] and not published else None


def _text(name: str, value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise BadRow(f"its {name} is no text")
    return value.strip() or None


def _address(text: str | None) -> str | None:
    try:
        return canonical(text) if text else None
    except NotAWebAddress as error:
        raise BadRow(str(error).rstrip(".")) from error
