"""What may not be shown is in no page, feed, file or search, and what was taken out is gone from them."""

from __future__ import annotations

import pytest
from lxml import html
from made import Site, Writer

SECRET = "The quartermaster hid eleven umbrellas behind the boiler"
KEPT = "Our desk waits eleven weeks for a form"
BETWEEN = "A walk was taken and much was said of the price of bread that day. " * 12
GONE = "Nobody in the tower ever answers the marketing bell"


@pytest.fixture(scope="module")
def silent_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site whose article holds a sentence far from any that is marked, and from which an article was taken out."""
    writer = Writer(tmp_path_factory.mktemp("silent"))
    writer.source("paper", "The Paper")
    text = f"{KEPT}. {BETWEEN}{SECRET}. {BETWEEN}"
    writer.article(text, [("frustration", f"{KEPT}.", {"holder": "cmo", "theme": "f1"})], title="One")
    gone = writer.article(
        f"{GONE}.", [("frustration", f"{GONE}.", {"holder": "cmo"})], title="Two", url="https://paper.example/two"
    )
    writer.theme("f1", "frustration", "Waiting")
    with writer.corpus.transaction():
        writer.corpus.execute("DELETE FROM statements WHERE article_id = ?", (gone,))
        writer.corpus.execute("DELETE FROM articles WHERE id = ?", (gone,))
    return Site(writer.published())


def everything(site: Site) -> dict[str, str]:
    """Return every page, feed and file of the site by its address."""
    article = site.rows("SELECT id FROM articles")[0]["id"]
    statement = site.rows("SELECT id FROM statements")[0]["id"]
    tables = [one["name"] for one in site.get("/data.json").json()["tables"]]
    paths = [
        "/",
        "/theme/f1",
        f"/article/{article}",
        "/articles",
        "/gap",
        "/map",
        "/search",
        "/methods",
        f"/like/{statement}",
    ]
    paths += [
        f"{path}.json" for path in ("/home", "/theme/f1", f"/article/{article}", "/articles", "/search", "/gap", "/map")
    ]
    paths += ["/theme/f1.atom", "/sitemap.xml", "/search.csv", "/search?q=umbrellas", "/search.json?q=quartermaster+boiler",
              "/search.csv?q=umbrellas"]  # fmt: skip
    for name in tables:
        paths += [f"/data/{name}.csv", f"/crosstalk/{name}.csv?_stream=on", f"/crosstalk/{name}.json?_shape=objects"]
    return {path: site.get(path).text for path in paths}


def test_no_page_feed_file_or_search_holds_a_sentence_that_is_not_published(silent_site: Site) -> None:
    for path, text in everything(silent_site).items():
        shown = html.fromstring(text).text_content() if text.startswith("<!DOCTYPE") else text
        assert "quartermaster hid" not in shown and "behind the boiler" not in shown, path
        assert KEPT in shown or not path.startswith(("/theme/f1", "/article/")), path
    assert silent_site.get("/search.json?q=umbrellas").json()["total"] == 0


def test_no_byte_of_the_file_or_its_search_tables_holds_it(silent_site: Site) -> None:
    content = silent_site.db.read_bytes()
    for word in (b"quartermaster", b"umbrella", b"boiler"):
        assert word not in content.lower()


def test_what_was_taken_out_is_gone_from_every_page_feed_and_file(silent_site: Site) -> None:
    for path, text in everything(silent_site).items():
        assert "tower ever answers" not in text, path
    assert b"tower ever" not in silent_site.db.read_bytes()


def test_article_pages_ask_not_to_be_listed(silent_site: Site) -> None:
    article = silent_site.rows("SELECT id FROM articles")[0]["id"]
    page = html.fromstring(silent_site.get(f"/article/{article}").text)
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
