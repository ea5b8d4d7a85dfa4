"""Authors whose names stand alone, or below the text."""

from __future__ import annotations

import pytest

from crawler.byline import Byline
from crawler.names import credits, is_person


@pytest.mark.parametrize(
    ("lines", "below", "author"),
    [
        (["By", "Ann Quist", "May 3, 2011"], [], "Ann Quist"),
        (["Ann Quist", "May 3, 2011"], [], "Ann Quist"),
        (["by", "Ann Quist", "and", "Bo Berg", "May 3, 2011"], [], "Ann Quist and Bo Berg"),
        (["Ann Quist", "Contributing Editor", "4 min read"], [], "Ann Quist"),
        (["May 3, 2011"], ["Posted by Ann Quist at 9:41 PM"], "Ann Quist"),
        (["May 3, 2011"], ["View all posts by Ann Quist →"], "Ann Quist"),
        (["Customer Experience", "May 3, 2011"], [], None),
        (["Tessel Row Advisory", "May 3, 2011"], [], None),
        (["Ann Quist"], [], None),
    ],
)
def test_a_lone_name_is_an_author_beside_a_date_a_job_or_a_signature(
    lines: list[str], below: list[str], author: str | None
) -> None:
    assert credits(lines, below).author == author


def test_a_known_author_keeps_the_date_of_the_lines() -> None:
    assert credits(["By Ann Quist", "May 3, 2011"], [], "Ann Quist") == Byline("Ann Quist", None, "2011-05-03")


@pytest.mark.parametrize(
    ("text", "person"), [("Ann Quist", True), ("Digital Marketing", False), ("Press Release", False)]
)
def test_a_section_is_no_person(text: str, person: bool) -> None:
    assert is_person(text) is person
