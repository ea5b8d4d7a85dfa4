"""An article's page shows what may be shown, marked by kind, with each sentence at its own address."""

from __future__ import annotations

from lxml import html
from made import Site
from test_site_pages import words


def page_of(site: Site, title: str) -> html.HtmlElement:
    article = site.rows(f"SELECT id FROM articles WHERE title = '{title}'")[0]["id"]
    return html.fromstring(site.get(f"/article/{article}").text)


def test_every_statement_and_figure_is_anchored_by_its_id(site: Site) -> None:
    for table in ("statements", "statistics"):
        for row in site.rows(f"SELECT id, article_id, text FROM {table}"):
            page = html.fromstring(site.get(f"/article/{row['article_id']}").text)
            assert page.get_element_by_id(row["id"]).text_content() == row["text"]


def test_the_margin_names_theme_and_sides(site: Site) -> None:
    notes = page_of(site, "Case 1 of the queue").cssselect(".margin-notes li")
    said = [" ".join(" ".join(li.itertext()).split()) for li in notes]
    assert said == ["1 Waiting for the desk CMO blames CIO", "2 Meet often to both"]


def test_excerpts_say_that_they_are_and_show_their_gaps(site: Site) -> None:
    page = page_of(site, "Case 1 of the queue")
    assert "You see excerpts" in page.text_content()
    assert [gap.text_content() for gap in page.cssselect(".cut")] == ["[…]"]
    assert "the price of bread" not in page.text_content()


def test_a_whole_text_shows_headings_and_lists_as_such(sample_site: Site) -> None:
    page = page_of(sample_site, "Case 1 of the queue")
    assert page.cssselect(".block.heading h2")[0].text_content() == "What was done in case 1"
    assert page.cssselect(".block.item ul li")[0].text_content().startswith("Meet every fortnight")
    numbered = page.cssselect(".block.item ol:not(.margin-notes)")[0]
    assert (numbered.get("start"), numbered.text_content()) == ("1", "Then a long walk was taken by all.")
    assert "You see the whole text" in page.text_content()


def test_the_original_is_linked(site: Site) -> None:
    link = page_of(site, "The tool").cssselect("a.button")[0]
    assert link.get("href") == "https://paper.example/tool"
    assert "noopener" in link.get("rel")


def test_an_invented_article_has_no_outside_link_and_says_that_this_page_is_the_copy(sample_site: Site) -> None:
    page = page_of(sample_site, "The tool")
    assert "This page is our copy" in page.text_content()
    assert not [a for a in page.cssselect("main a") if a.get("href").startswith("http")]


def test_copies_are_named_as_witnesses_and_counted_once(site: Site) -> None:
    seen = " ".join(page_of(site, "The tool").cssselect(".ends")[0].text_content().split())
    assert "1 other witness" in seen and "Gazette & Sons (2 May 2014). It is counted once." in seen


def test_an_article_page_is_kept_out_of_search_engines(site: Site) -> None:
    robots = page_of(site, "The tool").cssselect("meta[name=robots]")
    assert [meta.get("content") for meta in robots] == ["noindex"]


def test_relevance_comes_with_its_reason(site: Site) -> None:
    article = site.rows("SELECT id FROM articles WHERE title = 'The tool'")[0]["id"]
    assert "relevance 80 of 100 names both sides" in words(site.get(f"/article/{article}").text)
