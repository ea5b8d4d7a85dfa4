"""The site under load: how long each page takes with eight readers at once, what it weighs, and how fast a CSV comes."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any

from bench import made_site
from bench.part import Part, Table
from corpus.errors import BadInput
from crosstalk.site import datasette_arguments

CLIENTS, REQUESTS = 8, 80
#: What each request of a page asks: {n} is its number, so that the pages asked are many.
PAGES = {
    "home": "/",
    "themes": "/themes",
    "theme": "/theme/f{odd}",
    "gap": "/gap",
    "surveys": "/surveys",
    "study": "/study/s{study}",
    "finding": "/finding/g{finding}",
    "map and timeline": "/map",
    "articles": "/articles?page={page}",
    "article": "/article/a{article}",
    "search, two words": "/search?q={word}+{other}",
    "search, one of the commonest words": "/search?q={common}",
    "search without words, narrowed": "/search?year={year}&kind=frustration",
    "methods": "/methods",
    "data": "/data",
    "Datasette's table of sentences, dressed": "/crosstalk/statements?theme_id=f{odd}",
}
BARE = {
    "table of sentences, with facets": "/crosstalk/statements",
    "table of sentences of a theme": "/crosstalk/statements?theme_id=f{odd}",
    "search in the table": "/crosstalk/statements?_search={word}+{other}",
}
DIRECT = ("facet_time_limit_ms", "5000")


def run(_: Path | None) -> list[Table]:
    """Return seconds by page, weights, and the speed of a CSV."""
    with TemporaryDirectory() as folder:
        db = made_site.make(Path(os.environ.get("CROSSTALK_MADE_SITE", Path(folder) / "crosstalk.db")))
        with served(datasette_arguments(db)) as (port, process):
            ours = [_timed(port, name, address) for name, address in PAGES.items()]
            weights = _weights(port)
            csv_ours = _streamed(port, process, "/data/statements.csv")
            view_ours = _streamed(port, process, "/data/quotations.csv")
        with served([str(db), "--setting", *DIRECT]) as (port, process):
            bare = [_timed(port, name, address) for name, address in BARE.items()]
            csv_bare = _streamed(port, process, "/crosstalk/statements.csv?_stream=on&_size=max")
    return [
        Table(
            f"{made_site.STATEMENTS:,} made sentences, {made_site.ARTICLES:,} articles, {made_site.THEMES} themes: "
            f"milliseconds a page, {CLIENTS} clients",
            ("page", "median", "p95", "kB sent"),
            [(name, median, p95, size) for name, median, p95, size in ours],
            f"{REQUESTS} requests a page after a round to warm up, each round asking many different themes, articles and "
            f"words; all clients and the server share {os.cpu_count()} cores, whose load by others was {_load()}.",
        ),
        Table("The same tables under bare Datasette", ("page", "median", "p95", "kB sent"), bare),
        Table("What a first visit fetches", ("page", "kB sent to a browser that knows nothing yet"), weights),
        Table(
            "A CSV of all sentences",
            (
                "from",
                "rows",
                "seconds",
                "rows a second",
                "CPU seconds of the server",
                "memory of the server grew by, MB",
            ),
            [
                ("the site, table", *csv_ours),
                ("the site, quotations (four tables joined)", *view_ours),
                ("bare Datasette, table", *csv_bare),
            ],
            f"{csv_bare[1] / csv_ours[1]:.1f} times the speed of bare Datasette's stream of the same table by the clock, "
            f"{csv_bare[3] / csv_ours[3]:.1f} times by CPU seconds.",
        ),
    ]


@contextmanager
def served(arguments: Sequence[str]) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Serve on a free port; give it and the process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "datasette", "serve", *arguments, "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port, process
    finally:
        process.kill()
        process.wait()


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The server did not start.")


def _filled(address: str, n: int) -> str:
    words = made_site.VOCABULARY
    return address.format(
        odd=2 * n % made_site.THEMES + 1, study=n % made_site.STUDIES, finding=n % made_site.FINDINGS, page=1 + n % 40,
        article=f"{n * 97 % made_site.ARTICLES:05}", word=words[5 + n % 400], other=words[3 + n * 5 % 400], common=words[n % 30],
        year=2006 + n % 20,
    )  # fmt: skip


def _timed(port: int, name: str, address: str) -> tuple[str, int, int, int]:
    """Return the median and 95th percentile in milliseconds, and the median size in kB."""
    _round(port, [_filled(address, n) for n in range(2 * CLIENTS)])
    found = sorted(_round(port, [_filled(address, n) for n in range(REQUESTS)]))
    times = [seconds for seconds, _ in found]
    sizes = sorted(size for _, size in found)
    pick = times[int(len(times) * 0.95)]
    return name, round(1000 * times[len(times) // 2]), round(1000 * pick), round(sizes[len(sizes) // 2] / 1000)


def _round(port: int, addresses: Sequence[str]) -> list[tuple[float, int]]:
    def client(mine: Sequence[str]) -> list[tuple[float, int]]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        found = []
        for address in mine:
            began = time.perf_counter()
            connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            size = len(answer.read())
            if answer.status != 200:
                raise RuntimeError(f"{address} answered {answer.status}")
            found.append((time.perf_counter() - began, size))
        connection.close()
        return found

    with ThreadPoolExecutor(CLIENTS) as pool:
        return [one for found in pool.map(client, [addresses[n::CLIENTS] for n in range(CLIENTS)]) for one in found]


def _weights(port: int) -> list[tuple[str, int]]:
    """Return what a browser without anything kept fetches for each page, in kB as sent."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        raise BadInput("There is no Chromium to weigh pages with (apt-get install chromium).")
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for name, address in PAGES.items():
            page = browser.new_context().new_page()
            fetched: list[Any] = []
            page.on("requestfinished", lambda request, into=fetched: into.append(request))
            page.goto(f"http://127.0.0.1:{port}{_filled(address, 1)}", wait_until="networkidle")
            sizes = [request.sizes() for request in fetched]
            found.append((name, round(sum(s["responseBodySize"] + s["responseHeadersSize"] for s in sizes) / 1000)))
            page.context.close()
        browser.close()
    return found


def _streamed(port: int, process: subprocess.Popen[bytes], address: str) -> tuple[int, float, int, float, int]:
    """Return rows, seconds, rows a second, CPU seconds, and by how many megabytes the server grew meanwhile."""
    busy = _cpu(process.pid)
    before, peak, over = _memory(process.pid), [0], Event()

    def watch() -> None:
        while not over.wait(0.05):
            peak[0] = max(peak[0], _memory(process.pid))

    watcher = Thread(target=watch)
    watcher.start()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1200)
    began = time.perf_counter()
    connection.request("GET", address)
    answer = connection.getresponse()
    lines = 0
    while chunk := answer.read(1 << 20):
        lines += chunk.count(b"\n")
    seconds = time.perf_counter() - began
    over.set()
    watcher.join()
    rows = lines - 1
    busy = _cpu(process.pid) - busy
    return rows, round(seconds, 1), round(rows / seconds), round(busy, 1), max(0, round((peak[0] - before) / 1000))


def _memory(pid: int) -> int:
    """Return the resident memory of a process in kB."""
    told = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(told.split("VmRSS:")[1].split()[0])


def _cpu(pid: int) -> float:
    """Return the CPU seconds that a process has used."""
    told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


PART = Part("site", "The site under load", run)
