"""The sample site: invented publications, served by real HTTP on loopback, each under its own host name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from corpus.data import data_path
from corpus.errors import BadInput

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class SampleSite:
    """A running sample site: where its hosts are, and their home pages."""

    hosts_map: dict[str, tuple[str, int]]
    home_urls: list[str]


@dataclass(frozen=True)
class _File:
    path: Path
    content_type: str


@contextmanager
def sample_site(folder: Path | None = None) -> Iterator[SampleSite]:
    """Serve the hosts below `folder` (those that ship with Crosstalk) at a free port until the block ends."""
    files = _files(folder or data_path("datasets", "sample"))
    server = ThreadingHTTPServer((LOOPBACK, 0), _handler(files))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    hosts = sorted({host for host, _ in files})
    try:
        yield SampleSite(dict.fromkeys(hosts, (LOOPBACK, server.server_port)), [f"http://{host}/" for host in hosts])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _files(folder: Path) -> dict[tuple[str, str], _File]:
    """Return the file of each (host, path with query) that the manifests below `folder` name."""
    files = {}
    for manifest in sorted(folder.glob("*/manifest.jsonl")):
        for line in manifest.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            parts = urlsplit(entry["url"])
            key = (parts.netloc, f"{parts.path}?{parts.query}" if parts.query else parts.path)
            files[key] = _File(manifest.parent / entry["file"], entry["content_type"])
    if not files:
        raise BadInput(f"There is no sample site below {folder}.")
    return files


def _handler(files: dict[tuple[str, str], _File]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers by Host header and path; what no manifest names is not found."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(with_body=True)

        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def _answer(self, *, with_body: bool) -> None:
            host = self.headers.get("Host", "").partition(":")[0].lower()
            file = files.get((host, self.path))
            body = file.path.read_bytes() if file else b"Not found\n"
            self.send_response(200 if file else 404)
            self.send_header("Content-Type", file.content_type if file else "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if with_body:
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet: a demo's terminal is not for every request."""

    return Handler
