"""Beside a sentence stands who says it and what to doubt of it."""

from __future__ import annotations

import pytest
from crosstalk_site.spoken import doubts, spoken
from made import Site
from test_site_pages import words


def test_a_speaker_is_named_and_escaped() -> None:
    said = str(spoken({"speaker": "Jo <b>Reed</b>", "speaker_side": "cio", "score": 0.9}))
    assert "says <bdi>Jo &lt;b&gt;Reed&lt;/b&gt;</bdi>" in said and "cio" in said.lower()
    assert str(spoken({"speaker": "A", "score": 0.9})) == "", "the mark of an interview names nobody"
    assert str(spoken({"speaker": None, "speaker_side": "cio", "score": 0.9})) == ""


@pytest.mark.parametrize(
    "row, found",
    [
        ({"score": 0.49}, ["? doubtful"]),
        ({"score": 0.5, "probability": 0.6}, []),
        ({"score": 0.9, "probability": 0.59}, ["? perhaps of another theme"]),
        ({"score": 0.9, "not_factual": 1, "is_copy": 1}, ["not told as true", "in a copy"]),
        ({}, []),
    ],
)
def test_what_is_doubtful_says_so_in_few_words(row: dict, found: list[str]) -> None:
    assert [text for text, _ in doubts(row)] == found
    assert all(title for _, title in doubts(row))


def test_a_sentence_of_a_copy_is_marked_where_it_is_shown(site: Site) -> None:
    seen = words(site.get("/search?kind=frustration").text)
    assert seen.count("in a copy") == 1
