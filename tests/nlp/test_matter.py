"""What the themes read of a statement: its matter without names and figures, and what stands around it."""

from __future__ import annotations

import pytest

from corpus import Corpus
from nlp.context import context_of, contexts
from nlp.matter import matter
from nlp.pipeline import load_pipeline
from nlp.theme_names import noun_phrases
from nlp.units import units


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("According to Gartner, 40% of CMOs wait.", "According to a firm, some they wait."),
        ("In the CMO-CIO Disconnect marketers complain of delays.", "In a study they complain of delays."),
        ("We asked Maria Lopez of Meridian Bank to wait.", "We asked somebody of somebody to wait."),
        ("The budget meeting took a year.", "The budget meeting took a year."),
        ("Shared Vision: agree on one goal.", "Shared Vision: agree on one goal."),
    ],
    ids=["maker and share", "study", "person and firm", "no name", "capitals of a list item"],
)
def test_names_and_figures_are_masked(text, masked):
    assert matter(load_pipeline(), [text]) == [masked]


def test_names_can_stay():
    assert matter(load_pipeline(), ["Gartner says IT is slow."], names=False) == ["Gartner says they is slow."]


def test_things_can_stay():
    text = "The landing pages wait."
    assert matter(load_pipeline(), [text], things=False) == [text]


def test_a_complaint_of_another_firm_year_and_thing_has_the_same_matter():
    texts = [
        "At Acme in 2009 IT was too slow with the website.",
        "At Brightwell in 2024 IT was too slow with the chatbot.",
    ]
    old, new = matter(load_pipeline(), texts)
    assert old == new


def test_the_longest_thing_is_masked_whole():
    assert matter(load_pipeline(), ["We lost the marketing cloud."]) == ["We lost the system."]


def test_the_context_is_the_heading_and_the_neighbours():
    text = "# Why so slow\nThe queue is long. Nobody knows why. It hurts both.\nThe end."
    unit = next(u for u in units(text) if u.text == "Nobody knows why.")
    with Corpus.open(":memory:") as corpus:
        corpus.write("articles", [_row(text)])
        rows = [{"article_id": "a", "start": unit.start, "text": unit.text}]
        assert contexts(corpus, rows) == [f"{unit.heading} The queue is long. Nobody knows why. It hurts both."]


def test_a_heading_that_stands_just_before_comes_once():
    assert context_of("Why", "Why", "Because.", None) == "Why Because."


def test_noun_phrases_are_found_by_tags():
    doc = load_pipeline()("The release calendar kills our new campaign ideas.")
    assert [span.text for span in noun_phrases(doc)] == ["release calendar", "new campaign ideas"]


def _row(text: str) -> dict[str, object]:
    return {"id": "a", "text": text, "words": 12, "relevance": 90, "relevance_reason": "x", "family_id": "a"}
