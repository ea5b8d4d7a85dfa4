"""URL forms that hide one page (page types, section 2): one page, one article, whatever the address looks like."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus import Corpus
from crawler.urls import NotAWebAddress, RefusedAddress, canonical
from crawler.variants import is_variant, own_forms
from tests.crawler.trouble.loopback import Answer, Site, article, crawl, listing, pages, site

A = "http://lamps.example"


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("/a?utm_source=x&utm_medium=y", "/a"),
        ("/a?sf16438264=1", "/a"),
        ("/a?wc=4", "/a"),
        ("/a?cs=45458", "/a"),
        ("/a?fp=&fpid=", "/a"),
        ("/a?aid=7", "/a"),
        ("/a?adref=x&cntexp=y", "/a"),
        ("/a?WT.mc_id=9", "/a"),
        ("/a?params=email", "/a"),
        ("/a?hsLang=en", "/a"),
        ("/a?hs_amp=true", "/a"),
        ("/a?edition=uk", "/a"),
        ("/a?showComment=12", "/a"),
        ("/a?mc=feedburner", "/a"),
        ("/a?utm_sourcefeedburnerutm_mediumfeed", "/a"),
        ("/a?utm_source=x&amp;utm_medium=y", "/a"),
        ("/a/&utm_source=x", "/a/"),
        ("/a%3Futm_source=x", "/a"),
        ("/a;jsessionid=0A1B2C", "/a"),
        ("/a?PHPSESSID=0123456789abcdef0123", "/a"),
        ("/(S(abcdefghijklmnop123456))/a.aspx", "/a.aspx"),
        ("/a%27s", "/a's"),
        ("/%7eann/a", "/~ann/a"),
        ("/caf%c3%a9", "/caf%C3%A9"),
        ("/caf%E9", "/caf%E9"),
        ("/solo-el-23%25", "/solo-el-23%25"),
        ("/solo-el-23%", "/solo-el-23%25"),
    ],
)
def test_what_does_not_name_the_page_is_taken_off(form: str, expected: str) -> None:
    assert canonical(A + form) == A + expected
    assert canonical(A + expected) == A + expected


@pytest.mark.parametrize(
    "path",
    [
        "/?p=12345",
        "/?page_id=7&paged=2",
        "/a?page=2",
        "/a?ArticleID=4",
        "/a?article=4",
        "/print.aspx?ciid=5",
        "/index.php?id=1&option=com",
        "/node/22201",
        "/a.html-2",
        "/a-2",
        "/11",
        "/a/2/",
        "/story.php?sid=123",
    ],
)
def test_what_names_the_page_stays(path: str) -> None:
    assert canonical(A + path) == A + path


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://lamps.example:443/a", "https://lamps.example/a"),
        ("http://lamps.example:80/a", "http://lamps.example/a"),
        ("http://lamps.example./a", "http://lamps.example/a"),
        ("http://lamps.example.:8080/a", "http://lamps.example:8080/a"),
    ],
)
def test_a_usual_port_and_a_trailing_dot_of_the_host_are_taken_off(url: str, expected: str) -> None:
    assert canonical(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "http://ptop.proxy.example:443/https/www.lamps.example/a",
        "http://siteproxy.example/http://www.lamps.example/a",
        "http://siteproxy.example/fetch/https:/www.lamps.example/a",
        "http://siteproxy.example/https%3A%2F%2Flamps.example/a",
        "http://lamps.example/<!DOCTYPE html><html><head>",
        "http://lamps.example/a/%3C!DOCTYPE%20html%3E",
        "http://lamps.example/%3Ca%20href=",
    ],
)
def test_a_web_proxy_and_a_page_source_in_a_path_are_refused(url: str) -> None:
    with pytest.raises(RefusedAddress):
        canonical(url)
    assert issubclass(RefusedAddress, NotAWebAddress)


@pytest.mark.parametrize(
    ("form", "own"),
    [
        ("/a/amp/", "/a"),
        ("/a/amp", "/a/"),
        ("/amp/a", "/a"),
        ("/a/amp.htm", "/a"),
        ("/a.amp.html", "/a.html"),
        ("/lireamp-17.htm", "/lire-17.htm"),
        ("/a?amp=1", "/a"),
        ("/a/print/", "/a/"),
        ("/print/a", "/a"),
        ("/a?print=1&id=4", "/a?id=4"),
    ],
)
def test_a_print_or_phone_form_is_known_by_its_address(form: str, own: str) -> None:
    assert A + own in list(own_forms(A + form))


@pytest.mark.parametrize(
    "path", ["/a", "/camp/a", "/sprint/a", "/blueprint/", "/a?page=2", "/example.html", "/print-is-dead"]
)
def test_an_ordinary_page_is_no_print_form(path: str) -> None:
    assert not is_variant(A + path)


TEXTS = {thing: article(thing) for thing in ("lamp", "bell", "rope", "broom")}
FORMS = {
    "/lamp?utm_source=home": "A lamp for CMOs and CIOs",
    "/lamp": "A lamp",
    "/lamp?sid=0123456789abcdef0123": "The lamp",
    "/bell/amp/": "A bell, for phones",
    "/bell": "A bell for the CMO and the CIO",
    "/rope-copy": "A rope",
    "/rope": "A rope for the CMO and the CIO",
    "/broom": "A broom for the CMO and the CIO",
    "/broom.asp": "A broom",
    "/ladder": "A ladder for the CMO and the CIO",
    "/bucket": "A bucket for the CMO and the CIO",
    "/https/www.stranger.example/x": "A proxy",
    "/a/<!DOCTYPE html>": "A doctype",
}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Path, dict[str, dict[str, Any]]]]:
    db = tmp_path_factory.mktemp("forms") / "corpus.db"
    with site({}) as at:
        own = f'<link rel="canonical" href="{at.url}/%s">'
        at.routes |= {
            "/": Answer(listing(FORMS)),
            "/lamp": Answer(TEXTS["lamp"]),
            "/bell": Answer(TEXTS["bell"]),
            "/bell/amp/": Answer(TEXTS["bell"]),
            "/rope": Answer(TEXTS["rope"]),
            "/rope-copy": Answer(article("rope", "<p>Printed for you.</p>", own % "rope")),
            "/broom": Answer(TEXTS["broom"]),
            "/broom.asp": Answer(TEXTS["broom"]),
            "/ladder": Answer(article("ladder", "", own % "lamp")),
            "/bucket": Answer(article("bucket", "", own % "")),
        }
        crawl(db, f"{at.url}/")
        yield at, db, pages(db, at)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/lamp", "stored"),
        ("/bell", "stored"),
        ("/bell/amp/", "copy"),
        ("/rope", "stored"),
        ("/rope-copy", "copy"),
        ("/ladder", "stored"),
        ("/bucket", "stored"),
    ],
)
def test_each_form_has_its_outcome(crawled: Any, path: str, outcome: str) -> None:
    assert crawled[2][path]["outcome"] == outcome


@pytest.mark.slow
def test_a_tracked_address_and_a_visit_are_no_page_of_their_own(crawled: Any) -> None:
    at, _, rows = crawled
    assert at.asked["/lamp"] == 1
    assert not [path for path in rows if path.startswith("/lamp?")]


@pytest.mark.slow
def test_the_phone_form_of_a_known_page_is_not_asked_for(crawled: Any) -> None:
    assert crawled[0].asked["/bell/amp/"] == 0


@pytest.mark.slow
def test_the_same_text_at_two_addresses_of_a_host_is_one_article(crawled: Any) -> None:
    _, db, rows = crawled
    assert sorted([rows["/broom"]["outcome"], rows["/broom.asp"]["outcome"]]) == ["copy", "stored"]
    with Corpus.open(db) as corpus:
        assert corpus.value("SELECT count(*) FROM articles") == 6


@pytest.mark.slow
def test_a_canonical_link_to_another_article_or_the_home_page_is_not_believed(crawled: Any) -> None:
    at, db, rows = crawled
    with Corpus.open(db) as corpus:
        stored = {row["url"] for row in corpus.rows("SELECT url FROM articles")}
    assert {f"{at.url}/ladder", f"{at.url}/bucket", f"{at.url}/lamp"} <= stored
    assert rows["/ladder"]["claims"] == f"{at.url}/lamp"


@pytest.mark.slow
def test_what_is_no_page_is_refused_with_the_reason_and_not_asked_for(crawled: Any) -> None:
    at, _, rows = crawled
    refused = {path: row["error"] for path, row in rows.items() if row["outcome"] == "refused"}
    assert len(refused) == 2
    assert all("proxy" in error or "markup" in error for error in refused.values())
    assert not [path for path in at.asked if "stranger" in path or "DOCTYPE" in path]
