"""One crawl at a time writes to a corpus: two would ask for the same pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import CrosstalkError

try:
    import fcntl
except ImportError:  # a system without such locks: there, whoever starts a second crawl is on their own
    fcntl = None  # type: ignore[assignment]


class AlreadyCrawling(CrosstalkError):
    """Another process is crawling into the same corpus."""


@contextmanager
def only_crawl_of(corpus_path: Path) -> Iterator[None]:
    """Hold the corpus for one crawl; the system lets go of it when the process ends, however it ends."""
    lock = corpus_path.with_name(f"{corpus_path.name}-crawl")
    with lock.open("w") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise AlreadyCrawling(
                    f"Another crawl is writing to {corpus_path}. Wait for it to end, or give this one another --db."
                ) from error
        yield
        lock.unlink(missing_ok=True)
