"""The catalogue: whole and consistent as it ships, refused with line and reason when it is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus.data import data_path
from corpus.errors import BadInput
from corpus.register import register_facts
from nlp.register.catalogue import read_catalogue, shipped_catalogue
from nlp.register.stage import register


def test_it_ships_filled_with_studies_figures_and_where_each_was_seen():
    catalogue = shipped_catalogue()
    known = [study for study in catalogue.studies.values() if not study.candidate]
    assert len(known) == 71 and len(catalogue.figures) > 470
    assert all(figure.url.startswith("http") for figure in catalogue.figures)
    assert all(study.url for study in known)


def test_a_name_that_leads_to_no_study_stays_a_candidate_and_one_without_an_organisation_is_no_source():
    catalogue = shipped_catalogue()
    figures = {figure.id: figure for figure in catalogue.figures}
    assert catalogue.studies[figures["koko-marketing-2018-01"].study].candidate == 1
    assert figures["unsourced-01"].study is None


def test_editions_are_studies_apart():
    figures = {figure.id: figure.study for figure in shipped_catalogue().figures}
    assert (figures["accenture-2013-18"], figures["accenture-2014-04"]) == ("accenture-2013", "accenture-2014")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(data_path("datasets", "studies"), tmp_path / "studies"))


def spoil(file: Path, line: int, old: str, new: str) -> None:
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    assert old in lines[line - 1], lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new, 1)
    file.write_text("".join(lines), encoding="utf-8")


SPOILT = {
    "a year that is none": ("studies.csv", 3, ",2007,", ",MMVII,", "line 3, year: 'MMVII' is no year"),
    "an unknown column": ("studies.csv", 1, "sponsor", "payer", "line 1: there is no column 'payer'"),
    "a missing cell": ("studies.csv", 2, "forrester-2006,", "", "line 2: 10 cells under 11 columns"),
    "an id twice": ("studies.csv", 3, "forrester-2007", "forrester-2006", "line 3: the id 'forrester-2006' stands"),
    "an address that is none": ("figures.csv", 2, "https://", "ftp://", "line 2, url"),
    "an unknown agreement": ("figures.csv", 2, ",exact,", ",sure,", "line 2, agreement: 'sure' is none of"),
    "a value outside its bounds": ("figures.csv", 2, ",10,10,10,", ",10,11,12,", "line 2: value 10 lies outside"),
    "an unknown finding": ("figures.csv", 4, "accenture-2013-04", "accenture-2013-99", "line 4, finding"),
    "a name for no study": (
        "names.csv",
        3,
        "accenture-forrester-2015",
        "nobody",
        "line 3, study: 'nobody' is not known",
    ),
    "a link to nowhere": ("links.csv", 2, "accenture-2014-05", "nowhere", "line 2, finding: 'nowhere' is not known"),
    "an open quotation mark": ("links.csv", 2, "42%", '"42%" of', "line 2"),
}


@pytest.mark.parametrize("case", SPOILT.values(), ids=SPOILT.keys())
def test_a_catalogue_that_is_not_right_is_refused_with_line_and_reason(folder, case):
    name, line, old, new, told = case
    spoil(folder / name, line, old, new)
    with pytest.raises(BadInput) as refused:
        read_catalogue(folder)
    assert name in str(refused.value) and told in str(refused.value)


def test_the_register_is_there_before_the_first_article_and_a_rerun_changes_no_row(corpus):
    register(corpus)
    first = register_facts(corpus)
    register(corpus)
    assert register_facts(corpus) == first
    assert len(first["findings"]) > 400 and len(first["conflicts"]) >= 15


def test_a_finding_keeps_every_value_told_and_shows_the_span_of_the_sound_ones(corpus):
    register(corpus)
    findings = {row["id"]: row for row in register_facts(corpus)["findings"]}
    drifted = findings["accenture-2013-04"]
    assert (drifted["low"], drifted["high"], drifted["retellings"]) == (55, 57, 5)
    assert "44% (complement)" in drifted["told"] and "57% (rounded)" in drifted["told"]
    misprinted = findings["cmo-council-kpmg-2021-02"]
    assert (misprinted["low"], misprinted["high"], misprinted["agreement"]) == (60, 60, "misprint")
    assert "69% (misprint)" in misprinted["told"]
