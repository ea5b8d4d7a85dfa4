"""What is in a corpus: rows by table, pages by outcome, the last runs and the last errors."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from corpus.store import Corpus

TABLES = ("sources", "pages", "articles", "statements", "statistics", "studies", "themes", "theme_statements", "runs")
LAST = 8


def status(corpus: Corpus) -> dict[str, Any]:
    """Return the facts that `crosstalk status` prints."""
    return {
        "tables": {name: corpus.value(f"SELECT count(*) FROM {name}") for name in TABLES},
        "uncoded": corpus.value("SELECT count(*) FROM articles WHERE id NOT IN (SELECT article_id FROM codings)"),
        "pages": _pages(corpus),
        "runs": corpus.rows(f"SELECT id, command, started, finished, counts FROM runs ORDER BY id DESC LIMIT {LAST}"),
        "errors": corpus.rows(
            f"SELECT url, outcome, error FROM pages WHERE error IS NOT NULL ORDER BY fetched_at DESC, url LIMIT {LAST}"
        ),
    }


def _pages(corpus: Corpus) -> list[dict[str, Any]]:
    counts: dict[tuple[str, str], int] = {}
    for row in corpus.rows("SELECT url, outcome FROM pages"):
        key = (urlsplit(row["url"]).hostname or "", row["outcome"])
        counts[key] = counts.get(key, 0) + 1
    return [{"source": source, "outcome": outcome, "pages": n} for (source, outcome), n in sorted(counts.items())]
