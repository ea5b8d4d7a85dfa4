"""Articles in several pages: each page names the next, and together they make one text; a case is a folder, without code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.facts import page_number
from crawler.joining import join_parts
from crawler.page import read_html

FOLDERS = sorted(path.parent for path in (Path(__file__).parent / "section_03").glob("*/expected.json"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_pages_of_an_article_are_found_and_joined(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    urls = expected["urls"]
    pages = [read_html((folder / f"{n}.html").read_bytes(), url) for n, url in enumerate(urls, start=1)]
    assert [page_number(url) for url in urls] == list(range(1, len(urls) + 1))
    assert [page.pager_next for page in pages] == [*urls[1:], None]
    whole = join_parts(pages)
    assert whole.text.split("\n") == expected["text"]
    wanted = {name: expected[name] for name in ("title", "author", "published", "access")}
    assert {name: getattr(whole, name) for name in wanted} == wanted
