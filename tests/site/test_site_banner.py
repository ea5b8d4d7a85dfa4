"""A sample says on every page that it is one; a real database never does."""

from __future__ import annotations

import pytest
from lxml import html
from made import Site

OURS = ["/", "/themes", "/theme/f1", "/articles", "/data", "/search?q=weeks", "/nowhere"]
DATASETTES = [
    "/crosstalk",
    "/crosstalk/themes",
    "/crosstalk/themes/f1",
    "/crosstalk?sql=select+1",
    "/crosstalk?sql=wrong",
    "/crosstalk/nothing",
    "/-/versions",
]
PAGES = OURS + DATASETTES


def banner(site: Site, path: str) -> list[str]:
    return [" ".join(e.text_content().split()) for e in html.fromstring(site.get(path).text).cssselect(".banner")]


@pytest.mark.parametrize("path", PAGES)
def test_the_banner_is_on_every_page_of_a_sample(sample_site: Site, path: str) -> None:
    assert banner(sample_site, path) == ["Sample: invented articles, real studies."]


@pytest.mark.parametrize("path", PAGES)
def test_there_is_no_banner_without_a_sample(site: Site, path: str) -> None:
    assert banner(site, path) == []
    assert "invented articles" not in site.get(path).text


def test_a_citation_of_a_sample_says_so(sample_site: Site) -> None:
    cited = html.fromstring(sample_site.get("/theme/f1").text).cssselect(".citation")[0].text_content()
    assert "Sample: invented articles, real studies." in cited
