"""Write themes and their statements as CSV: plain names, largest first, safe in a spreadsheet."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

from corpus.errors import BadInput, NothingToDo
from corpus.publish import refuse_stale_themes, web_url
from corpus.store import Corpus

#: A cell that starts with one of these is a formula to a spreadsheet; an apostrophe before it makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
QUOTATIONS = 3

Row = dict[str, Any]


def export(corpus: Corpus, folder: str | Path, *, site: str) -> dict[str, int]:
    """Write `themes.csv` and `theme_statements.csv` into `folder` and return the rows of each file by name.

    `site` is the address of the published site, for permalinks. The files of a corpus of invented articles are named
    `sample_…`. Raises NothingToDo when there are no themes and BadInput when the folder cannot be made. Each file is
    written beside its place and then moved, so that a broken export leaves the former one.
    """
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder} is a file; name a folder to write the CSV files into.")
    if not corpus.value("SELECT count(*) FROM themes"):
        raise NothingToDo("There are no themes to export yet. Make them first: crosstalk run")
    refuse_stale_themes(corpus)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"The folder {folder} cannot be made: {error.strerror}.") from error
    prefix = "sample_" if corpus.value("SELECT max(sample) FROM articles") else ""
    tables = {"themes": _themes(corpus, site), "theme_statements": _statements(corpus, site)}
    return {f"{prefix}{name}.csv": _write(folder / f"{prefix}{name}.csv", rows) for name, rows in tables.items()}


def _query(name: str) -> str:
    return files("corpus").joinpath("queries", f"{name}.sql").read_text(encoding="utf-8")


def _themes(corpus: Corpus, site: str) -> list[Row]:
    return [_theme(corpus, row, site) for row in corpus.rows(_query("export_themes"))]


def _theme(corpus: Corpus, row: Row, site: str) -> Row:
    theme_id = row.pop("theme_id")
    quotations = corpus.rows(_query("export_quotations"), [theme_id, QUOTATIONS])
    for n in range(QUOTATIONS):
        said = quotations[n] if n < len(quotations) else None
        row[f"quotation {n + 1}"] = said["text"] if said else None
        row[f"quotation {n + 1} from"] = _from(said) if said else None
        row[f"quotation {n + 1} link"] = _link(said, site) if said else None
    return {**row, "permalink": f"{site}/theme/{quote(theme_id)}", "id": theme_id}


def _from(said: Row) -> str:
    return ", ".join(str(part) for part in (said["publication"], said["article"], said["published"]) if part)


def _link(said: Row, site: str) -> str:
    """A quotation links to its original; an invented article, or one without an address, to its page on our site."""
    original = None if said["sample"] else web_url(said["url"])
    return original or f"{site}/article/{quote(said['article_id'])}#{quote(said['statement_id'])}"


def _statements(corpus: Corpus, site: str) -> list[Row]:
    return [
        {
            "theme": row["theme"],
            "kind": row["kind"],
            "statement": row["text"],
            "whose pain": row["holder"],
            "who is blamed": row["target"],
            "who should act": row["addressee"],
            "publication": row["publication"],
            "article": row["article"],
            "published": row["published"],
            "author": row["author"],
            "score": row["score"],
            "link": _link(row, site),
            "permalink": f"{site}/article/{quote(row['article_id'])}#{quote(row['statement_id'])}",
            "theme id": row["theme_id"],
            "statement id": row["statement_id"],
        }
        for row in corpus.rows(_query("export_statements"))
    ]


def safe_cell(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula, on one line; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    line = value.replace("\r\n", "\n")
    return f"'{line}" if line.startswith(_FORMULA) else line


def _write(path: Path, rows: Iterable[Row]) -> int:
    rows = list(rows)
    new = path.with_name(path.name + ".new")
    try:
        # The byte order mark tells a spreadsheet that the file is UTF-8.
        with new.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]) if rows else [])
            writer.writeheader()
            writer.writerows({name: safe_cell(value) for name, value in row.items()} for row in rows)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}. A former file is unharmed.") from error
    finally:
        new.unlink(missing_ok=True)
    return len(rows)
