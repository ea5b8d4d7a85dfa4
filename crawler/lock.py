"""One crawl at a time writes to a corpus, and what it was reading when it was killed is known afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from corpus.errors import CrosstalkError

try:
    import fcntl
except ImportError:  # a system without such locks: there, whoever starts a second crawl is on their own
    fcntl = None  # type: ignore[assignment]


class AlreadyCrawling(CrosstalkError):
    """Another process is crawling into the same corpus."""


class Hold:
    """A corpus held for one crawl; `broken_off` is the page that a killed crawl was reading, or had read last."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        file.seek(0)
        self.broken_off = file.read().strip() or None

    def note(self, reading: str) -> None:
        """Write down which page is read now: cheaper than a transaction, and looked at only after a kill."""
        self.file.seek(0)
        self.file.write(reading)
        self.file.truncate()
        self.file.flush()


@contextmanager
def only_crawl_of(corpus_path: Path) -> Iterator[Hold]:
    """Hold the corpus for one crawl; the system lets go of it when the process ends, however it ends."""
    path = corpus_path.with_name(f"{corpus_path.name}-crawl")
    path.touch()
    with path.open("r+", encoding="utf-8") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise AlreadyCrawling(
                    f"Another crawl is writing to {corpus_path}. Wait for it to end, or give this one another --db."
                ) from error
        yield Hold(file)
        path.unlink(missing_ok=True)
