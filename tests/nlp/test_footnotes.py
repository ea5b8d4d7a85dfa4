"""Marks of footnotes are blanked out where they hinder, and everything else stays where it is."""

from __future__ import annotations

import pytest

from nlp.footnotes import masked
from nlp.pipeline import load_pipeline
from nlp.register.catalogue import shipped_catalogue
from nlp.register.likeness import Likeness
from nlp.register.merge import merge
from nlp.register.naming import namer_of
from nlp.register.passages import told_in
from nlp.register.resolve import Resolver
from nlp.register.stage import catalogue_findings

MARKS = {
    "after a full stop": ("so do 76% of the CMOs.4 Next", "so do 76% of the CMOs.  Next"),
    "after a percent sign": ("up from 40%.9", "up from 40%. "),
    "after a quotation": ("“We wait.”12", "“We wait.”  "),
    "in brackets": ("They wait [3].", "They wait    ."),
    "superscript": ("They wait.¹²", "They wait.  "),
}
NONE = (
    "No.4 in the list",
    "version v.12",
    "of 4.5 percent",
    "in 2014.",
    "the Web 2.0 age",
    "9.30 in the morning",
    "Fig.3",
)


@pytest.mark.parametrize(("text", "expected"), MARKS.values(), ids=MARKS.keys())
def test_a_mark_is_blank_and_all_else_keeps_its_place(text, expected):
    assert masked(text) == expected and len(expected) == len(text)


@pytest.mark.parametrize("text", NONE)
def test_a_number_of_the_text_stays(text):
    assert masked(text) == text


# What it is for: a figure is read as if the mark were not there ---------------------------------------------------------


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver(namer_of(shipped_catalogue()), shipped_catalogue().figures)


TOLD = {
    "so do the others, with a footnote": (
        "EPAM and The CMO Club put a question on mobile apps to 200 chiefs of each kind. "
        "86% of the CIOs believe the apps are theirs; so do 76% of the CMOs.4",
        [(86.0, "cio", "believe the apps are theirs", "epam-2014"), (76.0, "cmo", "believe the apps are theirs", "epam-2014")],
    ),
    "named by some, between subject and verb": (
        "Edelman Berland polled 201 marketing and IT leaders for the hosting company Rackspace. "
        "The top gripe of marketers, named by 46 percent, is how slowly IT gets things done.",
        [(46.0, "cmo", "top gripe of marketers is how slowly IT gets things done", "rackspace-2015")],
    ),
    "asked in the same sentence": (
        "A marketer had a word with me. When Rackspace polled 201 American marketing and IT leaders in 2015, "
        "72 percent said that working together brings success.",
        [(72.0, "both", "said that working together brings success", "rackspace-2015")],
    ),
    "the other side named instead": (
        "IDG Enterprise recorded a tug in its 2013 Partnership Survey: 33% of CMOs name marketing as the driver and 22% name IT, "
        "whereas 42% of CIOs say IT and 13% say marketing.",
        [(33.0, "cmo", "name marketing as the driver", "idg-partnership-2013"),
         (22.0, "cmo", "name IT as the driver", "idg-partnership-2013"),
         (42.0, "cio", "name IT as the driver", "idg-partnership-2013"),
         (13.0, "cio", "name marketing as the driver", "idg-partnership-2013")],
    ),
    "a clause that tells of the asking": (
        "When Forrester put its questions to some 400 marketing executives in 2006, marketing set the agenda for its own "
        "technology at 63 percent of companies.",
        [(63.0, "org", "marketing set the agenda for its own technology", "forrester-2006")],
    ),
    "a study on both sides is made by neither": (
        "The paper starts from the CMO-CIO study that Accenture Interactive brought out in 2013. "
        "According to the study, 77 percent of CIOs say that getting in step with marketing matters to them.",
        [(77.0, "cio", "say that getting in step with marketing matters to them", "accenture-2013")],
    ),
    "their study, of two makers": (
        "Forrester and Forbes are more cheerful. In their study 70% of IT leaders speak of shared ownership.",
        [(70.0, "cio", "speak of shared ownership", "forrester-forbes-2013")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TOLD.values(), ids=TOLD.keys())
def test_a_figure_is_read_with_its_people_its_claim_and_its_study(text, expected, resolver):
    told, _ = told_in(text, "a1", None, load_pipeline(), resolver)
    assert [
        (t.value, t.population, t.claim.removeprefix("The "), t.study) for t in told if t.nature != "sample"
    ] == expected


def test_a_figure_whose_people_are_only_surmised_joins_the_finding_of_equal_value_and_claim(resolver):
    text = (
        "Rackspace surveyed leaders of both kinds in 2015. Of the marketers, 44 percent say IT does not understand marketing. "
        "72 percent say working together brings success."
    )
    told, _ = told_in(text, "a1", None, load_pipeline(), resolver)
    last = told[-1]
    assert last.surmised and last.population == "cmo"
    findings = merge(catalogue_findings(shipped_catalogue()), told, Likeness())
    assert next(f.id for f in findings if last in [t for t, _ in f.tellings]) == "rackspace-2015-04"
