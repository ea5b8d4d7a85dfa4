"""Corrections of statements: kind, sides, dropped, added; on top of every coding, and taken back by coding anew."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from corpus.by_hand import line_of, remember
from corpus.cascade import delete_with_all
from corpus.corrections import Correction, Outcome
from corpus.ids import statement_id
from corpus.records import KINDS, SIDES
from corpus.store import Corpus
from nlp.objects import objects
from nlp.units import units

_ADDED = re.compile(rf"({'|'.join(KINDS)}):\s*(.+)", re.DOTALL)
#: The sides that a kind does not have.
_NOT_ITS = {"frustration": ("addressee",), "recommendation": ("holder", "target")}
_OF_STATEMENTS = "field IN ('kind', 'holder', 'target', 'addressee', 'dropped', 'added')"


def free_changed(corpus: Corpus, lines: Sequence[Correction]) -> None:
    """Let each article be coded anew whose statements were corrected by a line that is no longer there."""
    standing = {line_of(line) for line in lines}
    rows = corpus.rows(f"SELECT DISTINCT article_id, line FROM by_hand WHERE {_OF_STATEMENTS} ORDER BY 1, 2")
    with corpus.transaction():
        for article in sorted({row["article_id"] for row in rows if row["line"] not in standing}):
            corpus.execute("DELETE FROM codings WHERE article_id = ?", [article])


def forget_corrections(corpus: Corpus, article: str) -> None:
    """An article that is coded anew has no corrected statements until they are applied again; use inside a transaction."""
    corpus.execute(f"DELETE FROM by_hand WHERE article_id = ? AND {_OF_STATEMENTS}", [article])


def correct_statements(corpus: Corpus, lines: Sequence[Correction]) -> list[Outcome]:
    """Apply the lines that are not applied already, in order, and return what became of each."""
    done = {row["line"]: row for row in corpus.rows(f"SELECT * FROM by_hand WHERE {_OF_STATEMENTS} ORDER BY position")}
    outcomes = []
    with corpus.transaction():
        for line in lines:
            if former := done.get(line_of(line)):
                note = f"its id is {former['row_id']}" if former["field"] == "added" else ""
                outcomes.append(Outcome(line.position, "applied", note))
                corpus.execute(
                    "UPDATE OR REPLACE by_hand SET position = ? WHERE line = ?", (line.position, former["line"])
                )
            else:
                outcomes.append(_HOW[line.what](corpus, line))
    return outcomes


def _misfit(line: Correction, problem: str) -> Outcome:
    return Outcome(line.position, "misfit", problem)


def _row(corpus: Corpus, line: Correction) -> dict[str, Any] | None:
    return next(iter(corpus.rows("SELECT * FROM statements WHERE id = ?", [line.id])), None)


def _change(corpus: Corpus, line: Correction, row: dict[str, Any], field: str, value: str) -> None:
    why = f"changed by hand: {line.why}"
    corpus.execute(f"UPDATE statements SET {field} = ?, why = ? WHERE id = ?", (value, why, row["id"]))
    remember(corpus, line, row["article_id"], row["id"], field, row[field], value)


def _set_side(corpus: Corpus, line: Correction, *, field: str) -> Outcome:
    row = _row(corpus, line)
    if row is None:
        return _misfit(line, f"there is no sentence {line.id}")
    if line.value not in SIDES or (line.value == "tech" and field != "target"):
        return _misfit(line, f"{line.value!r} is no {field}")
    if field in _NOT_ITS[row["kind"]]:
        return _misfit(line, f"a {row['kind']} has no {field}")
    _change(corpus, line, row, field, line.value)
    return Outcome(line.position, "applied")


def _set_kind(corpus: Corpus, line: Correction) -> Outcome:
    row = _row(corpus, line)
    if row is None:
        return _misfit(line, f"there is no sentence {line.id}")
    if line.value not in KINDS:
        return _misfit(line, f"{line.value!r} is no kind")
    _change(corpus, line, row, "kind", line.value)
    for field in _NOT_ITS[line.value]:
        _change(corpus, line, row, field, "none")
    corpus.execute(
        "DELETE FROM theme_statements WHERE statement_id = ? AND theme_id IN (SELECT id FROM themes WHERE kind != ?)",
        (row["id"], line.value),
    )
    return Outcome(line.position, "applied")


def _drop(corpus: Corpus, line: Correction) -> Outcome:
    row = _row(corpus, line)
    if row is None:
        return _misfit(line, f"there is no sentence {line.id}")
    delete_with_all(corpus, "statements", [row["id"]], Counter())
    remember(corpus, line, row["article_id"], row["id"], "dropped", None, None)
    return Outcome(line.position, "applied")


def _add(corpus: Corpus, line: Correction) -> Outcome:
    match = _ADDED.fullmatch(line.value)
    article = next(iter(corpus.rows("SELECT id, text, title FROM articles WHERE id = ?", [line.id])), None)
    if article is None:
        return _misfit(line, f"there is no article {line.id}")
    if match is None:
        return _misfit(line, "the value must be the kind, a colon, and the exact words, as in frustration: IT is slow.")
    kind, words = match[1], match[2].strip()
    start = article["text"].find(words)
    if start < 0:
        return _misfit(line, "the article does not hold these words")
    if corpus.value(
        'SELECT 1 FROM statements WHERE article_id = ? AND kind = ? AND start < ? AND "end" > ?',
        [line.id, kind, start + len(words), start],
    ):
        return _misfit(line, f"these words are a {kind} already, or part of one")
    row = _added(article, kind, words, start, line.why)
    corpus.write("statements", [row])
    found = [{"statement_id": row["id"], "object": name} for name in objects(words)]
    corpus.write("statement_objects", found, key=("statement_id", "object"))
    remember(corpus, line, line.id, row["id"], "added", None, None)
    return Outcome(line.position, "applied", f"its id is {row['id']}")


def _added(article: dict[str, Any], kind: str, words: str, start: int, why: str) -> dict[str, Any]:
    """Return the row of a statement that a person found; who found it is sure of it."""
    before = [unit for unit in units(article["text"], article["title"]) if unit.start <= start]
    return {
        "id": statement_id(article["id"], kind, words, 0),
        "article_id": article["id"],
        "kind": kind,
        "text": words,
        "start": start,
        "end": start + len(words),
        "position": before[-1].position if before else 0,
        "heading": before[-1].heading if before else None,
        "score": 1.0,
        "holder": "none",
        "target": "none",
        "addressee": "none",
        "speaker": None,
        "speaker_side": "none",
        "why": f"added by hand: {why}",
        "not_factual": 0,
    }


_HOW: dict[str, Callable[[Corpus, Correction], Outcome]] = {
    "set_kind": _set_kind,
    **{f"set_{field}": partial(_set_side, field=field) for field in ("holder", "target", "addressee")},
    "drop_statement": _drop,
    "add_statement": _add,
}
