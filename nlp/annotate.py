"""The annotate stage: code what is new or changed, an article a transaction, so that a stop loses none that is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from corpus.article_corrections import correct_articles
from corpus.by_hand import ARTICLE_SORTS, STATEMENT_SORTS
from corpus.corrections import load_corrections, misfits, note_outcomes, owned
from corpus.records import Article, Statement, Statistic
from corpus.runs import run
from corpus.stages import only_stage_of
from corpus.store import Corpus
from nlp.checksum import text_sha256
from nlp.coder import Coder
from nlp.register.stage import register
from nlp.statement_corrections import correct_statements, forget_corrections, free_changed

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class AnnotateReport:
    """What one run did: articles coded now, articles that were coded already, and what the corpus holds after it."""

    coded: int
    unchanged: int
    frustrations: int
    recommendations: int
    statistics: int
    corrected: int = 0
    notes: tuple[str, ...] = ()


def annotate(
    corpus: Corpus, coder: Coder, progress: Progress | None = None, corrections: Path | None = None
) -> AnnotateReport:
    """Code all articles whose text or coder has changed since they were last coded; then make the register anew.

    Corrections of articles are applied before, those of statements after it; the coding of an article is made anew when a
    correction of it was taken back.
    """
    with only_stage_of(corpus), run(corpus, "annotate", {"coder": coder.version}) as record:
        lines = load_corrections(corpus, corrections)
        outcomes = correct_articles(corpus, owned(lines, ARTICLE_SORTS))
        free_changed(corpus, owned(lines, STATEMENT_SORTS))
        due = [row["id"] for row in corpus.rows(_DUE, [coder.version]) if _is_due(row)]
        total = corpus.value("SELECT count(*) FROM articles")
        for n, article_id in enumerate(due, 1):
            _code(corpus, coder, article_id)
            if progress:
                progress(n, len(due))
        outcomes += correct_statements(corpus, owned(lines, STATEMENT_SORTS))
        with corpus.transaction():
            note_outcomes(corpus, outcomes)
        register(corpus)
        report = _report(corpus, len(due), total - len(due))
        applied = sum(done.outcome == "applied" for done in outcomes)
        record.counts = _without(asdict(report), "notes") | {"corrected": applied}
    return replace(report, corrected=applied, notes=misfits(lines, outcomes))


_DUE = """
SELECT articles.id, articles.text, codings.text_sha256, codings.coder = ? AS same_coder
FROM articles LEFT JOIN codings ON codings.article_id = articles.id ORDER BY articles.id
"""


def _is_due(row: dict[str, object]) -> bool:
    return not row["same_coder"] or row["text_sha256"] != text_sha256(str(row["text"]))


def _code(corpus: Corpus, coder: Coder, article_id: str) -> None:
    (row,) = corpus.rows("SELECT * FROM articles WHERE id = ?", [article_id])
    article = Article(**row)
    # Only English is coded: another language's words would be read as if they were English.
    statements, statistics = coder.annotate(article) if article.language in (None, "en") else ([], [])
    with corpus.transaction():
        forget_corrections(corpus, article.id)
        _replace(corpus, article.id, statements, statistics)
        corpus.write(
            "codings",
            [{"article_id": article.id, "text_sha256": text_sha256(article.text), "coder": coder.version}],
            key="article_id",
        )


def _replace(corpus: Corpus, article_id: str, statements: list[Statement], statistics: list[Statistic]) -> None:
    """Put the new coding in place of the old; a statement that stays keeps its id and its place in a theme."""
    kept = {statement.id for statement in statements}
    for row in corpus.rows("SELECT id FROM statements WHERE article_id = ?", [article_id]):
        corpus.execute("DELETE FROM statement_objects WHERE statement_id = ?", [row["id"]])
        if row["id"] not in kept:
            corpus.execute("DELETE FROM theme_statements WHERE statement_id = ?", [row["id"]])
            corpus.execute("DELETE FROM statements WHERE id = ?", [row["id"]])
    corpus.execute("DELETE FROM statistics WHERE article_id = ?", [article_id])
    corpus.write("statements", (_without(asdict(s), "objects") for s in statements))
    objects = [{"statement_id": s.id, "object": name} for s in statements for name in s.objects]
    corpus.write("statement_objects", objects, key=("statement_id", "object"))
    corpus.write("statistics", (asdict(s) for s in statistics))


def _without(row: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != key}


def _report(corpus: Corpus, coded: int, unchanged: int) -> AnnotateReport:
    kinds = {r["kind"]: r["n"] for r in corpus.rows("SELECT kind, count(*) AS n FROM statements GROUP BY kind")}
    return AnnotateReport(
        coded=coded,
        unchanged=unchanged,
        frustrations=kinds.get("frustration", 0),
        recommendations=kinds.get("recommendation", 0),
        statistics=corpus.value("SELECT count(*) FROM statistics"),
    )
