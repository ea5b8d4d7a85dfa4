"""A crawl beside plain Scrapy, trafilatura's own crawler and a loop of aiohttp: CPU besides the reading, and in all."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.crawling.crawlers import CRAWLERS
from bench.crawling.made_site import made_site
from bench.part import HERE, Part, Table

PAGES, LINKS_A_PAGE = 3_000, 16
COLUMNS = ("crawler", "pages read", "CPU s", "of it reading", "besides", "besides, ms a page", "seconds", "MiB at most")


def run(data: Path | None) -> list[Table]:
    """Return what each crawler did with the same site, and the ratios to plain Scrapy."""
    with made_site(PAGES, LINKS_A_PAGE) as home:
        found = {name: one_run(name, home, PAGES) for name in CRAWLERS}
    rows = [_row(name, row) for name, row in found.items()]
    ours, plain = found["Crosstalk"], found["plain Scrapy"]
    ratios = [
        ("CPU besides reading (mark: at most 0.5)", _besides(ours) / _besides(plain)),
        ("CPU of the whole job", ours["cpu"] / plain["cpu"]),
        ("seconds of the whole job", ours["seconds"] / plain["seconds"]),
    ]
    note = (
        "Reading is main text, metadata and relevance, the same code in the first two rows; trafilatura's extraction in the "
        "others. Besides holds everything else: starting, asking, links, and for Crosstalk the corpus with every address."
    )
    site = f"{PAGES:,} pages of 110 kB with {PAGES * LINKS_A_PAGE:,} links among them, on loopback"
    return [Table(site, COLUMNS, rows, note), Table("Crosstalk to plain Scrapy", ("what", "ratio"), ratios)]


def one_run(name: str, home: str, pages: int) -> dict[str, Any]:
    """Run one crawler in a process of its own and return its figures."""
    command = [sys.executable, "-m", "bench.crawling.crawlers", name, home, str(pages)]
    done = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _besides(row: dict[str, Any]) -> float:
    return float(row["cpu"] - row["reading"])


def _row(name: str, row: dict[str, Any]) -> tuple[str | int | float, ...]:
    besides = _besides(row)
    each = round(1000 * besides / max(1, row["pages"]), 1)
    whole = (
        round(row["cpu"]),
        round(row["reading"]),
        round(besides, 1),
        each,
        round(row["seconds"]),
        round(row["mib"]),
    )
    return (name, row["pages"], *whole)


PART = Part("crawl_speed", "A crawl beside other crawlers", run)
