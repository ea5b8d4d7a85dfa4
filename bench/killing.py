"""Kill commands at any moment, and look whether all that was stored before is whole.

A command runs in a fork of this process, so that its libraries are loaded already and a kill meets it at work, not at its start.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus import Corpus
from corpus.verify import verify_corpus, verify_export, verify_published
from crosstalk.cli import main

#: What a killed export leaves beside its place is told as such, and is no file by its final name.
_LEFT_BEHIND = "nothing half written"


@dataclass
class Kills:
    """How often each command was killed at work or ended before, and each row that was not whole afterwards."""

    killed: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


def kill_at_random(commands: Sequence[Sequence[str]], db: Path, times: int, seed: int = 0) -> Kills:
    """Run commands in turn, `times` in all, and kill each at a random moment of the time that it takes undisturbed.

    `commands` are words of the command line without --db. After each kill the corpus is verified, and whatever
    publication and exports stand beside it; articles must never become fewer.
    """
    rng, found = random.Random(seed), Kills()
    longest = [_seconds(words, db) for words in commands]
    for n in range(times):
        turn = n % len(commands)
        before = _articles(db)
        killed = _run(commands[turn], db, rng.uniform(0, longest[turn]))
        (found.killed if killed else found.ended)[commands[turn][0]] += 1
        found.broken += [f"{' '.join(commands[turn])}: {what}" for what in broken(db, before)]
    return found


def _seconds(words: Sequence[str], db: Path) -> float:
    began = time.monotonic()
    _run(words, db, None)
    return time.monotonic() - began


def _run(words: Sequence[str], db: Path, delay: float | None) -> bool:
    """Run a command in a fork; return whether it was killed, after `delay` seconds, before it ended."""
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        try:
            main([*words, "--db", str(db)])
        finally:
            os._exit(0)
    if delay is not None:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def broken(db: Path, articles: int = 0) -> list[str]:
    """Return each row or file beside `db` that is not whole, and a sentence when there are fewer articles than before."""
    with Corpus.open(db) as corpus:
        verdict = verify_corpus(corpus)
    for published in db.parent.glob("site*.db"):
        verdict.add(verify_published(published))
    for manifest in db.parent.glob("*/*manifest.json"):
        verdict.add(verify_export(manifest.parent))
    lost = [f"{articles - _articles(db)} articles were lost"] if _articles(db) < articles else []
    return [str(failure) for failure in verdict.failures if not failure.check.startswith(_LEFT_BEHIND)] + lost


def _articles(db: Path) -> int:
    with Corpus.open(db) as corpus:
        return int(corpus.value("SELECT count(*) FROM articles"))
