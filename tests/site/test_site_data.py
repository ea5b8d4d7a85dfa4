"""What people take away is whole, and described."""

from __future__ import annotations

import csv
import io

import pytest
from crosstalk_site.data import described
from lxml import html
from made import Site


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="module")
def tight_site(site: Site) -> Site:
    """The plain site where a page of rows may hold five at most."""
    return Site(site.db, max_returned_rows=5, default_page_size=5)


@pytest.mark.parametrize("table", ["quotations", "statements", "articles", "theme_statements", "articles_by_year"])
def test_a_csv_link_gives_every_row(tight_site: Site, table: str) -> None:
    page = html.fromstring(tight_site.get("/data").text)
    link = page.cssselect(f"#{table} .take a")[0].get("href")
    whole = tight_site.rows(f"SELECT count(*) AS n FROM {table}")[0]["n"]
    assert len(rows_of(tight_site.get(link).text)) == whole


def test_a_themes_csv_holds_its_sentences_and_as_many_as_the_page_says(tight_site: Site) -> None:
    page = html.fromstring(tight_site.get("/theme/f1").text)
    link = next(a.get("href") for a in page.iter("a") if "quotations.csv" in a.get("href", ""))
    found = rows_of(tight_site.get(link).text)
    assert len(found) == 12 and {row["theme_id"] for row in found} == {"f1"}
    assert "12 sentences as CSV" in " ".join(page.text_content().split())


def test_a_table_page_offers_all_rows_when_it_shows_only_some(tight_site: Site) -> None:
    page = html.fromstring(tight_site.get("/crosstalk/quotations?kind=frustration").text)
    [link] = [a.get("href") for a in page.iter("a") if a.text_content() == "All rows as CSV"]
    assert len(rows_of(tight_site.get(link).text)) == 14


@pytest.mark.parametrize("sort", ["_sort=year", "_sort_desc=year", "_sort=kind", "_sort_desc=score"])
def test_a_stream_is_whole_whatever_its_sort(tight_site: Site, sort: str) -> None:
    found = rows_of(tight_site.get(f"/crosstalk/statements.csv?_stream=on&{sort}").text)
    assert len({row["id"] for row in found}) == len(found) == 26


@pytest.mark.parametrize("table", ["statements", "articles", "statistics", "quotations", "theme_statements"])
def test_paging_through_a_table_as_it_opens_meets_every_row_once(tight_site: Site, table: str) -> None:
    met, path = [], f"/crosstalk/{table}.json?_shape=objects"
    while path:
        answer = tight_site.get(path).json()
        met += [tuple(row.values()) for row in answer["rows"]]
        path = (answer.get("next_url") or "").removeprefix("http://localhost")
    whole = tight_site.rows(f"SELECT count(*) AS n FROM {table}")[0]["n"]
    assert len(met) == len(set(met)) == whole


def test_themes_stand_on_one_page_the_largest_first(site: Site) -> None:
    answer = site.get("/crosstalk/themes.json?_shape=objects").json()
    families = [row["families"] for row in answer["rows"]]
    assert families == sorted(families, reverse=True) and answer["next"] is None


def test_every_table_and_column_is_described_and_none_that_is_not_there(site: Site) -> None:
    told = {name: set(table.get("columns", {})) for name, table in described().items() if not table.get("hidden")}
    named = {row["name"] for row in site.rows("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    shown = {name for name in named if "_fts" not in name and not name.startswith("sqlite")}
    assert set(told) == shown
    for name in shown:
        columns = {row["name"] for row in site.rows(f"SELECT name FROM pragma_table_info('{name}')")}
        assert told[name] == columns, name


def test_a_table_shows_labels_and_signs_and_leads_to_our_pages(site: Site) -> None:
    page = html.fromstring(site.get("/crosstalk/statements?kind=frustration&_size=1").text)
    cell = page.cssselect("td.col-theme_id a")[0]
    assert cell.get("href").startswith("/theme/") and cell.cssselect(".label")
    assert page.cssselect("td.col-kind .sign.frustration")


def test_an_invented_articles_address_leads_nowhere(sample_site: Site, site: Site) -> None:
    def addresses(of: Site) -> list[html.HtmlElement]:
        return html.fromstring(of.get("/crosstalk/quotations").text).cssselect("td.col-url a")

    assert addresses(sample_site) == [] and addresses(site)


def test_search_tables_are_hidden(site: Site) -> None:
    page = html.fromstring(site.get("/crosstalk").text)
    assert not [a for a in page.cssselect(".db-table h3 a") if "fts" in a.text_content()]
