"""Sentences are made from numbers with guards: nought, one, small numbers, ties."""

from __future__ import annotations

import pytest
from crosstalk_site import charts, words
from crosstalk_site.home import gap
from crosstalk_site.search import top_theme
from crosstalk_site.sides import side_line
from crosstalk_site.theme import headline
from markupsafe import Markup


@pytest.mark.parametrize(
    "part, whole, said",
    [
        (0, 50, "0%"),
        (1, 1000, "under 1%"),
        (999, 1000, "over 99%"),
        (1000, 1000, "100%"),
        (1, 3, "33%"),
        (1, 0, "none"),
    ],
)
def test_a_share_never_rounds_something_to_nothing(part: int, whole: int, said: str) -> None:
    assert words.percent(part, whole) == said


def test_a_share_of_few_is_said_in_numbers() -> None:
    assert (words.share(3, 4), words.share(6, 12)) == ("3 of 4", "50%")


@pytest.mark.parametrize("n, said", [(0, "no copies"), (None, "no copies"), (1, "1 copy"), (1284, "1,284 copies")])
def test_a_noun_agrees_with_its_number(n: int | None, said: str) -> None:
    assert words.counted(n, "copy", "copies") == said


@pytest.mark.parametrize(
    "iso, said",
    [("2013-05-14", "14 May 2013"), ("2013-05-14T09:00:00Z", "14 May 2013"), ("2013-05", "May 2013"), ("2013", "2013"),
     (None, ""), ("soon", "soon"), ("2013-13-40", "2013-13-40")],
)  # fmt: skip
def test_a_date_is_said_or_left_as_it_is(iso: str | None, said: str) -> None:
    assert words.day(iso) == said


def said_of(kind: str, families: int, sides: dict[str, int], years: dict[int, int] | None = None) -> str:
    role = "holder" if kind == "frustration" else "addressee"
    by_side = [{"role": role, "side": side, "families": n} for side, n in sides.items()]
    gathered = dict.fromkeys(range(2010, 2016), 10)
    sentences = headline(kind, {"families": families, "statements": families}, by_side, years or {}, gathered)
    return str(Markup(" ").join(sentences).striptags())


@pytest.mark.parametrize(
    "sides, said",
    [
        ({"cio": 30, "cmo": 4}, "In 75% of them it is IT’s pain."),
        ({"cio": 40}, "In all of them it is IT’s pain."),
        ({"cio": 20, "cmo": 20}, ""),
        ({"cio": 12, "cmo": 10}, ""),
        ({"none": 40}, "Nobody is named as the one who suffers."),
    ],
    ids=["most", "all", "tie", "less than half", "nobody"],
)
def test_a_headline_names_a_side_only_if_it_is_most(sides: dict[str, int], said: str) -> None:
    assert said_of("frustration", 40, sides) == f"40 articles voice it in 40 sentences. {said}".strip()


def test_a_headline_of_one_article_is_in_the_singular() -> None:
    assert said_of("recommendation", 1, {"both": 1}) == (
        "1 article alone gives it in 1 sentence. There it is addressed to both."
    )


@pytest.mark.parametrize(
    "years, said",
    [({2012: 6, 2013: 2}, "loudest in 2012, in 6 of the 10"), ({2012: 6, 2013: 6}, ""), ({2012: 2}, "")],
    ids=["one year", "tie", "too few"],
)
def test_a_peak_is_named_only_if_it_stands_alone(years: dict[int, int], said: str) -> None:
    sentence = said_of("frustration", 12, {"cio": 12}, years)
    assert ("loudest" in sentence) == bool(said) and said in sentence


def test_a_thin_year_is_never_the_fullest() -> None:
    assert charts.fullest_year({2010: 2, 2011: 3}, {2010: 2, 2011: 30}) == 2011


def complaint(label: str, cmo: int, cio: int, both: int) -> dict[str, object]:
    return {"id": label, "label": label, "any_cmo": cmo, "any_cio": cio, "any_both": both}


class Links:
    """Stands for Datasette where only addresses are needed."""

    class urls:
        """Addresses under no base."""

        path = staticmethod(str)


def test_a_complaint_level_on_two_sides_is_one_of_both() -> None:
    found = gap(Links, [complaint("a", 5, 5, 0), complaint("b", 6, 1, 2), complaint("c", 0, 0, 0)])
    assert {side: [row.label for row in rows] for side, rows in found.items()} == {"cmo": ["b"], "cio": [], "both": []}


@pytest.mark.parametrize(
    "counts, total, said",
    [([5, 2], 7, "Most (5) belong to the theme"), ([5], 5, "All belong to the theme"),
     ([4, 3], 20, "The largest group (4) belongs to the theme"), ([4, 4], 20, None), ([2], 2, None), ([], 0, None)],
)  # fmt: skip
def test_a_leading_theme_is_named_unless_two_are_level_or_few(counts: list[int], total: int, said: str | None) -> None:
    found = top_theme([{"id": str(n), "n": n} for n in counts], total)
    assert (found["says"] if found else None) == said


@pytest.mark.parametrize(
    "kind, holder, target, addressee, said",
    [
        ("frustration", "cmo", "cio", "none", "CMO blames CIO"),
        ("frustration", "cio", "cio", "none", "CIO blames itself"),
        ("frustration", "both", "both", "none", "both blame each other"),
        ("frustration", "both", "tech", "none", "both blame technology"),
        ("frustration", "cmo", "none", "none", "CMO’s pain"),
        ("frustration", "none", "cio", "none", "blames CIO"),
        ("frustration", None, None, None, "no side named"),
        ("recommendation", "none", "none", "both", "to both"),
        ("recommendation", "none", "none", "none", "to nobody by name"),
    ],
)
def test_sides_are_said_in_a_line(kind: str, holder: str, target: str, addressee: str, said: str) -> None:
    assert " ".join(side_line(kind, holder, target, addressee).striptags().split()) == said
