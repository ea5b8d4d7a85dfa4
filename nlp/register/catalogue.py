"""The catalogue: studies and figures known beforehand, as datasets/studies/ holds them, checked when it is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from corpus.data import data_path
from corpus.errors import BadInput
from nlp.register import tables
from nlp.register.tables import Row, read_table

#: How one telling of a figure may depart from another.
AGREEMENTS = (
    "exact", "rounded", "complement", "sum_and_parts", "population_drift", "year_drift", "forecast_moved",
    "claim_changed", "misprint", "different_surveys", "chance_equality", "unresolved",
)  # fmt: skip
UNITS = ("percent", "count", "ratio", "money", "rank", "multiple")
NATURES = ("level", "change", "sample", "forecast")
ASKED = ("cmo", "cio", "both", "org", "other", "none")
QUALIFIERS = ("", "about", "over", "under", "nearly", "only")
SEPARATOR = " / "
#: A candidate's name of so many words is taken for a title by which texts name it.
LONG_TITLE = 4


@dataclass(frozen=True)
class Study:
    """A study edition; `titles` are phrases that name it in a text, `side` is whom it asked.

    A `candidate` is a name met somewhere that nobody has confirmed.
    """

    id: str
    title: str
    organisation: str
    sponsor: str = ""
    year: int | None = None
    sample: str = ""
    population: str = ""
    side: str = "none"
    titles: tuple[str, ...] = ()
    url: str = ""
    note: str = ""
    origin: str = "catalogue"
    candidate: int = 0
    by_hand: int = 0

    @property
    def makers(self) -> tuple[str, ...]:
        """The organisations that made it, one by one."""
        return tuple(part.strip() for part in self.organisation.split(SEPARATOR) if part.strip())


@dataclass(frozen=True)
class CatalogueFigure:
    """A figure as some page told it; `finding` is the id of the figure that stands for all that tell the same."""

    id: str
    finding: str
    study: str | None
    year: int | None
    value: float
    low: float
    high: float
    unit: str
    qualifier: str
    nature: str
    population: str
    claim: str
    agreement: str
    url: str
    note: str


@dataclass(frozen=True)
class Link:
    """Two findings that are kept apart though something ties them."""

    finding: str
    other: str
    kind: str
    note: str


@dataclass(frozen=True)
class Catalogue:
    """All that is known beforehand: studies by id (candidates among them), figures, links, spellings of organisations."""

    studies: Mapping[str, Study]
    figures: tuple[CatalogueFigure, ...] = ()
    links: tuple[Link, ...] = ()
    spellings: Mapping[str, str] = field(default_factory=dict)


STUDY_COLUMNS = {
    "id": tables.filled, "title": tables.filled, "organisation": tables.filled, "sponsor": tables.text,
    "year": tables.year, "sample": tables.text, "population": tables.text, "side": tables.one_of(*ASKED, ""),
    "titles": tables.text, "url": tables.address, "note": tables.text,
}  # fmt: skip
_FIGURE_COLUMNS = {
    "id": tables.filled, "finding": tables.filled, "study": tables.filled, "year": tables.year, "value": tables.number,
    "low": tables.number, "high": tables.number, "unit": tables.one_of(*UNITS),
    "qualifier": tables.one_of(*QUALIFIERS), "nature": tables.one_of(*NATURES), "population": tables.one_of(*ASKED),
    "claim": tables.filled, "agreement": tables.one_of(*AGREEMENTS), "url": tables.address, "note": tables.text,
}  # fmt: skip
_NAME_COLUMNS = {
    "name": tables.filled, "year": tables.year, "study": tables.text, "organisation": tables.text,
    "title": tables.text, "note": tables.text,
}  # fmt: skip
_LINK_COLUMNS = {
    "finding": tables.filled, "other": tables.filled, "kind": tables.one_of(*AGREEMENTS), "note": tables.filled
}  # fmt: skip
_SPELLING_COLUMNS = {"organisation": tables.filled, "spelling": tables.filled}


@cache
def shipped_catalogue() -> Catalogue:
    """Return the catalogue that ships with Crosstalk."""
    return read_catalogue(data_path("datasets", "studies"))


def read_catalogue(folder: Path) -> Catalogue:
    """Read and check a folder of studies.csv, names.csv, figures.csv, links.csv and organisations.csv.

    Raises BadInput with file, line and reason for a cell, a reference or an id that is not right.
    """
    listed = _rows(folder, "studies", STUDY_COLUMNS)
    studies = {row["id"]: study_of(row) for row in listed}
    _refuse_twice(folder / "studies.csv", [row["id"] for row in listed])
    names = {(row["name"], row["year"]): row for row in _rows(folder, "names", _NAME_COLUMNS)}
    for row in names.values():
        _refer(folder / "names.csv", row, "study", row["study"], set(studies) | {""})
        if candidate := _candidate(row):
            studies[candidate.id] = candidate
    figures = _figures(folder, names)
    links = [_link(folder / "links.csv", row, figures) for row in _rows(folder, "links", _LINK_COLUMNS)]
    spelled = {row["spelling"]: row["organisation"] for row in _rows(folder, "organisations", _SPELLING_COLUMNS)}
    return Catalogue(studies, tuple(figures), tuple(links), spelled)


def study_of(row: Row) -> Study:
    """Return the study of a row of STUDY_COLUMNS."""
    told = {name: row[name] for name in STUDY_COLUMNS}
    titles = tuple(title.strip() for title in row["titles"].split("|") if title.strip())
    return Study(**{**told, "titles": titles, "side": row["side"] or "none"})


def candidate_id(organisation: str, title: str, year: int | None) -> str:
    """Return the id of a study that is known by name only."""
    words = " ".join(part for part in (organisation, title) if part)
    return "candidate-" + "-".join(part for part in (_slug(words)[:60].strip("-"), str(year or "")) if part)


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def _candidate(row: Row) -> Study | None:
    """A name that leads to no study is a candidate when it names an organisation, else no source at all."""
    if row["study"] or not row["organisation"]:
        return None
    title = row["title"] or f"{row['organisation']}, untitled"
    return Study(
        id=candidate_id(row["organisation"], row["title"], row["year"]),
        title=title,
        organisation=row["organisation"],
        year=row["year"],
        titles=(row["title"],) if len(row["title"].split()) >= LONG_TITLE else (),
        note=row["note"],
        candidate=1,
    )


def _figures(folder: Path, names: Mapping[tuple[str, int | None], Row]) -> list[CatalogueFigure]:
    file = folder / "figures.csv"
    rows = _rows(folder, "figures", _FIGURE_COLUMNS)
    _refuse_twice(file, [row["id"] for row in rows])
    heads = {row["id"] for row in rows if row["id"] == row["finding"]}
    found = []
    for row in rows:
        _refer(file, row, "finding", row["finding"], heads)
        _refer(file, row, "study and year", (row["study"], row["year"]), set(names))
        if not row["low"] <= row["value"] <= row["high"]:
            raise BadInput(f"{file}, line {row['line']}: value {row['value']:g} lies outside its bounds.")
        name = names[row["study"], row["year"]]
        candidate = _candidate(name)
        study = name["study"] or (candidate.id if candidate else None)
        found.append(CatalogueFigure(**{**{k: row[k] for k in _FIGURE_COLUMNS}, "study": study}))
    return found


def _link(file: Path, row: Row, figures: list[CatalogueFigure]) -> Link:
    heads = {figure.finding for figure in figures}
    _refer(file, row, "finding", row["finding"], heads)
    _refer(file, row, "other", row["other"], heads - {row["finding"]})
    return Link(row["finding"], row["other"], row["kind"], row["note"])


def _rows(folder: Path, name: str, columns: Mapping[str, tables.Check]) -> list[Row]:
    return read_table(folder / f"{name}.csv", columns, frozenset(columns))


def _refer(file: Path, row: Row, column: str, value: object, known: set) -> None:
    if value not in known:
        raise BadInput(f"{file}, line {row['line']}, {column}: {value!r} is not known.")


def _refuse_twice(file: Path, ids: list[str]) -> None:
    for line, name in enumerate(ids, 2):
        if ids.index(name) != line - 2:
            raise BadInput(f"{file}, line {line}: the id {name!r} stands there twice.")
