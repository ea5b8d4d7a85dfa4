"""One stage at a time changes what a corpus says: two would overwrite each other's statements and themes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from corpus.errors import CrosstalkError
from corpus.store import Corpus

try:
    import fcntl
except ImportError:  # a system without such locks: there, whoever starts a second stage is on their own
    fcntl = None  # type: ignore[assignment]


class AtWork(CrosstalkError):
    """Another command is coding or grouping the same corpus."""


@contextmanager
def only_stage_of(corpus: Corpus) -> Iterator[None]:
    """Hold the corpus for one stage; the system lets go of it when the process ends, however it ends."""
    if corpus.path is None or fcntl is None:
        yield
        return
    with corpus.path.with_name(f"{corpus.path.name}-stage").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AtWork(
                f"Another command is coding or grouping {corpus.path}. Wait for it to end, then run this one again."
            ) from error
        yield
