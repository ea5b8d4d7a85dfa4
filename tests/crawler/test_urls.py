"""One page has one address."""

from __future__ import annotations

import pytest

from crawler.urls import NotAWebAddress, canonical, domain, resolve


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://Lamps.Example/A", "http://lamps.example/A"),
        ("http://lamps.example", "http://lamps.example/"),
        ("http://lamps.example:80/a", "http://lamps.example/a"),
        ("https://lamps.example:443/a", "https://lamps.example/a"),
        ("http://lamps.example:8080/a", "http://lamps.example:8080/a"),
        ("http://lamps.example./a", "http://lamps.example/a"),
        ("http://lamps.example/a#part", "http://lamps.example/a"),
        ("http://lamps.example/a?utm_source=x&utm_medium=y", "http://lamps.example/a"),
        ("http://lamps.example/a?utm_source=feedburnerutm_medium=feed", "http://lamps.example/a"),
        ("http://lamps.example/a?fbclid=1&gclid=2&sf16438264=1&WT.mc_id=3", "http://lamps.example/a"),
        ("http://lamps.example/a?hsLang=en&hs_amp=true&wc=4&cs=45458", "http://lamps.example/a"),
        ("http://lamps.example/a?page=2&utm_term=z", "http://lamps.example/a?page=2"),
        ("http://lamps.example/?p=12&b=1&aid=3", "http://lamps.example/?b=1&p=12"),
        ("http://lamps.example/solo-el-23%25", "http://lamps.example/solo-el-23%25"),
        ("http://lamps.example/caf\u00e9", "http://lamps.example/caf%C3%A9"),
        ("http://[::1]:80/", "http://[::1]/"),
    ],
)
def test_the_canonical_form(url: str, expected: str) -> None:
    assert canonical(url) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize("url", ["mailto:a@b.example", "ftp://a.example/", "lamps.example", "http://", "http://[x/"])
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(NotAWebAddress):
        canonical(url)


def test_a_link_is_resolved_against_its_page_and_a_broken_one_leads_nowhere() -> None:
    assert resolve("http://lamps.example/a/b", "../c?utm_source=x") == "http://lamps.example/c"
    assert resolve("http://lamps.example/a", "mailto:x@lamps.example") is None
    assert resolve("http://lamps.example/a", "http://[broken") is None


def test_a_domain_has_no_www() -> None:
    assert domain("http://www.lamps.example:8080/a") == "lamps.example"
