"""The memory of a crawl as the addresses that it knows grow: the frontier is in the corpus, not in memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from bench.crawling.made_site import made_site
from bench.part import HERE, Part, Table

KNOWN = (1_000, 100_000, 500_000)
PAGES, LINKS_A_PAGE, MARK_MIB = 150, 16, 400


def run(data: Path | None) -> list[Table]:
    """Return the peak of memory of a crawl of the same pages beside ever more known addresses."""
    with made_site(PAGES, LINKS_A_PAGE) as home:
        rows = [_one(known, home) for known in KNOWN]
    note = f"Mark: under {MARK_MIB} MiB at 100,000. The same {PAGES} pages are read in each row; most of it is the libraries."
    return [Table("Memory of a crawl", ("known addresses", "pages read", "MiB at most"), rows, note)]


def _one(known: int, home: str) -> tuple[int, int, int]:
    command = [sys.executable, "-m", "bench.crawling.frontier_of", str(known), home, str(PAGES)]
    done = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return found["known"], found["read"], round(found["mib"])


PART = Part("crawl_memory", "Memory of a crawl", run)
