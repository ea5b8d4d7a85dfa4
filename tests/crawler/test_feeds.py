"""Sitemaps and feeds, whole, packed or broken."""

from __future__ import annotations

import gzip

import pytest

from crawler.feeds import LinkList, read_links, sitemaps_in

SITEMAP = (
    b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    b"<url><loc> http://a.example/1 </loc></url></urlset>"
)
INDEX = b"<sitemapindex><sitemap><loc>http://a.example/s.xml</loc></sitemap></sitemapindex>"
RSS = b"<rss><channel><link>http://a.example/</link><item><link>http://a.example/1</link></item></channel></rss>"
ATOM = (
    b'<feed xmlns="http://www.w3.org/2005/Atom"><link href="http://a.example/"/><entry><link rel="edit" href="/e"/>'
    b'<link href="http://a.example/1"/></entry></feed>'
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (SITEMAP, LinkList("sitemap", ("http://a.example/1",))),
        (gzip.compress(SITEMAP), LinkList("sitemap", ("http://a.example/1",))),
        (INDEX, LinkList("index", ("http://a.example/s.xml",))),
        (RSS, LinkList("feed", ("http://a.example/1",))),
        (ATOM, LinkList("feed", ("http://a.example/1",))),
        (b"<html><body>no feed</body></html>", None),
        (gzip.compress(SITEMAP)[:-20], None),
        (b"plain words", None),
        (b"", None),
    ],
    ids=["sitemap", "packed", "index", "rss", "atom", "html", "broken archive", "text", "empty"],
)
def test_links_are_read(body: bytes, expected: LinkList | None) -> None:
    assert read_links(body) == expected


def test_an_entity_bomb_is_not_unpacked() -> None:
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "http://a.example/"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'
    )
    assert read_links(bomb) == LinkList("sitemap", ())


def test_robots_name_sitemaps() -> None:
    assert sitemaps_in("User-agent: *\nDisallow: /x\nSitemap: http://a.example/s.xml\n") == ["http://a.example/s.xml"]
