"""Listings by their address."""

from __future__ import annotations

import pytest

from crawler.facts import page_number
from crawler.kind import is_listing_url


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/index.html",
        "/tag/cmo-cio/",
        "/category/it/",
        "/2013/11/",
        "/2013/",
        "/2013/11/05/",
        "/author/ann/",
        "/page/3/",
        "/?s=lamp",
        "/blog/",
    ],
)
def test_an_archive_is_a_listing(path: str) -> None:
    assert is_listing_url(f"http://a.example{path}")


@pytest.mark.parametrize(
    "path",
    [
        "/2013/11/05/two-lamps/",
        "/?p=12",
        "/node/22201",
        "/blog/two-lamps",
        "/article/12/two-lamps.html",
        "/a/b/index.html",
    ],
)
def test_an_articles_address_is_none(path: str) -> None:
    assert not is_listing_url(f"http://a.example{path}")


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("/a", 1),
        ("/a?page=2", 2),
        ("/a/2/", 2),
        ("/a.html-2", 2),
        ("/a/page/3/", 3),
        ("/2012/05/", 1),
        ("/2012/05/14/", 1),
    ],
)
def test_the_number_of_a_page(path: str, number: int) -> None:
    assert page_number(f"http://a.example{path}") == number
