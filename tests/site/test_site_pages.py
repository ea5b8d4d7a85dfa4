"""Every page says what it is there to say, from the data."""

from __future__ import annotations

import re

import pytest
from crosstalk_site import charts
from lxml import html
from made import Site
from plain import FIGURE, ROUND, SLOW


def words(page: str) -> str:
    """Return what a reader sees of a page, on one line."""
    spaced = re.sub(r"<(?=(?:p|li|h\d|td|th|br|dd|dt|div|section)\b)", " <", page)
    return " ".join(html.fromstring(spaced).find("body").text_content().split())


@pytest.mark.parametrize(
    "path",
    ["/", "/themes", "/articles", "/data", "/search", "/theme/f1", "/theme/r1", "/crosstalk", "/crosstalk/themes"],
)
def test_a_page_answers_and_shows_the_masthead(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 200
    assert 'class="masthead"' in answer.text


@pytest.mark.parametrize(
    "path", ["/theme/none", "/article/none", "/nowhere", "/theme/%00", "/article/%3Cscript%3E", "/theme/~zz"]
)
def test_what_is_not_there_gets_404_and_a_way_on(site: Site, path: str) -> None:
    answer = site.get(path, follow_redirects=True)
    assert answer.status_code == 404
    assert 'href="/themes"' in answer.text and 'action="/search"' in answer.text
    assert "<script" not in answer.text


def test_home_counts_copies_once_and_names_the_years(site: Site) -> None:
    seen = words(site.get("/").text)
    assert "Crosstalk has read 13 articles of 2010 to 2014 (14 with the copies, which count once) on how" in seen
    assert "14 frustrations" in seen and "12 recommendations" in seen and "1 survey figure." in seen


def test_home_sets_each_complaint_beside_the_side_that_voices_it_most(site: Site) -> None:
    page = html.fromstring(site.get("/").text)
    of = {side: [a.text_content() for a in page.cssselect(f".{side}-side .name")] for side in ("cmo", "cio", "both")}
    assert of == {"cmo": ["Waiting for the desk"], "cio": ["Bought without asking"], "both": []}
    assert "No complaint is voiced mostly by both." in words(site.get("/").text)


def test_home_says_what_to_doubt_in_numbers_of_the_data(site: Site) -> None:
    seen = words(site.get("/").text)
    assert "14 articles from 2 publications." in seen
    assert "1 article was cut short by a paywall." in seen
    assert "In 21% of the frustrations no side is named." in seen


def test_a_database_with_next_to_nothing_still_has_every_page(bare_site: Site) -> None:
    assert "Crosstalk has read 1 article on how" in words(bare_site.get("/").text)
    for path in ("/themes", "/articles", "/data", "/search", "/search?q=weather"):
        assert bare_site.get(path).status_code == 200
    article = bare_site.rows("SELECT id FROM articles")[0]["id"]
    seen = words(bare_site.get(f"/article/{article}").text)
    assert "No sentence of it was marked" in seen and "no date" in seen


def test_a_theme_tells_how_many_whose_and_since_when(site: Site) -> None:
    seen = words(site.get("/theme/f1").text)
    assert "12 articles voice it in 12 sentences." in seen
    assert "In 75% of them it is marketing’s pain." in seen
    assert "f1 is its permanent name: /theme/f1" in seen


def test_a_theme_of_one_text_and_its_copy_counts_one_article(site: Site) -> None:
    seen = words(site.get("/theme/f2").text)
    assert "1 article alone voices it in 2 sentences." in seen
    assert "1 copy left out of counts" in seen


def test_a_theme_that_lost_its_sentences_says_so(site: Site) -> None:
    assert "No sentence is in this theme any more." in words(site.get("/theme/f3").text)


def test_a_quotation_stands_marked_in_its_line_and_links_to_its_sentence(site: Site) -> None:
    page = html.fromstring(site.get("/theme/f1").text)
    quote = page.cssselect(".quotes li")[0]
    marked = quote.cssselect("mark.frustration")[0].text_content()
    assert marked.startswith(SLOW)
    assert quote.cssselect("blockquote")[0].text_content() != marked
    address, anchor = quote.cssselect(".whence a")[0].get("href").split("#")
    assert html.fromstring(site.get(address).text).get_element_by_id(anchor).text_content() == marked


def test_a_theme_pages_through_all_its_sentences_one_article_first(site: Site) -> None:
    found = [
        a.get("href")
        for page in (1, 2)
        for a in html.fromstring(site.get(f"/theme/f1?page={page}").text).cssselect(
            ".quotes .whence a[href^='/article']"
        )
    ]
    assert len(found) == len(set(found)) == 12


@pytest.mark.parametrize("page", ["0", "-1", "99999", "x", "1e9", "²", "9" * 400])
def test_a_page_number_that_is_none_is_no_error(site: Site, page: str) -> None:
    for path in ("/theme/f1", "/articles", "/search"):
        assert site.get(f"{path}?page={page}").status_code == 200


def test_a_citation_names_theme_run_date_counts_and_address(site: Site) -> None:
    cited = html.fromstring(site.get("/theme/f1").text).cssselect(".citation")[0].text_content()
    assert cited == (
        "Crosstalk. “Waiting for the desk” (theme f1), run 7 of 3 March 2026. 12 articles, 12 sentences. "
        "http://localhost/theme/f1?run=7"
    )


def test_firmness_shows_only_where_it_was_measured(site: Site) -> None:
    assert "Firm: 93 per cent of it come back" in words(site.get("/theme/r1").text)
    assert "come back" not in words(site.get("/theme/f1").text)


def test_articles_can_be_had_by_year_and_publication(site: Site) -> None:
    assert "3 articles of 2010" in words(site.get("/articles?year=2010").text)
    assert "1 article in Gazette & Sons" in words(site.get("/articles?source=gazette").text)
    assert "no articles" in words(site.get("/articles?year=1066").text).lower()


def test_data_tells_of_every_table_how_many_rows_it_has(site: Site) -> None:
    page = html.fromstring(site.get("/data").text)
    told = {s.get("id"): s.cssselect(".take strong")[0].text_content() for s in page.cssselect(".tables section")}
    assert told["quotations"] == "26 rows" and told["articles"] == "14 rows" and told["studies"] == "no rows"
    assert not [name for name in told if "fts" in name or name.startswith("sqlite")]


def test_a_figure_and_a_complaint_in_one_article_are_both_on_its_page(site: Site) -> None:
    article = site.rows("SELECT id FROM articles WHERE title = 'The tool'")[0]["id"]
    page = html.fromstring(site.get(f"/article/{article}").text)
    assert [m.text_content() for m in page.cssselect("mark.figure")] == [FIGURE]
    assert [m.text_content() for m in page.cssselect("mark.frustration")] == [ROUND]
    assert "40% of CIO" in words(site.get(f"/article/{article}").text)


def test_the_address_of_a_merged_theme_leads_to_the_one_that_holds_its_sentences(site: Site) -> None:
    ended = site.rows("SELECT theme_id, other_id FROM theme_redirects ORDER BY theme_id")[0]
    answer = site.get(f"/theme/{ended['theme_id']}")
    assert answer.status_code == 301
    assert answer.headers["location"] == f"/theme/{ended['other_id']}"


def _names(site: Site, query: str) -> list[str]:
    page = html.fromstring(site.get(f"/themes?{query}").text)
    return [a.text_content() for a in page.cssselect("#frustrations .name")]


def test_themes_come_in_the_order_asked_for(site: Site) -> None:
    usual = _names(site, "")
    facts = {t["label"]: t for t in site.get("/themes.json").json()["themes"]}
    assert _names(site, "sort=nonsense") == _names(site, "sort=articles") == usual
    assert _names(site, "sort=name") == sorted(usual, key=str.casefold)
    assert _names(site, "sort=publications") == sorted(usual, key=lambda name: -(facts[name]["sources"] or 0))
    firsts = [facts[name]["first_year"] or 9999 for name in _names(site, "sort=first")]
    assert firsts == sorted(firsts) and len(firsts) == len(usual)
    sizes = [facts[name]["statements"] for name in _names(site, "sort=sentences")]
    assert sizes == sorted(sizes, reverse=True)


def test_complaints_that_no_advice_answers_have_a_list(survey_site: Site) -> None:
    answered = {"Waiting for the desk"}
    everything = _names(survey_site, "")
    assert answered < set(everything)
    assert set(_names(survey_site, "answered=no")) == set(everything) - answered
    said = words(survey_site.get("/themes?answered=no&sort=name").text)
    assert f"complaint{'s' if len(everything) > 2 else ''} that hardly any advice answers" in said
    labels = {t["label"] for t in survey_site.get("/themes.json?answered=no").json()["themes"]}
    assert labels == set(everything) - answered
    csv = survey_site.get("/data/unanswered_frustrations.csv").text
    assert 'href="/data/unanswered_frustrations.csv"' in survey_site.get("/themes?answered=no").text
    assert len(csv.strip().splitlines()) - 1 == len(labels)


def test_bars_of_one_side_and_of_both_are_on_one_scale() -> None:
    def width(bar: str) -> str:
        return re.findall(r'width="([\d.]+)', bar)[-1]

    assert width(charts.middle_bar("both", 7, 12, "x")) == width(charts.single_bar("cmo", 7, 12, "x"))


def test_a_file_without_ties_has_no_list_of_the_unanswered(older_site: Site) -> None:
    assert "hardly any advice answers" not in words(older_site.get("/themes").text)
    assert older_site.get("/themes?answered=no").status_code == 200
