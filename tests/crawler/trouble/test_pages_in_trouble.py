"""Each kind of trouble that was met on real pages: a made page in, what should be read of it beside it; no code per case.

A folder a section of the notes on page types. The page is read as it is, and again in two forms that have lost their
markup: bare paragraphs, and a text file. `forms` in the JSON names the forms that a case is about, `bare` what differs.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bare import bare_html, bare_text

from crawler.extract import Extract
from crawler.page import read_html
from crawler.plaintext import read_text

HERE = Path(__file__).parent
FORMS = ("html", "bare", "text")
COMPARED = ("title", "author", "published", "language", "access", "kind", "author_title", "author_side")


def _cases() -> list[Any]:
    cases = []
    for source in sorted(HERE.glob("section_*/[!.]*.html")):
        expected = json.loads(source.with_suffix(".json").read_text(encoding="utf-8"))
        for form in expected.pop("forms", FORMS):
            name = f"{source.parent.name}-{source.stem}-{form}"
            cases.append(pytest.param(source.read_text(encoding="utf-8"), expected, form, id=name))
    return cases


@pytest.mark.parametrize(("page", "expected", "form"), _cases())
def test_a_page_in_trouble_is_read(page: str, expected: dict[str, Any], form: str) -> None:
    found = _read(page, expected.get("url"), form)
    wanted = expected if form == "html" else {**expected, **expected.get("bare", {})}
    if "text" in wanted:
        assert [_bare(line, form) for line in found.text.split("\n")] == [_bare(line, form) for line in wanted["text"]]
    assert {name: getattr(found, name) for name in COMPARED if name in wanted} == {
        name: wanted[name] for name in COMPARED if name in wanted
    }
    if wanted.get("kind", "article") == "article":
        assert found.access == wanted.get("access", "full")


def _read(page: str, url: str | None, form: str) -> Extract:
    if form == "text":
        return read_text(bare_text(page))
    return read_html(page if form == "html" else bare_html(page), url)


def _bare(line: str, form: str) -> str:
    """Without markup a heading may pass for a paragraph."""
    return line if form == "html" else line.removeprefix("# ")
