"""Keep the pages that were asked for last, plain and compressed: a published file does not change while it is served."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, NamedTuple

from crosstalk_site.asgi import App, Message, Receive, Scope, Send
from crosstalk_site.database import DATABASE

#: All pages kept together are no larger than this, and none alone.
MOST_BYTES, MOST_PAGE = 64_000_000, 4_000_000
TYPES = (b"text/html", b"text/css", b"application/json", b"application/atom+xml", b"application/xml")
#: Small pages are not worth the time that compressing takes.
LEAST = 1_000

Key = tuple[Any, ...]


class Kept(NamedTuple):
    """An answer as it was sent."""

    headers: list[tuple[bytes, bytes]]
    body: bytes


class Pages:
    """The answers kept, the one asked for last at the end."""

    def __init__(self) -> None:
        self.kept: OrderedDict[Key, Kept] = OrderedDict()
        self.size = 0

    def get(self, key: Key) -> Kept | None:
        """Return a kept answer."""
        if key in self.kept:
            self.kept.move_to_end(key)
        return self.kept.get(key)

    def put(self, key: Key, answer: Kept) -> None:
        """Keep an answer; those not asked for longest go."""
        former = self.kept.pop(key, None)
        self.size += len(answer.body) - (len(former.body) if former else 0)
        self.kept[key] = answer
        while self.size > MOST_BYTES:
            self.size -= len(self.kept.popitem(last=False)[1].body)


def wrapper(datasette: Any) -> Callable[[App], App]:
    """Return the ASGI wrapper that keeps our own pages and style sheet; Datasette's, downloads and files go by."""
    pages = Pages()
    base = datasette.setting("base_url")
    passing = tuple(f"{base}{name}" for name in (DATABASE, "-/", "static/", "contact"))

    def wrap(app: App) -> App:
        async def cached(scope: Scope, receive: Receive, send: Send) -> None:
            path = scope.get("path", "")
            sent = dict(scope.get("headers") or ())
            ours = not path.startswith(passing) or (path.endswith("/site.css") and b"if-none-match" not in sent)
            if scope["type"] != "http" or scope["method"] != "GET" or not ours or path.endswith(".csv"):
                await app(scope, receive, send)
                return
            zipped = b"gzip" in sent.get(b"accept-encoding", b"")
            key = (scope.get("raw_path"), scope["query_string"], sent.get(b"host"), scope.get("scheme"), zipped)
            answer = pages.get(key)
            if answer is None:
                answer = await _asked(app, scope, receive, send, zipped)
                if answer is None:
                    return
                pages.put(key, answer)
            await send({"type": "http.response.start", "status": 200, "headers": answer.headers})
            await send({"type": "http.response.body", "body": answer.body})

        return cached

    return wrap


async def _asked(app: App, scope: Scope, receive: Receive, send: Send, zipped: bool) -> Kept | None:
    """Ask the app; return what may be kept, or None when it was something else and has been sent on."""
    start: Message = {}
    held: list[bytes] = []
    passed = False

    async def take(message: Message) -> None:
        nonlocal start, passed
        if message["type"] == "http.response.start":
            start, passed = message, not _keepable(message)
            if passed:
                await send(message)
        elif passed:
            await send(message)
        else:
            held.append(message.get("body", b""))

    await app(scope, receive, take)
    if passed or not start:
        return None
    body = b"".join(held)
    headers = [(name, value) for name, value in start["headers"] if name.lower() not in (b"content-length", b"vary")]
    headers.append((b"vary", b"Accept-Encoding"))
    if zipped and len(body) >= LEAST:
        body = gzip.compress(body, 5, mtime=0)
        headers.append((b"content-encoding", b"gzip"))
    headers.append((b"content-length", str(len(body)).encode()))
    if len(body) <= MOST_PAGE:
        return Kept(headers, body)
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
    return None


def _keepable(message: Message) -> bool:
    headers = {name.lower(): value for name, value in message.get("headers", [])}
    kind = headers.get(b"content-type", b"")
    return message["status"] == 200 and kind.startswith(TYPES) and b"set-cookie" not in headers
