"""CSV files: one row a theme, safe cells, no half-written file."""

from __future__ import annotations

import csv

import pytest

from corpus.errors import BadInput, NothingToDo
from corpus.exports import export, safe_cell

SITE = "http://site.example"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("-5", "'-5"),
        ("@here", "'@here"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("plain", "plain"),
        (-5, -5),
        (None, None),
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(cell, written):
    assert safe_cell(cell) == written


def _fill(corpus, *, sample: int = 0) -> None:
    with corpus.transaction():
        corpus.write("sources", [{"id": "s", "domain": "s.example", "name": "The Source"}])
        corpus.write(
            "articles",
            [
                {
                    "id": "a",
                    "url": "https://s.example/a",
                    "title": "=HYPERLINK(1)",
                    "text": "IT is slow.",
                    "words": 3,
                    "relevance": 80,
                    "relevance_reason": "both sides",
                    "source_id": "s",
                    "published": "2013-05-01",
                    "sample": sample,
                    "family_id": "a",
                }
            ],
        )
        corpus.write(
            "statements",
            [
                {
                    "id": "st",
                    "article_id": "a",
                    "kind": "frustration",
                    "text": "IT is slow.",
                    "start": 0,
                    "end": 11,
                    "position": 0,
                    "score": 0.9,
                    "holder": "cmo",
                    "target": "cio",
                    "addressee": "none",
                    "speaker_side": "none",
                    "why": "x",
                }
            ],
        )
        for n, families in (("f1", 3), ("f2", 7)):
            corpus.write(
                "themes",
                [
                    {
                        "id": n,
                        "kind": "frustration",
                        "label": f"Theme {n}",
                        "description": "d",
                        "keywords": "k",
                        "statements": 1 if n == "f2" else 0,
                        "articles": families,
                        "families": families,
                        "sources": 1,
                        **{f"by_{s}": 0 for s in ("cmo", "cio", "both", "org", "other", "none")},
                    }
                ],
            )
        corpus.write(
            "theme_statements",
            [{"theme_id": "f2", "statement_id": "st", "probability": 1.0, "rank": 1}],
            key=("theme_id", "statement_id"),
        )


def _read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_themes_come_largest_first_with_quotation_and_permalink(corpus, tmp_path):
    _fill(corpus)
    assert export(corpus, tmp_path / "out", site=SITE) == {"themes.csv": 2, "theme_statements.csv": 1}
    first, second = _read(tmp_path / "out" / "themes.csv")
    assert (first["name"], second["name"]) == ("Theme f2", "Theme f1")
    assert first["quotation 1"] == "IT is slow."
    assert first["quotation 1 link"] == "https://s.example/a"
    assert first["permalink"] == f"{SITE}/theme/f2"


def test_a_hostile_title_reaches_the_spreadsheet_as_text(corpus, tmp_path):
    _fill(corpus)
    export(corpus, tmp_path, site=SITE)
    assert _read(tmp_path / "theme_statements.csv")[0]["article"] == "'=HYPERLINK(1)"


def test_files_of_invented_articles_say_so_and_link_to_our_copy(corpus, tmp_path):
    _fill(corpus, sample=1)
    assert set(export(corpus, tmp_path, site=SITE)) == {"sample_themes.csv", "sample_theme_statements.csv"}
    assert _read(tmp_path / "sample_themes.csv")[0]["quotation 1 link"] == f"{SITE}/article/a#st"


def test_exporting_twice_gives_the_same_bytes(corpus, tmp_path):
    _fill(corpus)
    export(corpus, tmp_path, site=SITE)
    before = (tmp_path / "themes.csv").read_bytes()
    export(corpus, tmp_path, site=SITE)
    assert (tmp_path / "themes.csv").read_bytes() == before


def test_without_themes_nothing_is_written(corpus, tmp_path):
    with pytest.raises(NothingToDo):
        export(corpus, tmp_path / "out", site=SITE)
    assert not (tmp_path / "out").exists()


def test_a_file_in_the_folders_place_is_refused(corpus, tmp_path):
    _fill(corpus)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(BadInput):
        export(corpus, tmp_path / "file", site=SITE)


def test_themes_older_than_the_coding_are_not_exported(corpus, tmp_path):
    _fill(corpus)
    with corpus.transaction():
        corpus.execute("DELETE FROM theme_statements")
    with pytest.raises(BadInput, match="crosstalk themes"):
        export(corpus, tmp_path / "out", site=SITE)
