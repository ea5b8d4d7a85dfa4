"""Sources are data: every shipped file is whole, a wrong one is told by file and key, the blocked are never asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy import Request
from scrapy.crawler import Crawler

from corpus import Article, Corpus
from corpus.data import data_path
from corpus.errors import BadInput
from crawler.excluded import Excluded, ExcludedPages
from crawler.failures import outcome_of
from crawler.settings import CrawlSettings, scrapy_settings
from crawler.sources import (
    ONLY_CHECKED,
    blocked,
    blocked_because,
    catalogue,
    in_section,
    picked,
    publisher_of,
    read_sources,
)
from crawler.spiders.topical import TopicalSpider
from crawler.starts import starts
from crawler.store import store_article

FILES = sorted(data_path("datasets", "sources").glob("*.yaml"))
KINDS = {
    "trade press", "business press", "press wire", "vendor", "agency", "consultancy", "analyst firm", "association",
    "recruiter", "teaching", "blog", "forum", "podcast",
}  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_source_is_whole_and_guesses_nothing(path: Path) -> None:
    (source,) = read_sources(path)
    assert source.domain == path.stem
    assert source.name and source.language and source.kind in KINDS
    assert source.checked or not [key for key in ONLY_CHECKED if getattr(source, key) is not None]
    assert not [url for url in source.start if blocked_because(url, blocked())]
    assert all("utm_" not in url for url in source.start)


def test_there_are_sources_and_none_of_them_is_blocked() -> None:
    assert len(FILES) > 200
    assert not set(catalogue()) & set(blocked())
    assert all(blocked().values())


def own(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("domain: a.example\nstart: [http://a.example/]\nfeeed: x", "no key 'feeed'"),
        ("start: [http://a.example/]", "'domain' is missing"),
        ("domain: a.example", "'start' is missing"),
        ("domain: a.example\nstart: [lamps]", "no web address"),
        ("domain: a.example\nstart: [http://b.example/]", "no page of a.example"),
        ("domain: a.example\nstart: [http://a.example/]\nfeed: http://a.example/feed", "'feed' has a value"),
        (
            "domain: a.example\nstart: [http://a.example/]\nleast: many\nchecked: '2026-05-14'",
            "'least' must be a number",
        ),
        ("domain: a.example\nstart: [http://a.example/]\nsection: blog", "a folder of the site"),
        ("domain: a.example\nstart: [http://a.example/]\nchecked: soon", "must be a date"),
        ("domain: [a]\nstart: [http://a.example/]", "'domain' must be a text"),
        ("just words", "names no source"),
        ("a: [", "no YAML"),
    ],
)
def test_a_wrong_file_is_refused_by_name_and_key(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says) as refused:
        read_sources(own(tmp_path, text))
    assert "mine.yaml" in str(refused.value)


def test_one_file_may_name_several_sources_and_reads_back_what_it_writes(tmp_path: Path) -> None:
    path = own(
        tmp_path, "- {domain: a.example, start: http://a.example/}\n- {domain: b.example, start: http://b.example/}"
    )
    found = read_sources(path)
    assert [one.domain for one in found] == ["a.example", "b.example"]
    path.write_text(found[0].as_yaml(), "utf-8")
    assert read_sources(path) == found[:1]


def test_a_users_own_file_replaces_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "cio.com.yaml").write_text("domain: cio.com\nname: Mine\nstart: https://www.cio.com/\n", "utf-8")
    found = publisher_of("www2.cio.com", tmp_path)
    assert found and found.name == "Mine"
    assert catalogue(tmp_path)["cio.com"].name == "Mine"


def test_an_unknown_source_is_told_with_those_near_it() -> None:
    with pytest.raises(BadInput, match=r"no source cio\.example; near it: .*cio\.com"):
        picked(catalogue(), ["cio.example"])


@pytest.mark.parametrize("url", ["http://tiatra.com/a", "https://www.tiatra.com:443/", "http://x.y.only.wip.la/b"])
def test_a_blocked_host_and_what_stands_below_it_is_never_requested(url: str) -> None:
    assert blocked_because(url, blocked())
    with pytest.raises(BadInput, match="never requested"):
        starts([url], [], None)


def test_a_host_that_only_ends_alike_is_not_blocked() -> None:
    assert blocked_because("http://nottiatra.com/", blocked()) is None


def test_a_users_blocked_list_adds_to_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "blocked.csv").write_text("domain,reason\nlamps.example,too dark\n", "utf-8")
    assert (
        blocked_because("http://www.lamps.example/", blocked(tmp_path)) == "lamps.example is never requested: too dark"
    )


def test_a_request_for_a_blocked_host_ends_before_anything_is_sent(tmp_path: Path) -> None:
    guard = ExcludedPages(Crawler(TopicalSpider, scrapy_settings(CrawlSettings(), tmp_path / "corpus.db")))
    guard.process_request(Request("http://lamps.example/"))
    with pytest.raises(Excluded) as stopped:
        guard.process_request(Request("https://mashviral.com/robots.txt"))
    assert outcome_of(stopped.value)[0] == "blocked"


def test_without_arguments_all_sources_that_can_be_coded_begin() -> None:
    everything = starts([], [], None)
    assert {one.language for one in everything.publishers} == {"en"}
    assert "puromarketing.com" in everything.passed_over
    assert everything.languages == ("en",)


def test_a_picked_source_brings_its_language_and_its_section(tmp_path: Path) -> None:
    begun = starts(["http://lamps.example/"], ["puromarketing.com", "savvior.com"], None)
    assert begun.urls[0] == "http://lamps.example/"
    assert begun.languages == ("en", "es")
    assert begun.sections == {"savvior.com": ("/blog/",)}
    assert in_section("https://www.savvior.com/blog/x", begun.sections)
    assert not in_section("https://www.savvior.com/shop/x", begun.sections)
    assert in_section("http://lamps.example/shop", begun.sections)


def test_an_article_s_source_goes_by_the_name_in_its_file(corpus: Corpus) -> None:
    article = Article(id="a", text="Words.", url="https://www2.cio.com.au/x", source_id="www2.cio.com.au")
    with corpus.transaction():
        store_article(corpus, article, "whatever the page says")
    assert corpus.rows("SELECT domain, name, kind, language FROM sources") == [
        {"domain": "www2.cio.com.au", "name": "CIO Australia", "kind": "trade press", "language": "en"}
    ]
