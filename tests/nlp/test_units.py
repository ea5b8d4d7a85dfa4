"""Units: where sentences end, what a list item and a heading is, and that every offset holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.sentences import sentence_spans
from nlp.units import speaker_marks, units

ONE_SENTENCE = {
    "initials of a country": "The U.S. team took over in March.",
    "versus": "It was speed vs. stability all over again.",
    "for example": "Small things, e.g. a button, took a month.",
    "number one": "It stayed No. 1 on the list of worries.",
    "decimal": "The score rose from 2.9 to 4.1 within a year.",
    "title": "We asked Dr. Hallam about it.",
    "a site's name": "He writes for CMO.com on Fridays.",
    "middle initial": "The plan of Jane R. Otter was dropped.",
    "company form": "Halden Inc. sells chairs.",
    "ellipsis within": "They waited … and waited.",
}


@pytest.mark.parametrize("text", ONE_SENTENCE.values(), ids=ONE_SENTENCE.keys())
def test_a_stop_that_ends_no_sentence_does_not_cut(text):
    assert sentence_spans(text) == [(0, len(text))]


TWO_SENTENCES = {
    "plain": ("It failed.", "Nobody was told."),
    "quotation": ("“It failed.”", "Nobody was told."),
    "question": ("Why us?", "Nobody knew."),
    "abbreviation at the end": ("They moved to the U.S.", "The rest stayed."),
    "footnote digit": ("It failed.1", "Nobody was told."),
    "figure starts": ("It failed.", "77 percent agreed."),
}


@pytest.mark.parametrize("parts", TWO_SENTENCES.values(), ids=TWO_SENTENCES.keys())
def test_two_sentences_are_cut_apart(parts):
    text = " ".join(parts)
    assert tuple(text[a:b] for a, b in sentence_spans(text)) == parts


def test_a_missing_blank_after_the_stop_does_not_glue_sentences():
    text = "Nobody asked IT.Marketing signed anyway."
    assert [text[a:b] for a, b in sentence_spans(text)] == ["Nobody asked IT.", "Marketing signed anyway."]


ARTICLE = """An opening line. And a second sentence.
# What goes wrong
1. Buying first. They ask later.
- A bare bullet
Then agree on these:
- one date
- one owner
After the list."""


def test_every_unit_is_the_text_at_its_offsets_in_order():
    found = units(ARTICLE, "A title")
    assert all(ARTICLE[unit.start : unit.end] == unit.text for unit in found)
    assert [unit.position for unit in found] == list(range(len(found)))


def test_list_items_lose_their_mark_and_keep_what_governs_them():
    by_text = {unit.text: unit for unit in units(ARTICLE, "A title")}
    assert by_text["Buying first."].kind == "item"
    assert by_text["Buying first."].list_title == "What goes wrong"
    assert by_text["one date"].list_title == "Then agree on these:"
    assert by_text["After the list."].kind == "sentence"


def test_a_numbered_heading_is_governed_by_the_title():
    found = units("# 1. Buying first\nA line.\n# 2. Asking later\nA line more.", "Things IT hates")
    assert [(u.text, u.list_title) for u in found if u.kind == "heading"] == [
        ("Buying first", "Things IT hates"),
        ("Asking later", "Things IT hates"),
    ]


INTERVIEW = "Q: How did it start?\nA: Badly.\nQ: And now?\nA: Better. We meet."


def test_interview_marks_are_no_part_of_the_words():
    found = units(INTERVIEW)
    assert [(unit.speaker, unit.text) for unit in found] == [
        ("Q", "How did it start?"),
        ("A", "Badly."),
        ("Q", "And now?"),
        ("A", "Better."),
        ("A", "We meet."),
    ]


def test_a_colon_in_plain_prose_is_no_interview():
    assert speaker_marks("Note: this is short.\nA plain line.\nAnother one.") == frozenset()


HARD = (Path(__file__).parent / "sentence_cases.txt").read_text(encoding="utf-8").splitlines()[1:]


def test_of_the_hard_cases_98_percent_are_cut_right():
    def cut(line):
        text = line.replace("¦", " ").replace("‖", "")
        return [text[a:b] for a, b in sentence_spans(text)]

    wrong = [line for line in HARD if cut(line) != line.replace("‖", "¦").split("¦")]
    assert len(HARD) >= 200
    assert len(wrong) <= 0.02 * len(HARD), wrong
