"""The gap page says only what the counts bear."""

from __future__ import annotations

import pytest
from crosstalk_site.gap import asked
from crosstalk_site.gap_facts import Gap, grouped, leader, periods, sentences, title
from crosstalk_site.intervals import differ, wilson
from lxml import html
from made import Site


def themes(*counts: tuple[int, int, int]) -> list[dict]:
    return [
        {"id": f"f{n}", "label": f"Theme {n}", "any_cmo": cmo, "any_cio": cio, "any_both": both}
        for n, (cmo, cio, both) in enumerate(counts)
    ]


def found(*counts: tuple[int, int, int], cmo: int = 200, cio: int = 200) -> Gap:
    voiced = {"cmo": cmo, "cio": cio, "both": 0}
    return Gap(voiced, grouped(themes(*counts), voiced), 0, {}, {}, [])


def test_wilsons_interval_is_as_in_the_book() -> None:
    share = wilson(8, 10)
    assert (round(share.low, 3), round(share.high, 3)) == (0.490, 0.943)
    assert wilson(0, 0).low == 0.0 and wilson(0, 0).high == 1.0
    assert wilson(10, 10).high == pytest.approx(1.0) and wilson(0, 10).low == pytest.approx(0.0)


def test_a_difference_counts_only_beyond_chance() -> None:
    assert differ(wilson(60, 100), wilson(30, 100)) == 1
    assert differ(wilson(30, 100), wilson(60, 100)) == -1
    assert differ(wilson(6, 10), wilson(4, 10)) == 0


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([(80, 10, 0), (10, 80, 0)], "Marketing and IT complain of different things"),
        ([(80, 80, 0), (10, 12, 0)], "Both complain most of one thing: Theme 0"),
        ([(3, 2, 0), (2, 3, 0)], "No complaint belongs surely to one side"),
        ([(80, 10, 0), (9, 20, 0), (9, 20, 0)], "Who complains of what"),
        ([], "Who complains of what"),
    ],
    ids=["different", "alike", "chance", "tie", "nothing"],
)
def test_the_title_states_a_fact_only_when_the_counts_bear_it(counts: list[tuple[int, int, int]], said: str) -> None:
    assert title(found(*counts)) == said


def test_a_tie_or_two_articles_make_no_leader() -> None:
    gap = found((5, 2, 0), (5, 0, 0))
    everything = [c for group in gap.groups.values() for c in group]
    assert leader(everything, "cmo") is None and leader(everything, "cio") is None


def test_small_numbers_are_told_as_numbers_and_with_a_warning() -> None:
    said = " ".join(sentences(found((4, 0, 0), cmo=6, cio=5)))
    assert "(4 of 6 articles in which it complains)" in said and "may be chance" in said


def test_years_are_put_together_until_they_tell_something() -> None:
    rows = [{"year": year, "side": side, "families": 12} for year in range(2006, 2014) for side in ("cmo", "cio")]
    runs = periods(rows)
    assert [(p.first, p.last) for p in runs] == [(2006, 2007), (2008, 2009), (2010, 2011), (2012, 2013)]
    assert all(p.share.whole >= 40 for p in runs)


def test_the_page_counts_articles_and_leads_to_the_sentences(site: Site) -> None:
    page = html.fromstring(site.get("/gap").text)
    row = next(r for r in page.cssselect(".dot-table tr") if "Waiting for the desk" in r.text_content())
    assert [td.text_content() for td in row.cssselect("td.n")] == ["9", "0", "0"]
    link = page.cssselect(".blame td a")[0].get("href")
    assert site.get(link).status_code == 200
    facts = site.get("/gap.json").json()
    assert facts["voiced"] == {"cmo": 9, "cio": 1, "both": 0}


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        (None, None, None),
        ("2011", None, (2011, 2014)),
        ("2013", "2012", (2012, 2013)),
        ("2010", "2014", None),
        ("1900", "2012", (2010, 2012)),
        ("soon", "²", None),
        ("2050", "2060", None),
    ],
)
def test_years_asked_for_are_those_there_are(first: str | None, last: str | None, span: tuple[int, int] | None) -> None:
    assert asked(list(range(2010, 2015)), first, last) == span
    assert asked([], first, last) is None


def test_the_gap_of_some_years_counts_their_articles_alone(site: Site) -> None:
    whole, part = site.get("/gap.json").json(), site.get("/gap.json?from=2013&to=2014").json()
    assert whole["years"] is None and part["years"] == [2013, 2014]
    wanted = site.rows(
        "SELECT holder, count(DISTINCT coalesce(family_id, articles.id)) AS n FROM statements "
        "JOIN articles ON articles.id = article_id WHERE kind = 'frustration' AND articles.year IN (2013, 2014) GROUP BY 1"
    )
    counts = {row["holder"]: row["n"] for row in wanted}
    assert part["voiced"] == {side: counts.get(side, 0) for side in ("cmo", "cio", "both")} != whole["voiced"]
    assert "Only articles of 2013 to 2014 are counted here." in site.get("/gap?from=2013&to=2014").text
    assert 'id="complaints"' in site.get("/gap?from=2010&to=2010").text
