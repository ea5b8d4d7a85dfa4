"""The stretch of lines that is the text, among lines that are not."""

from __future__ import annotations

from crawler.blocks import block_of
from crawler.core import core, is_fragment

TEXT = [
    f"Sentence {n} tells at some length how the {w} came to stand in the hall."
    for n, w in enumerate(("lamp", "bench", "till"))
]
MENU = ["Home", "Topics", "About the shop", "Latest Stories From the Hall"]


def kept(*lines: str) -> list[str]:
    start, end = core([block_of(line) for line in lines])
    return list(lines[start:end])


def test_menus_around_the_text_are_outside_its_core() -> None:
    assert kept(*MENU, *TEXT, *MENU) == TEXT


def test_one_sentence_below_a_menu_is_no_part_of_the_text() -> None:
    assert kept(*TEXT, *MENU, "We keep lamps and benches for you.") == TEXT


def test_a_list_without_marks_is_text_below_the_line_that_announces_it() -> None:
    lines = [*TEXT, "They agreed on this:", "Print the list every hour", "Ask the guests"]
    assert kept(*lines) == lines


def test_a_text_of_fragments_alone_is_kept_whole() -> None:
    assert kept(*MENU) == MENU


def test_a_sentence_that_a_wall_cut_off_is_no_fragment() -> None:
    assert not is_fragment(block_of("They met on land. On the water they had an hour, a table and the"))
