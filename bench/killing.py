"""Kill commands at any moment, and look whether all that was stored before is whole.

A command runs in a fork of this process, so that its libraries are loaded already and a kill meets it at work, not at its start.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus import Corpus
from corpus.verify import OVERTAKEN, verify_corpus, verify_export, verify_published
from crosstalk.cli import main

#: What a killed export leaves beside its place is told as such, and is no file by its final name. Themes that coding has
#: overtaken are no loss either: the next grouping makes them anew.
_NO_LOSS = ("nothing half written", OVERTAKEN)
#: Runs are given up after so many times the kills wanted.
MOST_TURNS = 6


@dataclass(frozen=True)
class Killable:
    """A command to be killed: its words, found anew each time (and its work laid out), and whether articles may go by it."""

    name: str
    words: Callable[[], Sequence[str]]
    forgets: bool = False


@dataclass
class Kills:
    """How often each command was killed at work or ended before, and each row that was not whole afterwards."""

    killed: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


def kill_at_random(
    commands: Sequence[Killable], db: Path, times: int, seed: int = 0, tell: Callable[[str], None] = lambda line: None
) -> Kills:
    """Run commands in turn until `times` were killed, each at a random moment of the time that it last took undisturbed.

    One that ends before its moment tells how long it takes now, and counts for no kill. After each run the corpus is
    verified, and whatever publication and exports stand beside it; articles must never become fewer but by a command that
    forgets. `tell` gets a line after each.
    """
    rng, found = random.Random(seed), Kills()
    longest = {}
    for command in commands:
        began = time.monotonic()
        status = _run(command.words(), None)
        longest[command.name] = time.monotonic() - began
        found.broken += [f"{command.name}, undisturbed: it ended with status {status}"] if status else []
    for turn in range(times * MOST_TURNS):
        if found.killed.total() == times:
            break
        command = commands[turn % len(commands)]
        before = 0 if command.forgets else _articles(db)
        words, began = command.words(), time.monotonic()
        status = _run(words, rng.uniform(0, longest[command.name]))
        if status >= 0:
            longest[command.name] = time.monotonic() - began
        where = found.killed if status < 0 else found.failed if status else found.ended
        where[command.name] += 1
        wrong = [f"{command.name}: {what}" for what in broken(db, before)]
        found.broken += wrong
        how = "killed" if status < 0 else f"status {status}"
        tell(f"{found.killed.total()} of {times} killed; {command.name}, {how}; {wrong or 'whole'}")
    return found


def _run(words: Sequence[str], delay: float | None) -> int:
    """Run a command in a fork, kill it after `delay` seconds; return its exit status, below nought when it was killed."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(1, 2)
            main([*words])
            status = 0
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        finally:
            os._exit(status)
    if delay is not None:
        until = time.monotonic() + delay
        while time.monotonic() < until:
            gone, told = os.waitpid(child, os.WNOHANG)
            if gone:
                return os.waitstatus_to_exitcode(told)
            time.sleep(min(0.02, delay / 10))
        os.kill(child, signal.SIGKILL)
    _, told = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(told)


def broken(db: Path, articles: int = 0) -> list[str]:
    """Return each row or file beside `db` that is not whole, and a sentence when there are fewer articles than before."""
    with Corpus.open(db) as corpus:
        verdict = verify_corpus(corpus)
    for published in db.parent.glob("site*.db"):
        verdict.add(verify_published(published))
    for manifest in db.parent.glob("*/*manifest.json"):
        verdict.add(verify_export(manifest.parent))
    lost = [f"{articles - _articles(db)} articles were lost"] if _articles(db) < articles else []
    return [str(failure) for failure in verdict.failures if not failure.check.startswith(_NO_LOSS)] + lost


def _articles(db: Path) -> int:
    with Corpus.open(db) as corpus:
        return int(corpus.value("SELECT count(*) FROM articles"))
