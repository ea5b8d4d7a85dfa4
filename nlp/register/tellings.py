"""A telling: one figure told once, in an article here or on a page that the catalogue knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nlp.populations import FROM_BEFORE
from nlp.register.catalogue import CatalogueFigure

#: The year that a forecast is for.
TARGET = re.compile(r"\bby (?:the )?(?:end of )?(20[1-4]\d)\b", re.I)
#: Words before a number for each qualifier.
_SAID = {"about": "about ", "over": "more than ", "under": "less than ", "nearly": "nearly ", "only": "only ", "": ""}
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth"}
_ORDINALS |= {9: "ninth", 10: "tenth", 11: "eleventh", 12: "twelfth"}


@dataclass(frozen=True)
class Telling:
    """One figure told once; `finding` and `agreement` are set for the catalogue's, whose findings are known.

    `study` is the id of a study or candidate, None when no source is told; `family` is the text family of the article,
    None for a page of the catalogue; `year` is the year that the page gives the figure. `surmised` is set where the text
    does not say who was asked and `population` is whom the sentences before spoke of.
    """

    id: str
    study: str | None
    population: str
    claim: str
    value: float
    low: float
    high: float
    unit: str
    qualifier: str
    nature: str
    as_told: str
    subgroup: str | None = None
    article: str | None = None
    family: str | None = None
    url: str | None = None
    year: int | None = None
    finding: str | None = None
    agreement: str | None = None
    note: str = ""
    surmised: bool = False

    @property
    def origin(self) -> str:
        """Where it was met: catalogue or corpus."""
        return "catalogue" if self.article is None else "corpus"


def from_statistic(row: Mapping[str, Any]) -> Telling:
    """Return the telling of a row of `statistics` joined with its article's `url` and `family_id`."""
    return Telling(
        id=row["id"],
        study=row["study_id"],
        population=row["population"],
        claim=row["claim"],
        value=row["value"],
        low=row["low"],
        high=row["high"],
        unit=row["unit"],
        qualifier=row["qualifier"] or "",
        nature=row["nature"],
        as_told=row["words"],
        subgroup=row["subgroup"],
        article=row["article_id"],
        family=row["family_id"],
        url=row["url"],
        note=f"by {match[1]}" if (match := TARGET.search(row["text"])) else "",
        surmised=row["population_why"] == FROM_BEFORE,
    )


def from_catalogue(figure: CatalogueFigure) -> Telling:
    """Return the telling that a figure of the catalogue stands for."""
    return Telling(
        id=figure.id,
        study=figure.study,
        population=figure.population,
        claim=figure.claim,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        unit=figure.unit,
        qualifier=figure.qualifier,
        nature=figure.nature,
        as_told=said(figure),
        url=figure.url,
        year=figure.year,
        finding=figure.finding,
        agreement=figure.agreement,
        note=figure.note,
    )


def said(figure: CatalogueFigure) -> str:
    """Return a figure as one would write it: "about 400", "23-32%", "tenth"."""
    if not figure.qualifier and figure.low < figure.high:
        return f"{figure.low:g}-{_with_unit(figure.high, figure.unit)}"
    return _SAID[figure.qualifier] + _with_unit(figure.value, figure.unit)


def _with_unit(value: float, unit: str) -> str:
    match unit:
        case "percent":
            return f"{value:g}%"
        case "money":
            return f"${value / 1e9:g} billion" if value >= 1e9 else f"${value:,.10g}"
        case "rank":
            return _ORDINALS.get(int(value), f"number {value:g}")
        case "multiple":
            return f"{value:g} times"
        case "ratio":
            return f"{value:g} to 1"
        case _:
            return f"{value:,.10g}"
