"""What is on the topic, what is near it, and what only shares its acronyms."""

from __future__ import annotations

import pytest

from crawler.relevance import judge_link, score

ON_TOPIC = {
    "both chiefs": (
        "Why the CMO and the CIO share a kettle",
        "Marketing asked for a kettle in May and IT said that there was a form. The CIO had written it himself. Two weeks "
        "later the CMO came down with a cup in each hand, and the two of them worked together on a better form.\n"
        "Trust between marketing and IT is mostly a matter of cups, says the CIO, and the CMO agrees.",
    ),
    "departments without titles": (
        "The form in the drawer",
        "The marketing department wanted the list by Friday, and the IT department wanted three signatures. Marketers call "
        "that a wall.\nThe people in the IT department call it a door with a bell. When marketing rang the bell, somebody "
        "from technology came, and the quarrel was over.\nSince then marketing and IT have kept one calendar.",
    ),
}
ON_TOPIC["people who hold the offices"] = (
    "Two chairs by the lift",
    "Ada Bell, who runs marketing, and Tom Reed, head of IT at the same ferry line, had not spoken since March.\n"
    "Bell wanted the timetable on the home page. Reed wanted to know who would keep it right.\n"
    "Now Reed sits in when Bell plans a season, and Bell signs for half of what it costs him. They trust each other.",
)
#: These name both, so much that a reader has to look.
NAMED_BOTH = ("personnel news", "selling to the other side")
OFF_TOPIC = {
    "finance": (
        "CFO and CIO: bridge the language gap",
        "The CFO counts and the CIO builds, and the gap between finance and IT is one of language. Finance wants a number, "
        "IT wants a date.\nWhen the CFO and the CIO meet, finance speaks first. Marketing was not asked.",
    ),
    "sales": (
        "Sales and marketing try one spreadsheet",
        "The sales team says that marketing sends it names, and marketing says that the sales team loses them. The sales "
        "director has a drawer.\nMarketing met the sales team in March, and sales people brought cake. IT fixed the printer.",
    ),
    "investment": (
        "Six habits of CIOs who sleep at night",
        "A chief investment officer reads the paper last. Asset allocation is decided in the morning, and the CIO walks at "
        "noon. Bonds wait. Pension funds wait longer, and marketing material is not read at all by any CIO of ours.",
    ),
    "medical": (
        "The CMO and the CIO at the bedside",
        "The chief medical officer wants fewer clicks, and the CIO wants fewer calls from physicians. Clinical systems are "
        "where the CMO and the CIO meet, and patients see both of them there. They align on charts.",
    ),
    "personnel news": (
        "Tarn Ferries appoints new CMO and new CIO",
        "Tarn Ferries has appointed a chief marketing officer and a chief information officer. Both start in May. The CMO comes "
        "from a brewery. The CIO ran data centres for a cruise line.\nThe chief executive said that he was pleased.",
    ),
    "selling to the other side": (
        "How to market to CIOs without a single cold call",
        "Marketing to CIOs takes patience. IT buyers read in the evening, and they forget who wrote it. Good marketers give IT "
        "buyers a table they can print.\nMost marketing teams write for themselves; your IT prospects do not.",
    ),
    "one side only": (
        "What CIOs plan this year",
        "CIOs plan to move more servers to the cloud this year, and to have fewer of them fall over. Budgets are flat. A CIO "
        "in Leeds has bought a second chair for the server room and recommends it to other CIOs.",
    ),
}


@pytest.mark.parametrize("case", ON_TOPIC)
def test_a_text_on_both_sides_is_on_topic(case: str) -> None:
    found = score(*ON_TOPIC[case])
    assert found.score >= 60, found.reason


@pytest.mark.parametrize("case", OFF_TOPIC)
def test_a_near_miss_is_not(case: str) -> None:
    found = score(*OFF_TOPIC[case])
    assert found.score < (60 if case in NAMED_BOTH else 40), found.reason


def test_the_two_among_many_officers_are_a_borderline_case() -> None:
    text = (
        "The CFO counts, the COO runs, and the CHRO hires. The CISO locks the door. So much for the north side.\n"
        "The CMO shares a desk with the CIO, and marketing works with IT. Marketing and IT trust each other. "
        "The view is of the river.\n"
        "The CFO and the COO lunch together. The CHRO eats alone. The CISO does not eat. The corridor is long."
    )
    assert score("Who is who on the seventh floor", text).score == 59


def test_an_address_without_blanks_names_both_sides() -> None:
    glued, apart, pronoun = (
        judge_link("", f"http://a.example/{slug}").score
        for slug in ("cmocio-divide", "marketing-and-it-divide", "marketing-and-how-it-divides")
    )
    assert glued == apart > pronoun


def test_the_pronoun_it_is_no_department() -> None:
    text = "Marketing bought it in May, lost it in June and found it again. It was blue. " * 5
    assert score("Marketing and how it works", text).score < 40


def test_every_score_has_its_reason_in_words() -> None:
    assert all(score(*case).reason for case in (*ON_TOPIC.values(), *OFF_TOPIC.values(), ("", "")))


def test_a_link_that_names_both_sides_is_followed_first() -> None:
    both = judge_link("Five tips for CMOs and CIOs", "http://a.example/five-tips").score
    rival = judge_link("Five tips for CFOs and CIOs", "http://a.example/five-tips").score
    assert both > judge_link("Five tips", "http://a.example/five-tips").score > rival
