"""A site of made pages as long as the pages of the article extraction benchmark, each with links that come again and again.

Run as a program it serves them on loopback and prints its port: python -m bench.crawling.made_site PAGES LINKS
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random

#: The median page of the benchmark has so many bytes, of which its text is a small part.
PAGE_BYTES, PARAGRAPHS, WORDS = 110_000, 14, 45
_WORDS = (
    "plan budget tool data report meeting team deadline customer campaign system vendor contract roadmap quarter board "
    "launch audit cloud website mobile record review answer question habit doubt promise number story table window door"
).split()
_SIDES = (
    "marketing",
    "the IT department",
    "the CMO",
    "the CIO",
    "chief marketing officers",
    "chief information officers",
)
_VERBS = "ask show owe send hide share doubt keep lose find bring test".split()


def page(number: int, pages: int, links: int) -> str:
    """Return page `number` of `pages`; it shows `links` others, which other pages show as well."""
    chance = Random(number)
    title = f"What CMOs and CIOs {chance.choice(_VERBS)} about the {chance.choice(_WORDS)}, part {number}"
    text = "".join(f"<p>{_paragraph(chance)}</p>\n" for _ in range(PARAGRAPHS))
    shown = [(number + 1) % pages, *(chance.randrange(pages) for _ in range(links - 1))]
    menu = "".join(f'<li><a href="/articles/{n}.html" class="teaser">Part {n} on CMOs and CIOs</a></li>' for n in shown)
    head = f'<meta charset="utf-8"><title>{title}</title><meta property="og:type" content="article">'
    body = f"<main><article><h1>{title}</h1>{text}</article></main><aside class='related'><ul>{menu}</ul></aside>"
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{body}{_ballast(number)}</body></html>"


def _paragraph(chance: Random) -> str:
    sentences, left = [], WORDS
    while left > 0:
        one, other = chance.sample(_SIDES, 2)
        filler = " ".join(chance.choices(_WORDS, k=chance.randint(4, 9)))
        sentences.append(f"{one.capitalize()} {chance.choice(_VERBS)} {other} about the {filler}.")
        left -= len(sentences[-1].split())
    return " ".join(sentences)


@lru_cache(maxsize=1)
def _filling() -> str:
    """Return the scripts, styles and empty boxes that make up the most of a page."""
    box = '<div class="box"><span class="icon"></span><span class="label"></span></div>\n'
    script = "<script>var settings = {" + ", ".join(f"key{n}: 'value {n}'" for n in range(1500)) + "};</script>\n"
    return box * 230 + script


def _ballast(number: int) -> str:
    filling = _filling()
    return filling + "<!--" + "x" * max(0, PAGE_BYTES - len(filling) - 12_000) + f"{number}-->"


def home(pages: int) -> str:
    """Return the home page, which leads to the first pages."""
    items = "".join(
        f'<li><a href="/articles/{n}.html">Part {n} on CMOs and CIOs</a></li>' for n in range(min(20, pages))
    )
    return f"<html><head><title>All parts</title></head><body><ul>{items}</ul></body></html>"


def _serve(pages: int, links: int) -> None:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body, status = _answer(self.path, pages, links)
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()


def _answer(path: str, pages: int, links: int) -> tuple[bytes, int]:
    if path == "/":
        return home(pages).encode(), 200
    number = path.removeprefix("/articles/").removesuffix(".html")
    if number.isdigit() and int(number) < pages:
        return page(int(number), pages, links).encode(), 200
    return b"Not found", 404


@contextmanager
def made_site(pages: int, links: int) -> Iterator[str]:
    """Serve the site in a process of its own, whose work counts for nobody, and give its home page."""
    command = [sys.executable, "-m", "bench.crawling.made_site", str(pages), str(links)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        yield f"http://127.0.0.1:{int(server.stdout.readline())}/"
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    _serve(int(sys.argv[1]), int(sys.argv[2]))
