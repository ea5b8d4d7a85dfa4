"""Coding: plain cases of complaint and advice, whose they are, and that every offset holds."""

from __future__ import annotations

import pytest

from nlp.excluded import is_fiction, is_joke, never_a_statement
from nlp.pipeline import load_pipeline
from nlp.role_pain import frustration_roles
from nlp.role_turn import recommendation_roles
from nlp.roles import Context
from nlp.sides import mentions
from nlp.units import units
from tests.conftest import article

PAIN = {
    "one complains of the other": ("CIOs complain that marketing buys tools without asking.", "cio", "cmo"),
    "a pair": ("Marketing and IT still blame each other.", "both", "both"),
    "an offence": ("The IT department refuses every request.", "cmo", "cio"),
    "an offence of marketing": ("Marketers bypass the people who keep systems running.", "cio", "cmo"),
    "each its clause": ("Marketing wants it by Friday, while IT wants it tested.", "both", "both"),
    "a quotation": ("“We wait for months,” says the head of marketing.", "cmo", "cio"),
}


@pytest.mark.parametrize(("text", "holder", "target"), PAIN.values(), ids=PAIN.keys())
def test_whose_pain_and_whose_fault(text, holder, target):
    (unit,) = units(text)
    doc = load_pipeline()(unit.text)
    roles = frustration_roles(unit, doc, mentions(doc), Context())
    assert (roles.holder, roles.target) == (holder, target), roles.why
    assert roles.why


ADVICE = {
    "modal": ("CIOs should relax a few rules.", "cio"),
    "both": ("Both sides need to agree on one calendar.", "both"),
    "deal with IT": ("Invite the CIO before the contract is drawn up.", "cmo"),
    "deal with marketing": ("Ask your marketing colleagues what they measure.", "cio"),
    "treated by others": ("IT should be treated as a partner.", "cmo"),
    "the firm": ("Companies must settle who owns the data.", "org"),
}


@pytest.mark.parametrize(("text", "addressee"), ADVICE.values(), ids=ADVICE.keys())
def test_who_should_act(text, addressee):
    (unit,) = units(text)
    doc = load_pipeline()(unit.text)
    roles = recommendation_roles(unit, doc, mentions(doc), Context())
    assert roles.addressee == addressee, roles.why


def test_a_list_title_passes_its_sides_to_silent_items(coder):
    text = "# 1. Buying first\nA contract turns up and nobody knows why.\n# 2. Changing the brief\nIt moves weekly."
    statements, _ = coder.annotate(article(text, title="Five things IT finds maddening about marketing"))
    held = {(s.holder, s.target) for s in statements if s.kind == "frustration" and "by its title" in s.why}
    assert held == {("cio", "cmo")}


PAIR = {
    "a complaint": (
        "IT takes months to change one line on the web site, and marketing misses its season.",
        "frustration",
    ),
    "advice": ("Sit down together every week and agree on the same goals.", "recommendation"),
}


@pytest.mark.parametrize(("text", "kind"), PAIR.values(), ids=PAIR.keys())
def test_a_plain_case_is_found(coder, text, kind):
    statements, _ = coder.annotate(article(text, title="Marketing and IT"))
    assert kind in {s.kind for s in statements}


def test_plain_narrative_is_no_statement(coder):
    text = "The firm sells garden furniture in eleven countries. Its head office stands beside the river."
    assert coder.annotate(article(text, title="A visit")) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "Subscribe to our newsletter.",
        "Read more",
        "Sign up for free to keep reading.",
        "Book a demo today.",
        "12:30",
        "Get in touch for a free audit of your tracking setup.",
        "Talk to one of our specialists today.",
        "With our platform, the first audience can be live in weeks rather than months.",
        "Our software lets marketers publish without filing a ticket, and keeps IT in control of the code.",
        "# The CMO's biggest frustrations",
        "# Complaints from IT",
        "Five challenges",
    ],
)
def test_a_gate_line_is_never_a_statement(text):
    (unit,) = units(text)
    assert never_a_statement(unit)


@pytest.mark.parametrize(
    "text",
    [
        "Contact between the two departments ends at the budget meeting.",
        "IT should read the newsletter that marketing sends to customers every single Friday, and answer it by Monday.",
        "The platform that marketing bought has never been connected to anything.",
        "CIOs should give each request a date.",
        "# Nobody owns the problems",
        "# Marketing has problems with IT",
        "- No common goals",
    ],
)
def test_a_sentence_with_a_gate_s_word_in_it_may_be_a_statement(text):
    (unit,) = units(text)
    assert not never_a_statement(unit)


def test_an_invented_dialogue_and_a_joke_are_no_fact():
    play = units("CMO: We need it by Friday.\nCIO: Which Friday?\nCMO: The last one.\nCIO: Nobody told us.")
    assert is_fiction("A Tuesday", play)
    assert is_fiction("The tortoise and the mainframe: a fable", units("A line."))
    assert not is_fiction("An interview", units("Q: Why?\nPark: Budget.\nQ: How?\nPark: Slowly."))
    (joke,) = units("A CMO and a CIO walk into a bar and fight over who pays.")
    assert is_joke(joke)


def test_a_pull_quote_counts_once(coder):
    line = "CIOs complain that marketing signs contracts behind their back"
    text = f"“{line}”\nBetween the two stands a long corridor.\nMost {line}, year after year.\n"
    statements, _ = coder.annotate(article(text, title="Marketing and IT"))
    assert len([s for s in statements if s.kind == "frustration"]) == 1


def test_offsets_hold_and_a_repeated_sentence_counts_once(coder):
    line = "CIOs complain that marketing signs contracts behind their back."
    told = article(f"{line}\nBetween the two stands a long corridor.\n{line}", title="Marketing and IT")
    statements, _ = coder.annotate(told)
    assert all(told.text[s.start : s.end] == s.text for s in statements)
    assert [s.text for s in statements].count(line) == 1


def test_an_empty_text_has_nothing_to_code(coder):
    assert coder.annotate(article("", title="Nothing")) == ([], [])


def test_the_same_text_is_coded_the_same_twice(coder):
    told = article("Marketing blames IT for every delay. CIOs should say yes more often.", title="Blame")
    assert coder.annotate(told) == coder.annotate(told)
