"""A kill at any moment loses nothing that was stored, and what is broken is found."""

from __future__ import annotations

import sqlite3

from bench.killing import Killable, broken, kill_at_random
from tests.nlp.line_coder import LineCoder

WORDS = "The IT department takes {} months to answer any request of the marketing team.\n"


def test_commands_killed_at_random_leave_the_corpus_whole(tmp_path, monkeypatch):
    from nlp import coder

    monkeypatch.setattr(coder, "load_coder", lambda *_: LineCoder())
    pages = tmp_path / "pages"
    pages.mkdir()
    for n in range(40):
        text = "".join(WORDS.format(n * 40 + line) for line in range(12))
        (pages / f"{n}.txt").write_text(f"Article {n} on marketing and IT\n\n{text}", "utf-8")
    db = tmp_path / "corpus.db"
    words = {"import": str(pages), "annotate": None, "publish": str(tmp_path / "site.db")}
    commands = [
        Killable(name, lambda name=name, more=more: [name, *([more] if more else []), "--db", str(db)])
        for name, more in words.items()
    ]
    lines = []
    found = kill_at_random(commands, db, 9, tell=lines.append)
    assert not found.broken and not found.failed and sum(found.killed.values()) == 9 <= len(lines)


def test_what_is_not_whole_is_found(filled, tmp_path):
    db = tmp_path / "corpus.db"
    with sqlite3.connect(db) as copy:
        filled.db.conn.backup(copy)
    assert broken(db, 1) == []
    with sqlite3.connect(db) as copy:
        copy.execute("UPDATE statements SET start = 3 WHERE id = 's1'")
    assert len(broken(db, 2)) == 2
