"""docs/quality.md is what bench/prose/ and bench/results/ give, and each comparison has its place in it."""

from __future__ import annotations

import json

import pytest

from bench import page
from bench.__main__ import main
from bench.part import Part, Table, all_parts, keep, measure, read_result


def test_the_page_is_fresh():
    assert page.PAGE.read_text(encoding="utf-8") == page.render(), "run: python -m bench --page"


def test_every_comparison_is_shown_once():
    assert sorted(page.marked()) == sorted(all_parts())


def test_every_kept_result_belongs_to_a_comparison():
    from bench.part import RESULTS

    assert {file.stem for file in RESULTS.glob("*.json")} <= set(all_parts())


@pytest.fixture
def results(tmp_path, monkeypatch):
    monkeypatch.setattr("bench.part.RESULTS", tmp_path / "results")
    return tmp_path


def made(*rows):
    return Part(
        "made", "A made one", lambda data: [Table("Numbers", ("method", "score"), rows, "A note.")], ("public",)
    )


def test_a_measured_table_keeps_command_day_and_commit(results):
    measure(made(("ours", 0.5), ("a|b", 12345)), results)
    kept = read_result("made")
    assert kept and kept["command"] == "python -m bench made --data DIR" and len(kept["commit"]) >= 9
    shown = page._tables("made")
    assert "| ours | 0.500 |" in shown and "| a\\|b | 12,345 |" in shown and kept["date"] in shown


def test_a_comparison_without_its_data_keeps_its_rows_and_is_marked(results):
    part = made(("ours", 0.5))
    assert part.missing(None) == ["public"]
    measure(part, results)
    before = read_result("made")
    keep(part, ["public"])
    assert read_result("made")["tables"] == before["tables"]
    assert "public was not at hand" in page._tables("made")
    measure(part, results)
    assert "not at hand" not in page._tables("made")


def test_one_that_was_never_measured_says_so(results):
    assert "Not measured yet" in page._tables("made")


def test_an_unknown_comparison_is_refused(results, capsys):
    assert main(["nosuch"]) == 1
    assert "There is no comparison 'nosuch'" in capsys.readouterr().err


def test_results_are_plain_json(results):
    measure(made(("ours", None)), None)
    assert json.loads((results / "results" / "made.json").read_text())["tables"][0]["rows"] == [["ours", None]]
