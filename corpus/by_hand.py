"""The memory of corrections: which field of which row was changed by which line, what it was and what it is now."""

from __future__ import annotations

import json

from corpus.corrections import Correction
from corpus.store import Corpus

#: Corrections of articles, and of statements, in the words of corrections.csv.
ARTICLE_SORTS = ("set_title", "set_author", "set_published", "merge_family", "part_family")
STATEMENT_SORTS = ("set_kind", "set_holder", "set_target", "set_addressee", "drop_statement", "add_statement")


def line_of(correction: Correction) -> str:
    """Return what a correction asks, whoever asks it and wherever it stands in the file."""
    return json.dumps([correction.what, correction.id, correction.value], ensure_ascii=False)


def remember(
    corpus: Corpus, line: Correction, article: str, row: str, field: str, was: str | None, value: str | None
) -> None:
    """Write down one change; use inside a transaction."""
    corpus.execute(
        "INSERT OR REPLACE INTO by_hand VALUES (?, ?, ?, ?, ?, ?, ?)",
        (line.position, line_of(line), article, row, field, was, value),
    )


def by_hand(corpus: Corpus) -> dict[str, str]:
    """Return for each article and statement that was corrected what of it, such as "holder, target"."""
    fields: dict[str, list[str]] = {}
    for row in corpus.rows(
        "SELECT DISTINCT row_id, field FROM by_hand WHERE field != 'dropped' ORDER BY row_id, field"
    ):
        fields.setdefault(row["row_id"], []).append(row["field"].removesuffix("_id"))
    return {row: ", ".join(names) for row, names in fields.items()}
