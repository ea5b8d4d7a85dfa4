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

#: Of so many pages, each with so many links, the work besides reading is measured; so many are read for the whole job.
PAGES, LINKS_A_PAGE, READ = 3_000, 16, 600
UNREAD = ("crawler", "pages", "CPU s besides reading", "ms a page", "seconds", "MiB at most")
WHOLE = ("crawler", "pages", "CPU s", "of it reading", "seconds", "MiB at most")
OURS, PLAIN = "Crosstalk", "plain Scrapy"


def run(data: Path | None) -> list[Table]:
    """Return what each crawler did with the same site, reading taken out and reading in, and the ratios to plain Scrapy."""
    with made_site(PAGES, LINKS_A_PAGE) as home:
        unread = {name: one_run(name, home, PAGES, "unread") for name in CRAWLERS}
    with made_site(READ, LINKS_A_PAGE) as home:
        whole = {name: one_run(name, home, READ) for name in CRAWLERS}
    return [
        Table(
            f"{PAGES:,} pages of 110 kB with {PAGES * LINKS_A_PAGE:,} links among them, reading taken out",
            UNREAD,
            [_unread_row(name, row) for name, row in unread.items()],
            "The same site on loopback for all; a made-up text stands in for what a page holds, so that small figures are not "
            "lost beside large ones. Starting, asking and links are left, and for Crosstalk the corpus with every address. "
            "trafilatura's crawler finds links only; the pages are fetched a second time to be read.",
        ),
        Table(
            f"{READ:,} pages of such a site, reading and all",
            WHOLE,
            [_whole_row(name, row) for name, row in whole.items()],
            "Reading is main text, metadata, relevance and the look for false pages, the same code in the first two rows, and "
            "trafilatura's extraction in the others.",
        ),
        Table("Crosstalk to plain Scrapy", ("what", "ratio"), _ratios(unread, whole)),
    ]


def one_run(name: str, home: str, pages: int, *how: str) -> dict[str, Any]:
    """Run one crawler in a process of its own and return its figures."""
    command = [sys.executable, "-m", "bench.crawling.crawlers", name, home, str(pages), *how]
    done = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _ratios(unread: dict[str, dict[str, Any]], whole: dict[str, dict[str, Any]]) -> list[tuple[str, float]]:
    return [
        ("CPU besides reading (mark: at most 0.5)", _besides(unread[OURS]) / _besides(unread[PLAIN])),
        ("CPU of the whole job", whole[OURS]["cpu"] / whole[PLAIN]["cpu"]),
        ("seconds of the whole job", whole[OURS]["seconds"] / whole[PLAIN]["seconds"]),
    ]


def _besides(row: dict[str, Any]) -> float:
    return float(row["cpu"] - row["reading"])


def _unread_row(name: str, row: dict[str, Any]) -> tuple[str | int | float, ...]:
    each = round(1000 * _besides(row) / max(1, row["pages"]), 2)
    return name, row["pages"], round(_besides(row), 1), each, round(row["seconds"]), round(row["mib"])


def _whole_row(name: str, row: dict[str, Any]) -> tuple[str | int | float, ...]:
    return name, row["pages"], round(row["cpu"]), round(row["reading"]), round(row["seconds"]), round(row["mib"])


PART = Part("crawl_speed", "A crawl beside other crawlers", run)
