"""Which lines are furniture, and which only look like it."""

from __future__ import annotations

import pytest
from lxml import html

from crawler.blocks import block_of
from crawler.dom import found_blocks
from crawler.furniture import strip_furniture
from crawler.patterns import is_furniture_line
from crawler.prune import prune

TEXT = [
    f"Sentence number {n} of this piece tells at some length how the {word} came to stand in the hall of both offices."
    for n, word in enumerate(("kettle", "ladder", "lamp", "printer", "bench", "clock"))
]


def stripped(*lines: str, author: str | None = None) -> list[str]:
    return [block.line for block in strip_furniture([block_of(line) for line in lines], author).blocks]


@pytest.mark.parametrize(
    "line",
    [
        "We use cookies to improve your visit.",
        "By continuing to browse you agree to our use of cookies.",
        "ShareTweetPostEmail",
        "E-mail this list | Print this list | Digg | Delicious",
        "Share on LinkedIn",
        "4 min read",
        "Advertisement",
        "Story continues below",
        "Sign up for our daily bulletin",
        "Get the week's news in your inbox",
        "Book a demo",
        "[ Related: How the ladder was lent ]",
        "Related: How the ladder was lent",
        "SEE ALSO: Ten lamps for two desks",
        "Read also: Ten lamps",
        "Photo credit: Siv Berg",
        "desk-lamp.jpg",
        "Tags: lamps, ladders",
        "This interview has been edited for length and clarity.",
        "Follow her on Twitter.",
    ],
)
def test_a_line_of_furniture_is_known(line: str) -> None:
    assert is_furniture_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Share the plan with your CIO before the budget is signed.",
        "Sign up the IT department as a partner, not as a supplier.",
        "Cookies are going away, and marketers ask IT what comes next.",
        "Post the list where both teams can see it.",
        "Related work shows the same gap in larger firms.",
        "Print and mail were run by the same two people.",
        "Read the other side's plan before you write your own.",
        "Subscribe to one set of figures, said the CIO, and stick to it.",
    ],
)
def test_an_articles_own_advice_is_no_furniture(line: str) -> None:
    assert not is_furniture_line(line)
    assert stripped(*TEXT[:3], line, *TEXT[3:]) == [*TEXT[:3], line, *TEXT[3:]]


@pytest.mark.parametrize(
    "tail",
    [
        ["Leave a Reply", "I think they should all be sacked, and the lamp too."],
        ["3 thoughts on “Two lamps”", "Bertha says: sack the lamp."],
        ["Comments (2)", "Bertha", "You should merge the two offices and be done."],
        ["About the author", "Siv Berg keeps bees."],
        ["###"],
        ["# About Bellweather & Co", "Bellweather & Co has made vanes since 1911."],
        ["You may also like", "Nine uses for a bent fork"],
        ["Previous Article", "What we know about rungs", "Next Article", "Buckets", "We looked into eleven of them."],
        ["Siv Berg is a freelance writer who lives by the sea."],
        ["# Related stories", "- The gate that would not close", "- A garden shared by two"],
    ],
    ids=lambda tail: tail[0],
)
def test_what_ends_a_text_is_cut_with_all_below_it(tail: list[str]) -> None:
    assert stripped(*TEXT, *tail) == TEXT


def test_a_box_of_links_amid_the_text_goes_and_the_text_goes_on() -> None:
    assert stripped(*TEXT[:3], "Learning Opportunities", "Lamps 101", "Ladders for all", *TEXT[3:]) == TEXT


def test_a_wall_makes_the_text_partial_and_is_cut() -> None:
    blocks = [block_of(line) for line in (*TEXT[:2], "Subscribe to continue reading this article", "Plans from $3")]
    found = strip_furniture(blocks)
    assert found.partial
    assert [block.line for block in found.blocks] == TEXT[:2]


def test_a_wall_that_stopped_nobody_leaves_the_text_whole() -> None:
    found = strip_furniture([block_of(line) for line in (TEXT[0], "Log in to continue reading", *TEXT[1:])])
    assert not found.partial
    assert [block.line for block in found.blocks] == TEXT


def test_a_pull_quote_is_told_once() -> None:
    quote = "how the clock came to stand in the hall of both offices"
    assert stripped(*TEXT[:2], f"“{quote}”", *TEXT[2:]) == TEXT


def test_a_heading_may_use_words_of_its_section() -> None:
    assert stripped("# The hall of both offices", *TEXT) == ["# The hall of both offices", *TEXT]


def test_captions_of_pictures_without_text_go_with_their_repeats() -> None:
    assert stripped(TEXT[0], "• What IT Minds", "What IT Minds", *TEXT[1:]) == TEXT


def test_the_authors_life_is_cut_even_above_another_line() -> None:
    tail = ["Siv Berg reports on offices from a boat.", "Built with a shell script."]
    assert stripped(*TEXT, *tail, author="Siv Berg") == TEXT


def test_a_person_in_the_text_is_no_biography() -> None:
    line = "Siv Berg is the CIO of a ferry line, and she likes the clock."
    assert stripped(TEXT[0], line, *TEXT[1:]) == [TEXT[0], line, *TEXT[1:]]


@pytest.mark.parametrize(
    "markup, text",
    [
        (
            "In all, 76% of the CMOs did so.<sup>4</sup> Readers may add.",
            "In all, 76% of the CMOs did so. Readers may add.",
        ),
        ("Eight in ten agree<sup>[12]</sup>, says a study.", "Eight in ten agree, says a study."),
        ('So did <i>others</i><sup><a href="#fn3">3</a></sup> elsewhere.', "So did others elsewhere."),
        ("A hall of 40 m<sup>2</sup> for both.", "A hall of 40 m2 for both."),
        ("The 4<sup>th</sup> of 10<sup>6</sup> lamps.", "The 4th of 106 lamps."),
    ],
)
def test_the_mark_of_a_footnote_is_no_figure_of_the_sentence(markup, text):
    tree = html.fromstring(f"<html><body><div><p>{markup}</p></div></body></html>")
    prune(tree)
    assert [found.block.text for found in found_blocks(tree)] == [text]
