"""Corrections: read from one plain file, refused with the line when they lack something, remembered without the file."""

from __future__ import annotations

import pytest

from corpus.corrections import COLUMNS, SORTS, Outcome, load_corrections, note_outcomes, read_corrections
from corpus.errors import BadInput

HEAD = ",".join(COLUMNS)


def write(path, *lines: str):
    path.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    return path


def test_lines_come_in_the_order_of_the_file(tmp_path):
    path = write(tmp_path / "c.csv", 'rename_theme,f1,"Slow, too slow",Ann,clearer', "hide_theme,f2,,Ann,noise")
    first, second = read_corrections(path)
    assert (first.position, first.what, first.id, first.value) == (1, "rename_theme", "f1", "Slow, too slow")
    assert (second.position, second.who, second.why) == (2, "Ann", "noise")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("paint_theme,f1,red,Ann,nicer", "line 2: 'paint_theme' is no correction"),
        ("rename_theme,f1,Name,,why not", "line 2: 'who' is empty"),
        ("rename_theme,f1,Name,Ann,", "line 2: 'why' is empty"),
        ("rename_theme,,Name,Ann,clearer", "line 2: 'id' is empty"),
    ],
)
def test_a_line_that_lacks_something_is_refused_with_its_number(tmp_path, line, told):
    with pytest.raises(BadInput, match=told):
        read_corrections(write(tmp_path / "c.csv", line))


def test_a_file_of_other_columns_is_refused(tmp_path):
    path = tmp_path / "c.csv"
    path.write_text("theme,name\nf1,x\n")
    with pytest.raises(BadInput, match="lacks the column 'what'"):
        read_corrections(path)


def test_corrections_hold_on_without_their_file_and_keep_their_outcomes(corpus, tmp_path):
    path = write(tmp_path / "c.csv", "hide_theme,f2,,Ann,noise", "rename_theme,f1,Slow,Ann,clearer")
    taken = load_corrections(corpus, path)
    with corpus.transaction():
        note_outcomes(corpus, [Outcome(1, "applied"), Outcome(2, "misfit", "there is no theme f1")])
    path.unlink()
    assert load_corrections(corpus) == taken
    rows = corpus.rows("SELECT outcome, note FROM corrections ORDER BY position")
    assert [tuple(row.values()) for row in rows] == [("applied", None), ("misfit", "there is no theme f1")]


def test_each_sort_says_what_its_cells_are():
    assert all(text.startswith("id: ") and "value: " in text for text in SORTS.values())
