"""Survey figures: the forms they take, who was asked, and what is none."""

from __future__ import annotations

import pytest

from nlp.forms import counts, figures
from nlp.numbers import number
from nlp.pipeline import load_pipeline
from nlp.populations import Before
from nlp.sides import mentions
from nlp.statistics import statistics_of
from nlp.units import units


def found(text: str, before: Before = Before()) -> list[tuple[float, str]]:  # noqa: B008 - frozen
    (unit, *rest) = units(text)
    assert not rest, "one sentence a case"
    doc = load_pipeline()(unit.text)
    return [(f.figure.value, f.population) for f in statistics_of(unit, doc, mentions(doc), before)]


FORMS = {
    "percent sign": ("77% of CIOs call it important.", [(77, "cio")]),
    "percent in two words": ("Of CMOs, 56 per cent said the same.", [(56, "cmo")]),
    "number in words": ("Seventy-seven percent of CIOs said so.", [(77, "cio")]),
    "one in ten": ("Only one in 10 marketing and IT executives is content.", [(10, "both")]),
    "nine in ten": ("Nine in ten CIOs told the survey so.", [(90, "cio")]),
    "out of": ("More than three out of four CIOs agree.", [(75, "cio")]),
    "third": ("A third of marketers said no.", [(33.33, "cmo")]),
    "two thirds": ("Two-thirds of IT leaders want more.", [(66.67, "cio")]),
    "half told twice": ("Nearly half, 49%, of IT executives complained.", [(49, "cio")]),
    "bracketed pair": ("Few rated it well (marketing: 62%; IT: 75%) in the poll.", [(62, "cmo"), (75, "cio")]),
    "respectively": ("41 and 39 percent of CMOs and CIOs, respectively, say so.", [(41, "cmo"), (39, "cio")]),
    "one clause each": (
        "The study says 45% of marketing executives and 47% of IT executives like it.",
        [(45, "cmo"), (47, "cio")],
    ),
    "sample": ("IBM surveyed 1,734 CMOs that year.", [(1734, "cmo")]),
    "a word that also names a rate": ("60 percent of CIOs rank uptime first.", [(60, "cio")]),
    "relations are fine": ("44 percent of CMOs say that relations are fine.", [(44, "cmo")]),
    "per cent sign apart": ("77 per cent of CIOs said so in the poll.", [(77, "cio")]),
    "one-in-10": ("Only one-in-10 CIOs told the survey so.", [(10, "cio")]),
    "seven in ten in digits": ("7 in 10 CIOs agree.", [(70, "cio")]),
    "almost": ("Almost 60% of marketers polled agree.", [(60, "cmo")]),
    "less than half, with the number": ("Less than half (46%) of CMOs agreed.", [(46, "cmo")]),
    "range with a dash": ("20-40% of marketers in the survey do so.", [(30, "cmo")]),
    "range in words": ("Between 23% and 32% of CIOs in the survey do so.", [(27.5, "cio")]),
    "respectively, each with its percent": (
        "60 percent and 73 percent of CMOs and CIOs, respectively, use it, the study says.",
        [(60, "cmo"), (73, "cio")],
    ),
    "up from": ("44 percent of CIOs have trouble, up from 36, the survey says.", [(44, "cio"), (36, "cio")]),
    "points": ("CIOs see the level of trust up 8 points in the survey.", [(8, "cio")]),
    "times": ("The survey says that such companies are four times as likely to lead.", [(4, "org")]),
    "twice": ("Leaders were twice as likely to plan, the survey found.", [(2, "org")]),
    "decimal shares of revenue": ("CMOs put 3.24% of revenue into technology, the survey says.", [(3.24, "cmo")]),
    "sample in digits": ("405 marketing leaders answered the survey.", [(405, "cmo")]),
    "table cells": ("Wave: 30% | 25% |", [(30, "none"), (25, "none")]),
    "unit word lost": ("Forty-five of every hundred CIOs asked said no.", [(45, "cio")]),
    "half of people, with the number": ("Nearly half of CMOs (47 percent) say that IT lacks staff.", [(47, "cmo")]),
    "one respondent in nine": ("Only one CIO in nine told the survey so.", [(11.11, "cio")]),
    "every second": ("Every second CIO in the poll comes too late.", [(50, "cio")]),
    "n equals": ("Base: n = 312 marketing leaders.", [(312, "cmo")]),
    "under": ("The survey found that fewer than one in ten CMOs trust IT.", [(10, "cmo")]),
}


@pytest.mark.parametrize(("text", "expected"), FORMS.values(), ids=FORMS.keys())
def test_a_form_of_figure_is_found_with_who_was_asked(text, expected):
    assert found(text) == expected


NONE = {
    "price": "The report costs $1,495 a copy.",
    "year": "In 2013 the two stopped talking.",
    "weeks": "It took the team 11 weeks.",
    "list number": "3. Agree on one owner.",
    "relative chance": "They were 76 percent more likely to grow.",
    "fine": "The fine is four percent of turnover.",
    "age": "He had been there for 8 years.",
    "web version": "Web 2.0 was all the rage.",
    "round the clock": "Support is there 24/7.",
    "phone": "Call marketing or IT on 212-555-0147.",
    "enrolment counter": "More than 3,000 people read this newsletter on marketing and IT each week.",
    "view counter": "1,204 views and 36 likes for CMOs and CIOs",
    "page number": "See page 12 for what the CIOs said.",
    "footnote digit": "See what the CIOs said.3",
    "age of an article": "This text on IT is more than 8 years old.",
    "metropolitan areas": "Marketers in 24 metropolitan areas can sign up.",
    "rank": "Marketing ranked tenth among those that IT serves.",
    "share of a job": "The project was 90 percent done when marketing stopped it.",
    "discount": "Save 30% on tickets for the CMO and CIO summit.",
    "own growth": "Our agency grew sales by 40 percent after IT joined.",
    "half of a thing": "Half of the meeting went to the logo, says the CIO.",
    "third party": "A third party runs the servers for marketing.",
    "quite": "This is 100 percent the fault of IT, says the CMO.",
    "the size of firms": "The survey went to companies with revenues above US$500 million.",
    "how often": "They meet twice a week, says the CIO.",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_a_number_that_counts_no_survey_is_left_out(text):
    assert found(text) == []


FORECASTS = {
    "predicted": "By 2020, CMOs will control 50 percent of budgets, the analysts predict.",
    "expected": "Gartner expects that 25 percent of organisations will have a chief digital officer by 2017.",
    "without a number": "By 2017 CMOs will spend more on technology than CIOs.",
}


@pytest.mark.parametrize("text", FORECASTS.values(), ids=FORECASTS.keys())
def test_a_forecast_is_kept_apart_from_what_was_measured(text):
    (unit,) = units(text)
    doc = load_pipeline()(unit.text)
    assert [f.nature for f in statistics_of(unit, doc, mentions(doc), Before())] == ["forecast"]


def test_a_change_is_no_level():
    (unit,) = units("CIOs see the level of trust up 8 points in the survey.")
    doc = load_pipeline()(unit.text)
    assert [f.nature for f in statistics_of(unit, doc, mentions(doc), Before())] == ["change"]


def test_of_them_means_those_told_of_before():
    assert found("Of them, 12 percent left.", Before(population="cio", figure=True, survey=True)) == [(12, "cio")]


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [("nearly 50%", 45, 50), ("about 50%", 47, 53), ("more than 50%", 50, 55), ("less than 50%", 45, 50)],
)
def test_a_qualifier_widens_the_bounds_as_the_word_does(words, low, high):
    (figure,) = figures(f"In all {words} of CMOs agreed.")
    assert (figure.low, figure.high) == (low, high)


@pytest.mark.parametrize(("words", "low", "high"), [("about 500", 475, 525), ("more than 1,000", 1000, 1050)])
def test_a_qualified_count_has_bounds_in_people(words, low, high):
    (figure,) = counts(f"They asked {words} marketers.")
    assert (figure.low, figure.high) == (low, high)


def test_a_range_keeps_both_ends():
    (figure,) = figures("The study puts it at 23-32% of them.")
    assert (figure.value, figure.low, figure.high) == (27.5, 23, 32)


def test_words_that_are_no_number_are_refused():
    with pytest.raises(ValueError, match="no number"):
        number("dozen")
