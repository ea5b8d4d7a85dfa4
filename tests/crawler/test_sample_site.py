"""The sample site is read as its manifests say: title, author, date, main text without furniture."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from corpus.data import data_path
from crawler.page import read_html
from crosstalk.sample_site import sample_site

SAMPLE = data_path("datasets", "sample")
LISTINGS = ("home", "archive")
#: Words of main text may be counted a little differently by whoever wrote the manifest.
WORDS_OFF_BY = 0.06


def entries() -> list[tuple[Path, dict[str, Any]]]:
    return [
        (manifest.parent / entry["file"], entry)
        for manifest in sorted(SAMPLE.glob("*/manifest.jsonl"))
        for entry in map(json.loads, manifest.read_text(encoding="utf-8").splitlines())
    ]


PAGES = [(path, entry) for path, entry in entries() if entry["content_type"].startswith("text/html")]
ARTICLES = [(path, entry) for path, entry in PAGES if entry["kind"] not in LISTINGS]


def named(value: object) -> str | None:
    return value["url"] if isinstance(value, dict) else ""


@pytest.mark.parametrize(("path", "entry"), ARTICLES, ids=named)
def test_an_article_is_read_as_its_manifest_says(path: Path, entry: dict[str, Any]) -> None:
    found = read_html(path.read_bytes(), entry["url"])
    text = " ".join(line.removeprefix("# ").removeprefix("- ") for line in found.text.split("\n"))
    assert [sentence for sentence in entry["main"] if sentence not in text] == []
    assert [line for line in entry["furniture"] if line in text] == []
    printed = (found.title, found.author, found.author_title, found.published, found.language)
    assert printed == tuple(entry[key] for key in ("title", "author", "author_title", "date", "language"))
    assert found.access == ("partial" if entry["kind"] == "teaser" else "full")
    assert abs(found.words - entry["words"]) <= WORDS_OFF_BY * entry["words"]


@pytest.mark.parametrize(("path", "entry"), PAGES, ids=named)
def test_a_listing_is_told_from_an_article(path: Path, entry: dict[str, Any]) -> None:
    expected = "listing" if entry["kind"] in LISTINGS else "article"
    assert read_html(path.read_bytes(), entry["url"]).kind == expected


def test_the_site_answers_by_host_and_knows_nothing_else() -> None:
    with sample_site() as site:
        host = next(iter(site.hosts_map))
        address, port = site.hosts_map[host]
        home = urllib.request.Request(f"http://{address}:{port}/", headers={"Host": host})
        with urllib.request.urlopen(home) as answer:
            assert answer.status == 200
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"http://{address}:{port}/nothing-here")
