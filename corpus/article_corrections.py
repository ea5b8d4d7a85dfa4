"""Corrections of articles: title, author, date, and which texts are one family; taken back when their line is gone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from corpus.by_hand import remember
from corpus.corrections import Correction, Outcome
from corpus.store import Corpus

_FIELDS = ("title", "author", "published", "family_id")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def correct_articles(corpus: Corpus, lines: Sequence[Correction]) -> list[Outcome]:
    """Take back the last corrections, apply `lines` in order and return what became of each.

    An article whose title is another one now loses its coding: the title decides whose a list is. What a crawl has changed
    since is not taken back.
    """
    with corpus.transaction():
        before = _titles(corpus)
        _take_back(corpus)
        outcomes = []
        for line in lines:
            problem = _HOW[line.what](corpus, line)
            outcomes.append(Outcome(line.position, "misfit" if problem else "applied", problem))
        after = _titles(corpus)
        for article in sorted(id for id in before if before[id] != after.get(id)):
            corpus.execute("DELETE FROM codings WHERE article_id = ?", [article])
    return outcomes


def _titles(corpus: Corpus) -> dict[str, str | None]:
    return {row["id"]: row["title"] for row in corpus.rows("SELECT id, title FROM articles")}


def _take_back(corpus: Corpus) -> None:
    for field in _FIELDS:
        rows = corpus.rows("SELECT * FROM by_hand WHERE field = ? ORDER BY position DESC, row_id", [field])
        for row in rows:
            corpus.execute(
                f"UPDATE articles SET {field} = ? WHERE id = ? AND {field} IS ?",
                (row["was"], row["row_id"], row["value"]),
            )
        corpus.execute("DELETE FROM by_hand WHERE field = ?", [field])


def _change(corpus: Corpus, line: Correction, article: str, field: str, value: str | None) -> None:
    was = corpus.value(f"SELECT {field} FROM articles WHERE id = ?", [article])
    corpus.execute(f"UPDATE articles SET {field} = ? WHERE id = ?", (value, article))
    remember(corpus, line, article, article, field, was, value)


def _set(corpus: Corpus, line: Correction, *, field: str) -> str:
    if problem := _unknown(corpus, line.id):
        return problem
    if field == "published" and not _is_date(line.value):
        return f"{line.value!r} is no date; write 2015, 2015-06 or 2015-06-30"
    if field == "title" and not line.value:
        return "no title is given"
    _change(corpus, line, line.id, field, line.value or None)
    return ""


def _is_date(text: str) -> bool:
    """An empty date says that none is known."""
    if not text:
        return True
    if not (match := _DATE.fullmatch(text)):
        return False
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:  # such as a 13th month
        return False
    return True


def _merge_family(corpus: Corpus, line: Correction) -> str:
    """The whole family of `line.id` goes to the head of the family of `line.value`."""
    if problem := _unknown(corpus, line.id) or _unknown(corpus, line.value):
        return problem
    head, other = _head(corpus, line.value), _head(corpus, line.id)
    if head == other:
        return "they are one family already"
    for row in corpus.rows("SELECT id FROM articles WHERE coalesce(family_id, id) = ? ORDER BY id", [other]):
        _change(corpus, line, row["id"], "family_id", head)
    return ""


def _part_family(corpus: Corpus, line: Correction) -> str:
    """The article stands alone; when it was the head, the earliest of the others becomes theirs."""
    if problem := _unknown(corpus, line.id):
        return problem
    others = corpus.rows(
        "SELECT id FROM articles WHERE coalesce(family_id, id) = ? AND id != ? ORDER BY published IS NULL, published, id",
        [_head(corpus, line.id), line.id],
    )
    if not others:
        return "it stands alone already"
    if _head(corpus, line.id) == line.id:
        for row in others:
            _change(corpus, line, row["id"], "family_id", others[0]["id"])
    _change(corpus, line, line.id, "family_id", line.id)
    return ""


def _head(corpus: Corpus, article: str) -> str:
    return str(corpus.value("SELECT coalesce(family_id, id) FROM articles WHERE id = ?", [article]))


def _unknown(corpus: Corpus, article: str) -> str:
    return "" if corpus.value("SELECT 1 FROM articles WHERE id = ?", [article]) else f"there is no article {article}"


_HOW: dict[str, Callable[[Corpus, Correction], str]] = {
    **{f"set_{field}": partial(_set, field=field) for field in ("title", "author", "published")},
    "merge_family": _merge_family,
    "part_family": _part_family,
}
