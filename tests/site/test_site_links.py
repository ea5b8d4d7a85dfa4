"""No link of ours is dead, and no page of ours holds a script or a style of its own."""

from __future__ import annotations

from functools import cache
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from lxml import html
from made import Site


def is_ours(path: str) -> bool:
    return not path.startswith(("/crosstalk", "/-/", "/static/"))


@cache
def crawled(site: Site) -> dict[str, html.HtmlElement]:
    """Follow every internal link from the first page; return our pages; assert that all answer and all anchors exist."""
    pages: dict[str, html.HtmlElement] = {}
    asked: set[str] = set()
    waiting, anchors = ["/"], []
    while waiting:
        path = waiting.pop()
        if path in asked:
            continue
        asked.add(path)
        answer = site.get(path)
        assert answer.status_code == 200, path
        if not (is_ours(path) and "html" in answer.headers["content-type"]):
            continue
        pages[path] = html.fromstring(answer.text)
        for element, attribute in [(e, a) for e in pages[path].iter() for a in ("href", "action") if e.get(a)]:
            link, anchor = urldefrag(urljoin(path, element.get(attribute)))
            if not urlsplit(link).netloc:
                waiting.append(link)
                anchors += [(link, anchor)] if anchor else []
    for link, anchor in anchors:
        assert pages[link].xpath("//*[@id=$id]", id=anchor), f"{link}#{anchor}"
    return pages


@pytest.mark.parametrize("name", ["site", "sample_site", "hostile_site", "bare_site", "survey_site", "older_site"])
def test_every_internal_link_answers_and_every_anchor_is_there(name: str, request: pytest.FixtureRequest) -> None:
    pages = crawled(request.getfixturevalue(name))
    assert {"/", "/themes", "/gap", "/surveys", "/map", "/methods", "/articles", "/data"} <= set(pages)


@pytest.mark.parametrize("name", ["site", "hostile_site", "survey_site"])
def test_our_pages_hold_no_script_and_no_inline_style(name: str, request: pytest.FixtureRequest) -> None:
    for path, page in crawled(request.getfixturevalue(name)).items():
        assert not page.cssselect("script, style, [style]"), path
        assert not [a for e in page.iter() for a in e.attrib if a.startswith("on")], path


def test_every_id_on_a_page_is_there_once(site: Site) -> None:
    for path, page in crawled(site).items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path


def test_every_picture_has_a_title_or_is_hidden(site: Site) -> None:
    for path, page in crawled(site).items():
        for svg in page.iter("svg"):
            inner = svg.getparent().tag == "svg"
            assert inner or svg.get("aria-hidden") == "true" or svg.find("title").text, path


def test_every_page_has_one_first_heading_and_a_title(site: Site) -> None:
    for path, page in crawled(site).items():
        assert len(page.cssselect("h1")) == 1, path
        assert page.findtext(".//title").strip(), path


def test_the_site_can_stand_under_a_path_of_its_own(site: Site) -> None:
    below = Site(site.db, base_url="/x/")
    for path in (
        "/",
        "/themes",
        "/theme/f1",
        "/gap",
        "/surveys",
        "/map",
        "/methods",
        "/search?q=weeks",
        "/articles",
        "/data",
    ):
        for element in html.fromstring(below.get(path).text).iter():
            for link in (element.get("href"), element.get("action"), element.get("src")):
                assert not link or link.startswith(("/x/", "#", "https://", "http://localhost/x/")), (path, link)
