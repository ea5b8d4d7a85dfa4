"""Two databases compared: every difference that was made is found, and none that was not."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from corpus import Corpus
from corpus.compare import as_page, compare, compare_runs, open_either
from corpus.errors import BadInput
from corpus.publish import publish


def saved(corpus, path: Path, *changes: str) -> Path:
    with sqlite3.connect(path) as copy:
        corpus.db.conn.backup(copy)
        for sql in changes:
            copy.execute(sql)
    return path


@pytest.fixture
def compared(filled, tmp_path):
    before = saved(filled, tmp_path / "before.db")

    def run(*changes: str):
        after = saved(filled, tmp_path / "after.db", *changes)
        return compare(open_either(before), open_either(after), ("before", "after"))

    return run


def test_a_database_does_not_differ_from_its_copy(compared):
    assert not any(part.any for part in compared().parts)


@pytest.mark.parametrize(
    ("sql", "what", "id", "fields"),
    [
        ("UPDATE statements SET holder = 'both' WHERE id = 's1'", "statements", "s1", {"holder": ("cmo", "both")}),
        ("UPDATE statements SET score = 0.7 WHERE id = 's2'", "statements", "s2", {"score": (0.6, 0.7)}),
        ("UPDATE articles SET published = '2015-01-01'", "articles", "a", {"published": ("2013-05-01", "2015-01-01")}),
        ("UPDATE themes SET families = 4 WHERE id = 't1'", "themes", "t1", {"families": (1, 4)}),
        (
            "UPDATE theme_statements SET theme_id = 't2' WHERE statement_id = 's1'",
            "places in themes",
            "s1",
            {"themes": ("t1 Theme t1", "t2 Theme t2")},
        ),
    ],
)
def test_a_change_is_told_with_its_field(compared, sql, what, id, fields):
    parts = [part for part in compared(sql).parts if part.any]
    assert [part.what for part in parts] == [what]
    assert [(row.id, row.fields) for row in parts[0].changed] == [(id, fields)]


def test_what_went_and_came_is_told(compared):
    found = compared(
        "DELETE FROM theme_statements WHERE statement_id = 's3'",
        "DELETE FROM statements WHERE id = 's3'",
        "INSERT INTO statements SELECT 's9', article_id, kind, text, start, \"end\", position, heading, score, holder, "
        "target, addressee, speaker, speaker_side, why, not_factual FROM statements WHERE id = 's1'",
    )
    statements = next(part for part in found.parts if part.what == "statements")
    assert [id for id, _ in statements.gone] == ["s3"] and [id for id, _ in statements.new] == ["s9"]


def run_row(id: int, **told: object) -> str:
    return (
        f"INSERT INTO runs VALUES ({id}, 'themes', '2026-01-0{id}', '2026-01-0{id}', '{json.dumps(told)}', "
        '\'{"numpy": "1"}\', \'{"themes": 2}\')'
    )


def test_settings_and_versions_of_the_last_runs_are_compared(compared):
    found = compared(run_row(1, seed=1), run_row(2, seed=2))
    assert [name for _, name in found.settings[0].new] == ["themes: seed"]


def test_two_runs_of_one_corpus_are_compared(filled, tmp_path):
    born = "INSERT INTO theme_history (theme_id, event, run_id) VALUES ('f9', 'born', 2)"
    moved = "INSERT INTO theme_moves VALUES (2, 's1', 't9', 't1')"
    path = saved(filled, tmp_path / "c.db", run_row(1, seed=1), run_row(2, seed=2), born, moved)
    with Corpus.open(path) as corpus:
        found = compare_runs(corpus, 1, 2)
        with pytest.raises(BadInput, match="no run 7"):
            compare_runs(corpus, 1, 7)
    assert found.settings[0].changed[0].fields == {"value": ("1", "2")}
    assert found.rows[0].new[0][1] == "f9 (ended): born"
    assert found.rows[1].changed[0].fields == {"theme": ("t9", "t1")}


def test_a_published_database_compares_with_its_corpus(filled, tmp_path):
    publish(filled, tmp_path / "p.db")
    found = compare(open_either(saved(filled, tmp_path / "c.db")), open_either(tmp_path / "p.db"), ("c", "p"))
    assert not any(part.any for part in found.parts)


def test_the_page_escapes_what_a_corpus_says(compared):
    page = as_page(compared("UPDATE themes SET label = '<script>alert(1)</script>' WHERE id = 't1'"))
    assert "<script>" not in page and "&lt;script&gt;" in page and "<del>Theme t1</del>" in page


def test_what_is_no_database_of_ours_is_refused(tmp_path):
    (tmp_path / "x.db").write_text("no database")
    sqlite3.connect(tmp_path / "strange.db").execute("CREATE TABLE t (a)")
    for name in ("none.db", "x.db", "strange.db"):
        with pytest.raises(BadInput):
            open_either(tmp_path / name)


def test_the_command_tells_it_as_text_json_and_page(crosstalk, filled, tmp_path):
    before = saved(filled, tmp_path / "b.db")
    after = saved(filled, tmp_path / "a.db", "UPDATE statements SET holder = 'both' WHERE id = 's1'")
    status, out, err = crosstalk("diff", str(before), str(after), "--html", str(tmp_path / "d.html"))
    assert status == 0 and "~ s1  holder: cmo -> both" in out, err
    assert "both" in (tmp_path / "d.html").read_text("utf-8")
    assert json.loads(crosstalk("diff", str(before), str(after), "--json")[1])["rows"][1]["changed"][0]["id"] == "s1"
