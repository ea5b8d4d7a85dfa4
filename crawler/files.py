"""The files that an import is given: which they are, and whether they can be used."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from corpus.errors import BadInput
from crawler import rows, warc
from crawler.decode import decode, is_binary
from crawler.extract import Extract, NothingToRead
from crawler.page import read_html
from crawler.plaintext import read_text

HTML_ENDINGS = (".html", ".htm")
TEXT_ENDINGS = (".txt", ".md")
#: Files of many articles are read a piece at a time, and may have any size.
LARGE_ENDINGS = (*warc.ENDINGS, *rows.ENDINGS)
#: A saved page or text longer than this is no article.
MOST_BYTES = 20_000_000
_CAN = "Crosstalk imports .html, .htm, .txt, .md, .csv, .jsonl, .warc and .warc.gz"


def files_of(paths: Iterable[Path | str]) -> list[Path]:
    """Return the files that `paths` name, in order and once each; raise BadInput for one that cannot be used."""
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        if path.is_dir():
            within = sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))
            if not within:
                raise BadInput(f"The folder {path} is empty. {_CAN}.")
            found |= dict.fromkeys(within)
        elif problem := unusable(path):
            raise BadInput(problem)
        else:
            found[path] = None
    return list(found)


def unusable(path: Path) -> str | None:
    """Return a sentence that says why the file `path` cannot be used, or None."""
    if not path.is_file():
        return f"There is no file {path}."
    if path.name.lower().endswith(LARGE_ENDINGS):
        return _unreadable(path)
    if path.suffix.lower() not in HTML_ENDINGS + TEXT_ENDINGS:
        return f"{path} cannot be imported: its ending is {path.suffix or 'missing'}. {_CAN}."
    if path.stat().st_size > MOST_BYTES:
        return f"{path} is too large to be an article: {path.stat().st_size:,} bytes."
    if problem := _unreadable(path):
        return problem
    return f"{path} is a binary file, not text." if is_binary(path.read_bytes()) else None


def _unreadable(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        return f"{path} cannot be read: {error.strerror}."
    return None


def read_file(file: Path, data: bytes) -> Extract:
    """Return what the bytes of `file` hold; raise NothingToRead when that is no text."""
    html = file.suffix.lower() in HTML_ENDINGS
    extract = read_html(data) if html else read_text(decode(data))
    if not extract.text:
        raise NothingToRead("no main text was found in it")
    return extract
