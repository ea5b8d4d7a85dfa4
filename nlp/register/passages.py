"""The tellings of a text by itself, without a corpus: for measuring and for tests."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.language import Language

from nlp.populations import FROM_BEFORE
from nlp.reading import read
from nlp.register.catalogue import Study
from nlp.register.resolve import Question, Resolver, asked_side, studies_met
from nlp.register.tellings import TARGET, Telling
from nlp.statistics import FoundFigure, figures_of
from nlp.units import Unit


def told_in(
    text: str, article: str, url: str | None, nlp: Language, resolver: Resolver
) -> tuple[list[Telling], Mapping[str, Study]]:
    """Return the tellings of a text in order, and the candidates that it names; ids are the article's and a number."""
    reading = read(nlp, text, None)
    found = list(figures_of(reading))
    questions = [_question(reading.units, unit, figure) for unit, figure in found]
    answers = resolver.resolve(reading.units, questions, None)
    tellings = []
    for n, ((unit, figure), answer) in enumerate(zip(found, answers, strict=True)):
        asked = asked_side(answer.study, figure.population, figure.population_why)
        tellings.append(
            Telling(
                id=f"{article}-{n}",
                study=answer.study.id if answer.study else None,
                population=asked[0] if asked else figure.population,
                claim=figure.claim,
                value=figure.figure.value,
                low=figure.figure.low,
                high=figure.figure.high,
                unit=figure.figure.unit,
                qualifier=figure.figure.qualifier or "",
                nature=figure.nature,
                as_told=unit.text[figure.figure.start : figure.figure.end],
                subgroup=figure.subgroup,
                article=article,
                family=article,
                url=url,
                note=f"by {match[1]}" if (match := TARGET.search(unit.text)) else "",
                surmised=figure.population_why == FROM_BEFORE,
            )
        )
    return tellings, studies_met(answers)


def _question(units: list[Unit], unit: Unit, figure: FoundFigure) -> Question:
    return Question(
        units.index(unit), figure.figure.start, figure.figure.value, figure.figure.unit, figure.population, figure.claim
    )
