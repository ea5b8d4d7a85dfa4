"""A theme's row from its statements: counts by article, family, source, side, year and object."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from corpus.records import Theme, ThemeMember
from corpus.store import Corpus

SIDE_COLUMN = {"frustration": "holder", "recommendation": "addressee"}
SIDES_COUNTED = ("cmo", "cio", "both", "org", "other", "none")

Row = dict[str, Any]

_STATEMENTS = """
SELECT statements.id, statements.text, statements.holder, statements.target, statements.addressee,
       statements.article_id, statements.position, statements.start, coalesce(articles.family_id, articles.id) AS family_id,
       articles.source_id, CAST(substr(articles.published, 1, 4) AS INTEGER) AS year, codings.text_sha256
FROM statements JOIN articles ON articles.id = statements.article_id
LEFT JOIN codings ON codings.article_id = statements.article_id
WHERE statements.kind = ? AND statements.not_factual = 0
ORDER BY statements.text, statements.id
"""


def statements_of(corpus: Corpus, kind: str) -> list[Row]:
    """Return the statements of a kind in canonical order: by their words, so that the order of files cannot matter."""
    objects: dict[str, list[str]] = defaultdict(list)
    for row in corpus.rows("SELECT statement_id, object FROM statement_objects ORDER BY statement_id, object"):
        objects[row["statement_id"]].append(row["object"])
    return [{**row, "objects": objects[row["id"]]} for row in corpus.rows(_STATEMENTS, [kind])]


def theme_row(
    theme_id: str, kind: str, members: Sequence[Row], probability: Mapping[str, float], told: Mapping[str, Any]
) -> Theme:
    """Return the theme of `members`, the most typical first; `told` holds its words, firmness and place."""
    side = SIDE_COLUMN[kind]
    families_of = {s: {m["family_id"] for m in members if m[side] == s} for s in SIDES_COUNTED}
    years = Counter(m["year"] for m in members if m["year"])
    sides: dict[str, Any] = {f"by_{s}": len(families_of[s]) for s in SIDES_COUNTED}
    return Theme(
        id=theme_id,
        kind=kind,
        statements=len(members),
        articles=len({m["article_id"] for m in members}),
        families=len({m["family_id"] for m in members}),
        sources=len({m["source_id"] for m in members if m["source_id"]}),
        **sides,
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        entropy=entropy(m["source_id"] for m in members),
        members=tuple(ThemeMember(m["id"], probability[m["id"]], rank) for rank, m in enumerate(members, 1)),
        years=tuple((year, years[year], _families(members, "year", year)) for year in sorted(years)),
        objects=tuple(
            (name, n, len({m["family_id"] for m in members if name in m["objects"]}))
            for name, n in sorted(Counter(name for m in members for name in m["objects"]).items())
        ),
        **told,
    )


def _families(members: Iterable[Row], column: str, value: object) -> int:
    return len({m["family_id"] for m in members if m[column] == value})


def entropy(sources: Iterable[str | None]) -> float:
    """Return how evenly a theme is spread over publications, in bits: 0 when one publication has it all."""
    counts = Counter(source for source in sources if source)
    total = sum(counts.values())
    return round(-sum(n / total * math.log2(n / total) for n in counts.values()), 3) + 0.0
