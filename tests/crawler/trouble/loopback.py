"""A site on loopback whose pages are made to give trouble, and the crawl of it as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any

from corpus import Corpus
from tests.conftest import ROOT

LINES = (
    "Marketing bought the {0} {1} {2}, and the IT department heard {3} {4} of it.",
    "The CMO promised {1} {3} {0} to the {2} board, and the CIO {4} {5} had promised none.",
    "For a {2} week the CMO and the CIO {5} {1} spoke {4} {3} of the {0} alone.",
    "Then marketing {3} {4} asked IT {0} {2} how a {1} {5} is kept.",
    "Both sides {5} {2} own {0} {4} now, and the CIO {1} {3} reads what the CMO buys.",
    "Whoever {4} {1} buys {5} {0} alone, said the CMO, and the CIO {2} {3} agreed.",
)
_WORDS = (
    "amber brisk candid dusty earnest faded gentle hollow idle jaunty keen lively mellow narrow odd plain quick rusty sober "
    "tidy upright vivid weary yellow zealous bare clean dull even fond glad harsh"
).split()


def told(line: str, thing: str) -> str:
    """Return a line about a `thing` in words that no other thing's line has in that order."""
    chance = Random(thing + line)
    return line.format(thing, *chance.sample(_WORDS, 5))


@dataclass(frozen=True)
class Answer:
    """What the server says to one path."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    type: str = "text/html; charset=utf-8"


Route = Answer | Callable[[BaseHTTPRequestHandler], Answer]


def article(thing: str, extra: str = "", head: str = "", lines: tuple[str, ...] = LINES) -> str:
    """Return a page about how the two sides got along over a `thing`."""
    title = f"How CMOs and CIOs came to share a {thing}"
    body = "".join(f"<p>{told(line, thing)}</p>" for line in lines)
    return (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}</article>"
        f"{extra}</body></html>"
    )


def listing(links: Mapping[str, str]) -> str:
    """Return a home page of `links`: address to words."""
    items = "".join(f'<li><a href="{address}">{words}</a></li>' for address, words in links.items())
    return f"<html><head><title>Things</title></head><body><ul>{items}</ul></body></html>"


@dataclass
class Site:
    """A running site: its address, and how often each path was asked for."""

    url: str
    asked: Counter[str]
    routes: dict[str, Route]


@contextmanager
def site(routes: dict[str, Route]) -> Iterator[Site]:
    """Serve `routes` at a free port until the block ends; a path without one is not found."""
    asked: Counter[str] = Counter()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked[self.path] += 1
            found = routes.get(self.path, Answer("Not found", 404))
            answer = found if isinstance(found, Answer) else found(self)
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            for name, value in {
                "Content-Type": answer.type,
                "Content-Length": str(len(body)),
                **answer.headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            if answer.status != 304:
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}", asked, routes)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


_CRAWL = """
import json, sys
from crawler.crawl import crawl
from crawler.settings import CrawlSettings
db, urls, settings = json.loads(sys.argv[1])
report = crawl(db, urls, CrawlSettings(**settings))
print(json.dumps({"pages": report.pages, "articles": report.articles, "left": report.left, "set_aside": report.set_aside}))
"""


def crawl(db: Path, *urls: str, **settings: Any) -> dict[str, Any]:
    """Crawl in a process of its own and return the report."""
    told = json.dumps([str(db), urls, {"delay": 0, **settings}])
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", _CRAWL, told], cwd=db.parent, env=environment, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def pages(db: Path, at: Site) -> dict[str, dict[str, Any]]:
    """Return the rows of `pages` by path, other hosts by their whole address."""
    with Corpus.open(db) as corpus:
        return {str(row["url"]).removeprefix(at.url): row for row in corpus.rows("SELECT * FROM pages")}
