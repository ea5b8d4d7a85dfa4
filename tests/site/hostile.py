"""Words that mean harm: scripts, addresses, marks that turn lines round, emoji, a megabyte without a space."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from made import Writer

SCRIPT = "<script>alert('x')</script>"
BREAKOUT = "\"'><img src=x onerror=alert(1)><style>*{display:none}</style>"
TURNED = "\u202eeht fo dne\u202c \u2067\u05d0\u05d1\u2069"
EMOJI = "🙂🧨👩\u200d💻"
ADDRESSES = ("javascript:alert(1)", "data:text/html,x", "//paper.example/x", "https://[bad", "JAVASCRIPT:x", "https:")
MARKS = "\x02evil\x03 \x03\x02"


def write_hostile(writer: Writer) -> None:
    writer.source("paper", BREAKOUT)
    complaint = f"{SCRIPT} {BREAKOUT} waits {EMOJI} {TURNED} {MARKS}"
    text = (
        f"# {SCRIPT}\n{EMOJI}{complaint} after it {TURNED}\n- {BREAKOUT}\n{'x' * 1_000_000}\n{'{{ 7 * 7 }} {% raw %}'}"
    )
    writer.article(
        text,
        [
            ("frustration", complaint, {"holder": "cmo", "target": "cio", "theme": "f1", "why": SCRIPT}),
            ("recommendation", complaint, {"addressee": "cio", "theme": "r1"}),
            ("figure", f"waits {EMOJI}", {"claim": BREAKOUT, "qualifier": SCRIPT}),
            ("frustration", f"{EMOJI} {TURNED} {MARKS} after it", {"holder": "both", "theme": "f1"}),
        ],
        title=f"{SCRIPT}{BREAKOUT}{TURNED}{EMOJI}",
        author=BREAKOUT,
        author_title=SCRIPT,
        relevance_reason=SCRIPT,
        url="https://paper.example/?q=%22%3E<script>",
    )
    for n in range(len(ADDRESSES)):
        writer.article(
            f"A text at address {n}.", url=f"https://paper.example/{n}", title=str(n), published="0001-01-01"
        )
    writer.article("Said far ahead.", url="https://paper.example/far", published="9999-12-31", title="")
    writer.article(
        "1. First of a list.\n7) Seventh of it.\n-5 degrees are no item.\n\n   \n# \n- ",
        url="https://paper.example/list",
        title="L" * 5000,
        published="not a date",
    )
    writer.theme(
        "f1", "frustration", f"{SCRIPT}{BREAKOUT}{EMOJI}", description=BREAKOUT, keywords=f"{SCRIPT}, {BREAKOUT}"
    )
    writer.theme("r1", "recommendation", TURNED, keywords="")


def poison(db: Path) -> Path:
    """Put addresses into the published file that publish would have refused: the site trusts nobody."""
    with sqlite3.connect(db) as connection:
        for n, url in enumerate(ADDRESSES):
            connection.execute("UPDATE articles SET url = ? WHERE title = ?", (url, str(n)))
    connection.close()
    return db
