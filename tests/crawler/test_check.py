"""A look at publishers' sites over real HTTP on loopback fills what their files cannot know offline."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from corpus import Corpus
from crawler.sources import read_sources
from crawler.store import PageRow, store_page
from tests.crawler.test_crawl import FIRST, page

HOME = """<html><head><title>Lamps</title><link rel="alternate" type="application/rss+xml" href="/news.xml">
<script type="application/ld+json">{"@type": "Organization", "address": {"addressCountry": "NZ"}}</script></head>
<body><a href="/a">One</a><a href="/legal">Terms of use</a></body></html>"""
ROBOTS = "User-agent: *\nDisallow: /members/\nSitemap: http://{host}/map.xml\n"


@pytest.fixture
def site() -> Iterator[tuple[str, list[str]]]:
    """A publisher on loopback: its address, and the paths that were asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            host = self.headers["Host"]
            bodies = {"/": HOME, "/robots.txt": ROBOTS.format(host=host), "/a": page("The CMO and the CIO", FIRST)}
            body = bodies.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/plain" if self.path == "/robots.txt" else "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def mine(folder: Path, address: str, *paths: str) -> Path:
    path = folder / "mine.yaml"
    start = ", ".join(f"{address}{one}" for one in paths)
    path.write_text(f"domain: 127.0.0.1\nname: Lamps\nlanguage: en\nstart: [{start}]\n", "utf-8")
    return path


def test_a_look_fills_the_file_and_asks_for_nothing_else(tmp_path: Path, site, crosstalk) -> None:
    address, asked = site
    file = mine(tmp_path, address, "/a", "/gone", "/members/x")
    db = tmp_path / "corpus.db"
    status, out, err = crosstalk("sources", "check", str(file), "--db", str(db), "--delay", "0")
    assert status == 0, err
    assert set(asked) == {"/robots.txt", "/", "/a", "/gone"}
    assert "/gone: HTTP 404" in out and "/members/x: " in out
    (found,) = read_sources(tmp_path / "sources" / "127.0.0.1.yaml")
    assert (found.feed, found.sitemap) == (f"{address}/news.xml", f"{address}/map.xml")
    assert (found.terms, found.country, found.robots, found.least) == (f"{address}/legal", "NZ", "forbidden", 1)
    assert found.checked
    assert not db.exists()


def test_a_look_at_strangers_needs_a_contact(tmp_path: Path, crosstalk) -> None:
    status, _, err = crosstalk(
        "sources", "check", "cio.com", "--db", str(tmp_path / "corpus.db"), env={"CROSSTALK_CONTACT": ""}
    )
    assert status == 1
    assert "needs a contact" in err


def test_a_source_that_brought_too_little_is_told_by_sources_and_status(tmp_path: Path, crosstalk) -> None:
    (tmp_path / "sources").mkdir()
    text = "domain: lamps.example\nname: Lamps\nstart: http://lamps.example/\nleast: 3\nchecked: '2026-05-14'\n"
    (tmp_path / "sources" / "lamps.example.yaml").write_text(text, "utf-8")
    db = tmp_path / "corpus.db"
    with Corpus.open(db) as corpus, corpus.transaction():
        store_page(corpus, PageRow("http://lamps.example/", "listing", fetched_at="2026-05-15", host="lamps.example"))
    for command in ("sources", "status"):
        _, out, _ = crosstalk(command, "--db", str(db))
        assert "lamps.example" in out and "0 articles, at least 3 were expected" in out
    _, out, _ = crosstalk("sources", "--db", str(db), "--json")
    facts = json.loads(out)
    assert [one["verdict"] for one in facts["sources"] if one["verdict"]] == ["0 articles, at least 3 were expected"]
    assert len(facts["blocked"]) > 30
