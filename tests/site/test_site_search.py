"""Search finds words and phrases; whatever is typed gives results or an empty page, never an error."""

from __future__ import annotations

from urllib.parse import quote
from weakref import WeakKeyDictionary

import pytest
from crosstalk_site.query import cleaned, highlighted
from lxml import html
from made import Site
from test_site_pages import words


def hits(site: Site, query: str) -> list[html.HtmlElement]:
    return html.fromstring(site.get(f"/search?{query}").text).cssselect(".hits > .quotes blockquote")


def test_hits_are_marked(site: Site) -> None:
    found = hits(site, "q=weeks")
    assert len(found) == 12
    assert all([m.text_content() for m in hit.cssselect("mark")] == ["weeks"] for hit in found)


def test_a_phrase_is_found_as_one(site: Site) -> None:
    assert len(hits(site, "q=%22eleven+weeks%22")) == 12
    assert hits(site, "q=%22weeks+eleven%22") == []
    assert len(hits(site, "q=weeks+eleven")) == 12


def test_kind_and_side_narrow_the_hits(site: Site) -> None:
    assert len(hits(site, "q=case&kind=frustration")) == len(hits(site, "q=case&kind=recommendation")) == 12
    assert len(hits(site, "q=case&kind=frustration&side=cmo")) == 9
    assert len(hits(site, "q=case&kind=nonsense&side=nonsense&sort=nonsense")) == 20


def test_facets_count_what_choosing_them_would_show(site: Site) -> None:
    page = html.fromstring(site.get("/search?q=case&kind=frustration").text)
    for link in page.cssselect(".facets section:last-of-type a"):
        told = int(link.cssselect(".n")[0].text_content().split()[0])
        assert len(hits(site, link.get("href").partition("?")[2])) == told


def test_themes_and_articles_with_the_words_are_shown_too(site: Site) -> None:
    seen = words(site.get("/search?q=queue+desk").text)
    assert "Themes by these words:" in seen and "Waiting for the desk" in seen
    assert "12 articles with these words" in words(site.get("/search?q=queue").text)


def test_nothing_found_leads_on(site: Site) -> None:
    answer = site.get("/search?q=zebra")
    assert "No sentences say “zebra”" in words(answer.text)
    assert 'href="/themes"' in answer.text


def test_without_words_all_sentences_are_listed_newest_first(site: Site) -> None:
    page = html.fromstring(site.get("/search?kind=frustration").text)
    years = [span.text_content()[-4:] for span in page.cssselect(".hits .whence span:not([class])")]
    assert years == sorted(years, reverse=True) and len(years) == 14


HOSTILE = {
    "one quote": '"',
    "odd quotes": 'a"b"c"',
    "empty phrase": '""',
    "near": "NEAR(weeks eleven, 2)",
    "near bare": "weeks NEAR eleven",
    "operators": "AND OR NOT",
    "star": "week* *",
    "column": "text:weeks -weeks ^weeks",
    "brackets": "((( {} [] )))",
    "emoji": "🙂🧨",
    "nul": "we\x00eks",
    "control": "\x02\x03weeks\x1b",
    "quoted newline": '"eleven\nweeks"',
    "backslash": "\\' ; DROP TABLE statements; --",
    "script": "<script>alert(1)</script>",
    "right to left": "\u202eskeew",
    "10,000 letters": "a" * 10_000,
    "10,000 words": "a " * 10_000,
    "10,000 quotes": '"' * 10_000,
    "spaces": "   \t ",
    "percent": "%",
}


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_words_give_a_page(site: Site, typed: str) -> None:
    answer = site.get(f"/search?q={quote(typed)}")
    assert answer.status_code == 200
    assert "Nothing could be searched" not in answer.text
    assert "<script" not in answer.text


@pytest.mark.parametrize("raw", ["q=%ff%fe", "q=%ed%a0%80", "q", "q=a&q=b", "page=%00&q=weeks", "q=weeks&side[]=x"])
def test_hostile_query_strings_give_a_page(site: Site, raw: str) -> None:
    assert site.get(f"/search?{raw}").status_code == 200


def test_operators_are_words(site: Site) -> None:
    assert cleaned('  "a  b"\n c\x00d ') == '"a b" c d'
    assert hits(site, "q=weeks+OR+zebra") == []


def test_a_long_question_is_cut_and_says_so(site: Site) -> None:
    assert "Only the first words were searched for." in words(site.get("/search?q=" + "weeks+" * 50).text)


def test_marks_come_only_in_pairs_and_all_else_is_escaped() -> None:
    assert highlighted("\x03<b>\x02hit\x03 \x02open") == "&lt;b&gt;<mark>hit</mark> open"


def test_all_facets_count_what_choosing_them_would_show(site: Site) -> None:
    for query in ("q=case", "q=case&kind=frustration&side=cmo", "year=2014"):
        page = html.fromstring(site.get(f"/search?{query}").text)
        links = [link for link in page.cssselect(".facets a") if not link.get("aria-current")]
        assert links
        for link in links:
            told = int(link.cssselect(".n")[0].text_content().split()[0])
            shown = site.get(f"/search.json?{link.get('href').partition('?')[2]}").json()["total"]
            assert shown == told, (query, link.text_content())


def test_more_hits_than_can_be_ranked_come_newest_first_and_say_so(site: Site, monkeypatch) -> None:
    from crosstalk_site import search, search_rows

    assert "too many to tell" not in words(site.get("/search?q=weeks&side=cmo").text)
    monkeypatch.setattr(search_rows, "_found", WeakKeyDictionary())
    monkeypatch.setattr(search_rows, "RANKED", 3)
    monkeypatch.setattr(search, "RANKED_ARTICLES", 3)
    text = site.get("/search?q=weeks&object=").text
    assert "More than 3 sentences hold these words" in words(text)
    page = html.fromstring(text)
    years = [span.text_content()[-4:] for span in page.cssselect(".hits .whence span:not([class])")]
    assert years == sorted(years, reverse=True) and len(years) >= 12
    assert site.get("/search.json?q=weeks&page=1").json()["total"] == 12
    assert "more words find fewer" in words(site.get("/search?q=queue&page=1").text)


def test_a_long_facet_lists_the_fullest_values_and_says_how_many_it_leaves_out(site: Site, monkeypatch) -> None:
    from crosstalk_site import facets

    every = html.fromstring(site.get("/search?q=case&sort=newest").text).cssselect(".facets section:nth-of-type(3) li")
    monkeypatch.setattr(facets, "SHOWN", 1)
    monkeypatch.setattr(facets, "MORE", 1)
    years = html.fromstring(site.get("/search?q=case&sort=oldest").text).cssselect(".facets section:nth-of-type(3)")[0]
    assert len(years.cssselect("li")) == 2 < len(every)
    assert f"{len(every) - 2} with fewer sentences are not listed here" in " ".join(years.text_content().split())


def test_hits_of_few_searches_are_kept(site: Site) -> None:
    from crosstalk_site import search_rows

    for n in range(search_rows.KEPT + 4):
        site.get(f"/search.json?q=weeks{n}")
    kept = search_rows._found[site.datasette]
    assert len(kept) == search_rows.KEPT and ("weeks0", "closest") not in kept


def test_oldest_first_is_newest_first_turned_round(site: Site) -> None:
    newest = [hit["id"] for n in (1, 2) for hit in site.get(f"/search.json?q=case&sort=newest&page={n}").json()["hits"]]
    oldest = [hit["id"] for n in (1, 2) for hit in site.get(f"/search.json?q=case&sort=oldest&page={n}").json()["hits"]]
    assert len(newest) == 24 and sorted(newest) == sorted(oldest)
    dates = {hit["id"]: hit["published"] for hit in site.get("/search.json?q=case&sort=newest").json()["hits"]}
    assert [dates[id] for id in newest[:20]] == sorted(dates.values(), reverse=True)
