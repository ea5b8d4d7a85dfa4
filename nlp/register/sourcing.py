"""Give each figure of the corpus its study, article by article, and the people asked where the text is silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.store import Corpus
from nlp.register.catalogue import Study
from nlp.register.resolve import Answer, Question, Resolver, asked_side, studies_met
from nlp.units import Unit, units

#: Begins the reason of a population that the study gave, so that a rerun asks anew.
BY_STUDY = "asked by the study: "
_FIGURES = """
SELECT id, start, value, unit, population, population_why, claim FROM statistics WHERE article_id = ? ORDER BY start, "end", id
"""


def source_figures(corpus: Corpus, resolver: Resolver) -> dict[str, Study]:
    """Set `study_id`, `study_why` and silent populations of all figures; return the candidates that articles made.

    Use inside a transaction. The candidates' rows are written, because the figures refer to them.
    """
    met: dict[str, Study] = {}
    articles = corpus.rows(
        "SELECT id, text, title, published FROM articles WHERE id IN (SELECT article_id FROM statistics) ORDER BY id"
    )
    for article in articles:
        rows = corpus.rows(_FIGURES, [article["id"]])
        answers = _answers(article, rows, resolver)
        met.update(studies_met(answers))
        for row, answer in zip(rows, answers, strict=True):
            _write(corpus, row, answer, met)
    return met


def _answers(article: Mapping[str, Any], rows: Sequence[dict[str, Any]], resolver: Resolver) -> list[Answer]:
    cut = units(article["text"], article["title"])
    questions = [
        Question(_unit_at(cut, row["start"]), row["start"], row["value"], row["unit"], _told(row)[0], row["claim"])
        for row in rows
    ]
    printed = int(article["published"][:4]) if (article["published"] or "")[:4].isdigit() else None
    return resolver.resolve(cut, questions, printed)


def _unit_at(cut: Sequence[Unit], start: int) -> int:
    return next((n for n, unit in enumerate(cut) if unit.start <= start < unit.end), 0)


def _told(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return the population that the text itself tells, and why."""
    if row["population_why"].startswith(BY_STUDY):
        return "none", row["population_why"].removeprefix(BY_STUDY)
    return row["population"], row["population_why"]


def _write(corpus: Corpus, row: Mapping[str, Any], answer: Answer, met: Mapping[str, Study]) -> None:
    population, why = _told(row)
    if asked := asked_side(answer.study, population, why):
        population, why = asked[0], BY_STUDY + why
    if answer.study and answer.study.id in met:
        corpus.execute(
            "INSERT OR IGNORE INTO studies (id, title, organisation, origin, candidate) VALUES (?, ?, ?, 'corpus', 1)",
            [answer.study.id, answer.study.title, answer.study.organisation],
        )
    corpus.execute(
        "UPDATE statistics SET study_id = ?, study_why = ?, population = ?, population_why = ? WHERE id = ?",
        [answer.study.id if answer.study else None, answer.why, population, why, row["id"]],
    )
