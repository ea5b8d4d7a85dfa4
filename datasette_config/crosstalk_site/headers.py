"""Send with every answer the headers that tell a browser what a page may do."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import datasette as datasette_package

from crosstalk_site.asgi import App, Message, Receive, Scope, Send
from crosstalk_site.database import DATABASE

_SHARED = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'"
#: Pages of ours: no script at all, no style but the sheet's.
OUR_POLICY = f"{_SHARED}; script-src 'none'; frame-ancestors 'none'"
#: Datasette's templates with inline scripts; these run by their hash, and no other inline script does.
_SCRIPTED = ("table.html", "_codemirror_foot.html")


def datasette_policy() -> str:
    """Return the policy for Datasette's own pages: its scripts, and the style attributes that its templates hold."""
    hashes = " ".join(f"'sha256-{digest}'" for digest in _script_hashes())
    return f"{_SHARED}; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"


def _script_hashes() -> list[str]:
    folder = Path(datasette_package.__file__).parent / "templates"
    scripts: list[str] = []
    for name in _SCRIPTED:
        template = folder / name
        text = template.read_text(encoding="utf-8") if template.exists() else ""
        scripts += re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    filled = [
        re.sub(r"\{\{ *datasette_allow_facet *\}\}", value, text) for text in scripts for value in ("true", "false")
    ]
    return sorted({base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in filled})


def wrapper(datasette: Any) -> Callable[[App], App]:
    """Return the ASGI wrapper that adds the headers, unless an answer has set them itself."""
    theirs = datasette_policy()
    base = datasette.setting("base_url")
    own = (f"{base}{DATABASE}", f"{base}-/")

    def policy(path: str) -> str:
        return theirs if path.startswith(own) else OUR_POLICY

    def wrap(app: App) -> App:
        async def with_headers(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return

            async def send_with_headers(message: Message) -> None:
                if message["type"] == "http.response.start":
                    message = {**message, "headers": _added(message.get("headers", []), policy(scope["path"]))}
                await send(message)

            await app(scope, receive, send_with_headers)

        return with_headers

    return wrap


def _added(headers: list[tuple[bytes, bytes]], policy: str) -> list[tuple[bytes, bytes]]:
    ours = {
        b"content-security-policy": policy.encode(),
        b"x-content-type-options": b"nosniff",
        b"referrer-policy": b"same-origin",
    }
    there = {name.lower() for name, _ in headers}
    return [*headers, *((name, value) for name, value in ours.items() if name not in there)]
