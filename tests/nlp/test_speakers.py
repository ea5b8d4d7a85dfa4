"""Who speaks, and whose side a named person is on."""

from __future__ import annotations

import pytest

from nlp.pipeline import load_pipeline
from nlp.reading import read


def _speeches(text: str) -> list[tuple[str | None, str]]:
    return [(speech.speaker, speech.side) for speech in read(load_pipeline(), text, "A title").speeches]


@pytest.mark.parametrize(
    ("introduction", "side"),
    [
        ("CIO Ben Lind has lost five people.", "cio"),
        ("Ben Lind, chief information officer of a bank, has lost five people.", "cio"),
        ("The bank's marketing director, Ben Lind, has lost five people.", "cmo"),
        ("Ben Lind was made CMO in May.", "cmo"),
        ("Ben Lind has sold tents. As chief marketing officer of a store he sells more.", "cmo"),
        ("Ben Lind has built servers. He is the CIO of a store.", "cio"),
        ("Ben Lind has met the CIO of a store.", "none"),
        ("Ben Lind is waiting for the CIO.", "none"),
        ("Ben Lind, who reports to the CIO, is tired.", "none"),
        ("Ben Lind, an analyst, and the CIO came.", "none"),
    ],
)
def test_a_person_is_on_the_side_of_the_office_that_the_text_gives(introduction, side):
    assert _speeches(f"{introduction}\n“We wait,” said Lind.")[-1] == ("Lind", side)


def test_initials_stand_for_the_people_who_are_introduced():
    text = (
        "Its chief marketing officer, Claudia Trent (CT), and its CIO, Ben Rosario (BR), came.\n"
        "BR: Hello.\nCT: Hello.\nBR: We wait.\nCT: So do we."
    )
    assert _speeches(text)[1:] == [("BR", "cio"), ("CT", "cmo")] * 2


def test_answers_are_those_of_the_one_person_who_is_introduced():
    text = "Teresa Quade had been its CIO for years.\nQ: And?\nA: We wait.\nQ: So?\nA: We wait longer."
    assert _speeches(text)[2] == ("Teresa Quade", "cio")
    assert _speeches(text)[1] == ("Q", "none")


def test_of_two_people_neither_is_given_the_answers():
    text = "Ann Quade, the CIO, and Bo Reed, the CMO, sat down.\nQ: And?\nA: We wait.\nQ: So?\nA: We wait longer."
    assert _speeches(text)[2] == ("A", "none")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("“They wait,” says our CIO.", ("CIO", "cio")),
        ("“They wait,” the head of marketing told me.", ("head of marketing", "cmo")),
        ("The CIO waited. “They wait.”", (None, "none")),
    ],
)
def test_an_office_without_a_name_speaks(sentence, told):
    assert _speeches(sentence)[-1] == told


def test_labels_of_paragraphs_are_nobody():
    text = "Conflict: They wait.\nFix: Meet.\nConflict: They wait longer.\nFix: Meet again."
    assert _speeches(text) == [(None, "none")] * 4
    assert read(load_pipeline(), text, "A title").units[0].text == "They wait."
