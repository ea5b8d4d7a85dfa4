"""Sentences about the IT department are no word salad, however many."""

from __future__ import annotations

import pytest

from crawler.salad import word_salad


@pytest.mark.parametrize(
    "sentence",
    [
        "The CMO asks the IT department for a lamp. ",
        "Our I.T. people and their US colleagues lent the IS function to the CMO. ",
        "In that year marketing thanked the IT staff for the return of its lamp. ",
    ],
)
def test_a_name_in_capitals_is_no_pronoun(sentence: str) -> None:
    assert word_salad(sentence * 12) is None


def test_small_words_that_follow_each_other_are_still_told() -> None:
    assert "can't follow" in (word_salad("The of lamp to is a are marketing for it the had of would. " * 8) or "")
