"""The tables of themes as they are published: with their links, likenesses, history, and what was changed by hand."""

from __future__ import annotations

from typing import Any

from corpus.store import Corpus

Row = dict[str, Any]

_TABLES = {
    "themes": "SELECT * FROM themes ORDER BY families DESC, statements DESC, id",
    "theme_statements": "SELECT * FROM theme_statements ORDER BY theme_id, rank",
    "theme_years": "SELECT * FROM theme_years ORDER BY theme_id, year",
    "theme_objects": "SELECT * FROM theme_objects ORDER BY theme_id, statements DESC, object",
    "theme_links": "SELECT * FROM theme_links ORDER BY frustration_id, rank",
    "theme_link_pairs": "SELECT * FROM theme_link_pairs ORDER BY frustration_id, recommendation_id, rank",
    "theme_neighbours": "SELECT * FROM theme_neighbours ORDER BY theme_id, rank",
    "statement_neighbours": "SELECT * FROM statement_neighbours ORDER BY statement_id, rank",
    "theme_history": "SELECT * FROM theme_history ORDER BY theme_id, run_id, event",
    "theme_moves": "SELECT * FROM theme_moves ORDER BY run_id, statement_id",
    # Who made a correction stays in the corpus: the site tells what and why.
    "corrections": "SELECT position, what, id, value, why, outcome, note FROM corrections ORDER BY position",
}


def theme_tables(corpus: Corpus) -> dict[str, list[Row]]:
    """Return the rows of each published table of themes by its name, parents before what refers to them."""
    return {name: corpus.rows(query) for name, query in _TABLES.items()}


def first_theme(corpus: Corpus) -> dict[str, str]:
    """Return the theme that each statement belongs to most."""
    rows = corpus.rows("SELECT statement_id, theme_id FROM theme_statements ORDER BY probability, theme_id DESC")
    return {row["statement_id"]: row["theme_id"] for row in rows}
