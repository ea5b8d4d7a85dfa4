"""A crawl that is killed again and again ends in the same corpus as an undisturbed one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random
from signal import SIGKILL
from tempfile import TemporaryDirectory
from typing import Any

from bench.part import HERE, Part, Table
from corpus import Corpus

KILLS, SEED = 50, 20
#: A crawl brings so many pages before it is killed; each begins with the robots.txt of the 13 hosts.
PAGES_BETWEEN = (1, 25)
#: Times differ between any two crawls, and so does the way by which a page was met first; tries are what kills change.
TIMES = {"fetched_at", "crawl_id", "tries", "referrer", "depth"}
TABLES = ("articles", "article_versions", "sources", "pages", "page_parts")


def run(data: Path | None) -> list[Table]:
    """Return how many kills there were, over how many crawls, and what came out differently."""
    chance, kills, crawls, rows = Random(SEED), 0, 0, []
    with TemporaryDirectory() as folder:
        _crawl(Path(folder) / "undisturbed.db", None)
        wanted = snapshot(Path(folder) / "undisturbed.db")
        while kills < KILLS:
            crawls += 1
            db = Path(folder) / f"killed-{crawls}.db"
            while killed := _crawl(db, chance.randint(*PAGES_BETWEEN) if kills < KILLS else None):
                kills += killed == -SIGKILL
            rows.append((crawls, kills, *differing(wanted, snapshot(db))))
    columns = ("crawl", "kills so far", *(f"rows of {table} that differ" for table in TABLES))
    note = (
        f"{KILLS} kills with SIGKILL after 1 to 25 pages (a robots.txt counts) and a random while of up to 0.1 seconds. "
        "Times aside, and by which page "
        "an address was met first; 0 is the mark."
    )
    return [Table("Crawls of the sample site, killed and taken up again until they were through", columns, rows, note)]


def _crawl(db: Path, pages: int | None) -> int:
    command = [sys.executable, "-m", "bench.crawling.killed", str(db), *([str(pages)] if pages else [])]
    done = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, check=False)
    if done.returncode not in (0, -SIGKILL):
        raise RuntimeError(done.stderr)
    return done.returncode


def snapshot(db: Path) -> dict[str, set[str]]:
    """Return the rows of a corpus as texts, times aside."""
    with Corpus.open(db) as corpus:
        return {table: {_text(row) for row in corpus.rows(f"SELECT * FROM {table}")} for table in TABLES}


def _text(row: dict[str, Any]) -> str:
    return repr({name: value for name, value in row.items() if name not in TIMES})


def differing(wanted: dict[str, set[str]], found: dict[str, set[str]]) -> list[int]:
    """Return for each table how many rows stand in only one of two snapshots."""
    return [len(wanted[table] ^ found[table]) for table in TABLES]


PART = Part("crawl_kill", "A crawl that is killed", run)
