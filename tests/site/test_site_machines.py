"""What programs take: JSON of each page, feeds, the sitemap, and CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ElementTree

import pytest
from hostile import SCRIPT
from made import Site, Writer

ATOM = "{http://www.w3.org/2005/Atom}"

PAGES = ["/home.json", "/themes.json", "/theme/f1.json", "/gap.json", "/surveys.json", "/finding/g1.json",
         "/study/gulf-2013.json", "/map.json", "/articles.json", "/search.json?q=weeks", "/methods.json", "/runs.json",
         "/data.json"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_each_page_has_its_facts_as_json_for_any_site(survey_site: Site, path: str) -> None:
    answer = survey_site.get(path)
    assert answer.status_code == 200 and answer.headers["access-control-allow-origin"] == "*"
    assert answer.json() and "<" not in answer.text.replace("\\u003c", "").split('"text"')[0]


def test_an_articles_json_holds_its_published_text_and_what_was_marked(site: Site) -> None:
    article = site.rows("SELECT id, text FROM articles WHERE title = 'The tool'")[0]
    found = site.get(f"/article/{article['id']}.json").json()
    assert found["text"] == article["text"]
    assert {one["text"] for one in found["statements"]} == {"They bought the tool before anybody asked us"}


def test_a_themes_feed_is_atom_with_its_newest_sentences(site: Site, hostile_site: Site) -> None:
    feed = ElementTree.fromstring(site.get("/theme/f1.atom").text)
    entries = feed.findall(f"{ATOM}entry")
    assert feed.tag == f"{ATOM}feed" and len(entries) == 12
    link = entries[0].find(f"{ATOM}link").get("href")
    assert site.get(link.split("#")[0].removeprefix("http://localhost")).status_code == 200
    hostile = ElementTree.fromstring(hostile_site.get("/theme/f1.atom").text)
    assert any(SCRIPT in (e.findtext(f"{ATOM}summary") or "") for e in hostile.iter(f"{ATOM}entry"))
    assert site.get("/theme/none.atom").status_code == 404


def test_the_sitemap_names_pages_that_answer_and_no_article(survey_site: Site) -> None:
    tree = ElementTree.fromstring(survey_site.get("/sitemap.xml").text)
    found = [loc.text or "" for loc in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert {"http://localhost/theme/f1", "http://localhost/finding/g1", "http://localhost/gap"} <= set(found)
    assert not [one for one in found if "/article/" in one]
    for one in found:
        assert survey_site.get(one.removeprefix("http://localhost")).status_code == 200, one
    assert "Sitemap: http://localhost/sitemap.xml" in survey_site.get("/robots.txt").text


@pytest.fixture(scope="module")
def formula_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site whose sentences begin as formulas do."""
    writer = Writer(tmp_path_factory.mktemp("formulas"))
    writer.source("paper", "=cmd|' /C calc'!A0")
    cells = [
        "=1+1 is the answer",
        "+44 is a number",
        "-5 degrees",
        "@home is a word",
        "\tindented",
        'plain, "quoted"\nline',
    ]
    writer.article("\n".join(cells), [("frustration", cell, {"holder": "cmo"}) for cell in cells], title="=SUM(A1)")
    return Site(writer.published("full"))


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_our_csv_disarms_formulas_and_datasettes_stays_exact(formula_site: Site) -> None:
    ours = rows_of(formula_site.get("/data/quotations.csv").text)
    exact = rows_of(formula_site.get("/crosstalk/quotations.csv?_stream=on&_size=max").text)
    key = "statement_id"
    by_id = {row[key]: row["text"] for row in exact}
    assert len(ours) == len(exact) == 6
    for row in ours:
        text = by_id[row[key]]
        assert row["text"] == (f"'{text}" if text[0] in "=+-@\t" else text)
        assert row["article"] == "'=SUM(A1)" and row["publication"].startswith("'=")


def test_a_csv_tells_its_rows_before_and_narrows_by_column(site: Site) -> None:
    answer = site.get("/data/quotations.csv?theme_id=f1")
    assert answer.headers["x-total-rows"] == "12" and len(rows_of(answer.text)) == 12
    assert answer.headers["content-disposition"] == 'attachment; filename="crosstalk-quotations-f1.csv"'
    assert len(rows_of(site.get("/data/statements.csv?holder__in=cmo,cio").text)) == 11
    assert len(rows_of(site.get("/data/statements.csv?kind__notin=frustration").text)) == 12
    assert site.get("/data/quotations.csv?no_such=1").status_code == 400
    assert site.get("/data/statements_fts.csv").status_code == site.get("/data/sqlite_master.csv").status_code == 404


def test_a_searchs_csv_holds_all_its_hits(site: Site) -> None:
    answer = site.get("/search.csv?q=weeks&kind=frustration")
    assert len(rows_of(answer.text)) == int(answer.headers["x-total-rows"]) == 12
    assert len(rows_of(site.get("/search.csv").text)) == 26


def test_pages_describe_themselves_to_those_who_link_to_them(site: Site) -> None:
    text = site.get("/theme/f1").text
    assert '<meta property="og:title" content="Waiting for the desk – Crosstalk">' in text
    assert '<link rel="canonical" href="http://localhost/theme/f1">' in text
    assert 'itemtype="https://schema.org/Dataset"' in site.get("/data").text


def test_the_contact_page_tells_whom_to_write_to(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no contact set" in site.get("/contact").text
    monkeypatch.setenv("CROSSTALK_CONTACT", "desk@crosstalk.example")
    assert 'href="mailto:desk@crosstalk.example"' in site.get("/contact").text
    monkeypatch.setenv("CROSSTALK_CONTACT", "javascript:alert(1)")
    assert 'href="javascript' not in site.get("/contact").text


def test_the_timeline_tells_which_complaints_an_object_was_named_with(survey_site: Site) -> None:
    objects = {row["object"]: row for row in survey_site.get("/map.json").json()["objects"]}
    wanted = survey_site.rows(
        "SELECT object, theme_id, count(DISTINCT coalesce(family_id, articles.id)) AS n FROM statement_objects "
        "JOIN statements ON statements.id = statement_id JOIN articles ON articles.id = article_id "
        "WHERE kind = 'frustration' AND theme_id IS NOT NULL GROUP BY 1, 2"
    )
    assert wanted
    for row in wanted:
        (told,) = [c for c in objects[row["object"]]["complaints"] if c["theme_id"] == row["theme_id"]]
        assert sum(told["by_year"].values()) == row["n"]
    assert "Which complaints" in survey_site.get("/map").text
