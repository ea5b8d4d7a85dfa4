"""Names, jobs, sides and dates around a title."""

from __future__ import annotations

import pytest

from crawler.byline import Byline, bylines, read_byline, side_of
from crawler.dates import date_in, iso_date


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Ann Quist", Byline("Ann Quist")),
        ("By Ann Quist, News editor", Byline("Ann Quist", "News editor")),
        ("Posted on 14 May 2012 by Hugh Lund", Byline("Hugh Lund", None, "2012-05-14")),
        ("Posted 5 March 2012 by Fay Lund | 4 min read", Byline("Fay Lund", None, "2012-03-05")),
        ("November 13, 2013 Tove Rask", Byline("Tove Rask", None, "2013-11-13")),
        ("October 16, 2012 | Priya Nair, Partner, Buildings", Byline("Priya Nair", "Partner, Buildings", "2012-10-16")),
        ("Interview by Milo Grant · November 6, 2012", Byline("Milo Grant", None, "2012-11-06")),
        ("18. Oktober 2018 - von Anne Sieb", Byline("Anne Sieb", None, "2018-10-18")),
        ("By Newsdesk 15 August 2013", Byline("Newsdesk", None, "2013-08-15")),
        ("Lamp Notes staff | May 1, 2011", Byline("Lamp Notes staff", None, "2011-05-01")),
        ("Apr 06, 20156 mins", Byline(None, None, "2015-04-06")),
        ("Dr. Jan van der Berg, 3 May 2011", Byline("Dr. Jan van der Berg", None, "2011-05-03")),
    ],
)
def test_a_byline_says(line: str, expected: Byline) -> None:
    assert read_byline(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "By working together, both sides gain.",
        "By 2017 the CMO will spend more",
        "In 2013 the CMO met the CIO.",
        "On 3 May 2011 the two of them met for the first time in a hall without chairs.",
        "Ann Quist",
    ],
)
def test_a_sentence_or_a_bare_name_is_no_byline(line: str) -> None:
    assert read_byline(line) is None


def test_a_job_title_may_stand_below_its_name() -> None:
    assert bylines(["By Ann Quist", "Head of IT, Fernhill", "3 May 2011"]) == Byline(
        "Ann Quist", "Head of IT, Fernhill", "2011-05-03"
    )


@pytest.mark.parametrize(
    ("job", "side"),
    [
        ("Chief Marketing Officer, Fernhill", "cmo"),
        ("Brand director, Pell Biscuits", "cmo"),
        ("Director of Product Marketing", "cmo"),
        ("CIO, Tamarack", "cio"),
        ("Head of IT", "cio"),
        ("Chief Technology Officer", "cio"),
        ("Senior Writer, Systems Weekly", "none"),
        ("Partner, Technology Strategy", "none"),
        ("Head of marketing and IT", "none"),
        ("Whoever does it", "none"),
        (None, "none"),
    ],
)
def test_a_job_title_puts_its_holder_on_a_side(job: str | None, side: str) -> None:
    assert side_of(job) == side


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Sept. 3rd, 2011 at 3:15 pm EST", "2011-09-03"),
        ("NEW YORK; 14 Aug. 2013 – Thorn", "2013-08-14"),
        ("MarketingOct 14, 2015", "2015-10-14"),
        ("2013-05-14T09:00:00-07:00", "2013-05-14"),
        ("18. Oktober 2018", "2018-10-18"),
        ("31 June 2012", None),
        ("1 May 2999", None),
        ("May we meet in 2012", None),
    ],
)
def test_a_date_is_found_in_text(text: str, iso: str | None) -> None:
    found = date_in(text)
    assert (found[0] if found else None) == iso


def test_machine_readable_dates() -> None:
    assert iso_date("20130814") == "2013-08-14"
    assert iso_date("soon") is None
