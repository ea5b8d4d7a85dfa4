"""Saved pages and texts in, expected extracts out; a new case is two files in `pages/` and no code."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from crawler.extract import Extract, NothingToRead
from crawler.page import read_html
from crawler.plaintext import read_text

PAGES = Path(__file__).parent / "pages"
SOURCES = sorted(path for path in PAGES.iterdir() if path.suffix != ".json")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_a_page_is_read_as_its_json_says(source: Path) -> None:
    expected = json.loads(source.with_suffix(".json").read_text(encoding="utf-8"))
    url = expected.pop("url", None)
    found = read_html(source.read_bytes(), url) if source.suffix == ".html" else read_text(source.read_text("utf-8"))
    assert found.text.split("\n") == expected.pop("text")
    assert asdict(found) == {**asdict(Extract()), **expected, "text": found.text}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_a_text_has_no_blank_lines(source: Path) -> None:
    found = read_html(source.read_bytes()) if source.suffix == ".html" else read_text(source.read_text("utf-8"))
    assert all(line.strip() == line and line for line in found.text.split("\n"))


def test_a_byte_order_mark_and_an_old_charset_do_not_reach_the_text() -> None:
    body = (
        "<p>Zoë keeps the café’s server in a crate, and marketing keeps its leaflets on the crate, all summer long.</p>"
    )
    for data in (body.encode("utf-8-sig"), body.encode("cp1252"), body.encode("utf-16")):
        assert read_html(data).text.startswith("Zoë keeps the café’s server")


def test_a_deep_page_does_not_break_the_reader() -> None:
    html = "<div>" * 3000 + "<p>Far down there is a paragraph about marketing and the people who run the systems.</p>"
    assert read_html(html).kind == "article"


def test_an_empty_page_has_nothing_to_read() -> None:
    with pytest.raises(NothingToRead):
        read_html(b"")
    with pytest.raises(NothingToRead):
        read_text("\n \n")
