"""What is in a corpus: rows by table, addresses by source and outcome with the last error, the last runs."""

from __future__ import annotations

from typing import Any

from corpus.store import Corpus

TABLES = ("sources", "pages", "articles", "statements", "statistics", "studies", "themes", "theme_statements", "runs")
LAST = 8
#: What went wrong with an address, as against what it simply is.
_WRONG = "('error', 'timeout', 'status', 'gone', 'too_large', 'soft_404', 'forbidden_by_robots', 'refused')"
_LAST_ERRORS = f"""
SELECT host, url, outcome, error, fetched_at FROM (
    SELECT *, row_number() OVER (PARTITION BY host ORDER BY fetched_at DESC, url) AS n
    FROM pages WHERE outcome IN {_WRONG} AND error IS NOT NULL AND fetched_at IS NOT NULL
) WHERE n = 1
"""


def status(corpus: Corpus) -> dict[str, Any]:
    """Return the facts that `crosstalk status` prints; the outcomes of all sources add up to the rows of `pages`."""
    sources = _sources(corpus)
    return {
        "tables": {name: corpus.value(f"SELECT count(*) FROM {name}") for name in TABLES},
        "uncoded": corpus.value("SELECT count(*) FROM articles WHERE id NOT IN (SELECT article_id FROM codings)"),
        "outcomes": _counts(corpus.rows("SELECT outcome, count(*) AS n FROM pages GROUP BY outcome ORDER BY outcome")),
        "sources": sources,
        "unfinished_crawls": corpus.rows("SELECT id, started FROM crawls WHERE finished IS NULL ORDER BY id"),
        "runs": corpus.rows(f"SELECT id, command, started, finished, counts FROM runs ORDER BY id DESC LIMIT {LAST}"),
    }


def _sources(corpus: Corpus) -> list[dict[str, Any]]:
    """Return the sources with what became of their addresses; hosts that are only linked to are one, named `outside`."""
    found: dict[str, dict[str, Any]] = {}
    for row in corpus.rows(
        "SELECT CASE WHEN outcome = 'outside' THEN 'outside' ELSE host END AS source, outcome, count(*) AS n "
        "FROM pages GROUP BY source, outcome ORDER BY source, outcome"
    ):
        source = found.setdefault(row["source"], {"source": row["source"], "outcomes": {}, "last_error": None})
        source["outcomes"][row["outcome"]] = row["n"]
    for row in corpus.rows(_LAST_ERRORS):
        if row["host"] in found:
            found[row["host"]]["last_error"] = {name: row[name] for name in ("url", "outcome", "error", "fetched_at")}
    return list(found.values())


def _counts(rows: list[dict[str, Any]]) -> dict[str, int]:
    return {row["outcome"]: row["n"] for row in rows}
