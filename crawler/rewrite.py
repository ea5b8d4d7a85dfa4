"""Take pages out of an archive: its files are written anew without their records, and only then put in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from corpus.errors import BadInput
from crawler.urls import NotAWebAddress, canonical

_PIECE = 1_048_576
ENDINGS = (".warc", ".warc.gz")


@dataclass
class Rewritten:
    """What went: how many records, from how many files, and a sentence for each file whose damaged end went too."""

    records: int = 0
    files: int = 0
    problems: list[str] = field(default_factory=list)


def forget_in_archive(folder: Path, is_gone: Callable[[str], bool], *, dry_run: bool = False) -> Rewritten:
    """Take the records of all pages that `is_gone` out of the WARC files in `folder`; with `dry_run` only count them.

    `is_gone` is asked with canonical addresses. Raises BadInput for a file that cannot be read record by record.
    """
    done = Rewritten()
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.endswith(ENDINGS):
            _forget_in_file(path, is_gone, done, dry_run)
    return done


def _forget_in_file(path: Path, is_gone: Callable[[str], bool], done: Rewritten, dry_run: bool) -> None:
    kept, gone, whole = _spans(path, is_gone)
    if not gone:
        return
    done.files += 1
    done.records += gone
    if whole < path.stat().st_size and not dry_run:
        done.problems.append(f"The damaged end of {path} was dropped with it.")
    if not dry_run:
        new = path.with_name(path.name + ".new")
        with path.open("rb") as old, new.open("wb") as file:
            for start, length in kept:
                _copy(old, file, start, length)
        _overwrite(path)
        new.replace(path)


def _spans(path: Path, is_gone: Callable[[str], bool]) -> tuple[list[tuple[int, int]], int, int]:
    """Return (offset, length) of the records that stay, how many go, and where the last whole record ends."""
    kept, gone, whole = [], 0, 0
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        try:
            for record in records:
                start, length = records.get_record_offset(), records.get_record_length()
                if record.raw_stream.limit:
                    break  # cut off: whatever it holds cannot be told
                whole = start + length
                if _is_of(record, is_gone):
                    gone += 1
                else:
                    kept.append((start, length))
        except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
            if not kept and not gone:
                raise BadInput(f"{path} cannot be read: {' '.join(str(error).split())[:100]}") from error
    return kept, gone, whole


def _is_of(record: Any, is_gone: Callable[[str], bool]) -> bool:
    addresses = (
        record.rec_headers.get_header("WARC-Target-URI"),
        record.rec_headers.get_header("WARC-Refers-To-Target-URI"),
    )
    for address in addresses:
        try:
            if address and is_gone(canonical(address)):
                return True
        except NotAWebAddress:  # such as dns: and metadata records, which hold no page
            continue
    return False


def _copy(old: BinaryIO, new: BinaryIO, start: int, length: int) -> None:
    old.seek(start)
    while length and (piece := old.read(min(_PIECE, length))):
        new.write(piece)
        length -= len(piece)


def _overwrite(path: Path) -> None:
    """Write zeros over a file that is about to go, so that its bytes are not merely freed."""
    with path.open("r+b") as file:
        left = path.stat().st_size
        while left:
            left -= file.write(bytes(min(_PIECE, left)))
