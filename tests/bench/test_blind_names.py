"""The blind choice of names: sheets that don't give ours away, and figures that are those of the raw answers."""

from __future__ import annotations

import json

from bench.blind_names import bare
from bench.part import read_result
from bench.parts.blind_names import chosen, run


def test_both_names_are_shown_in_one_form():
    ours, theirs = bare("Talk early and often", "2_bad news_news_bad_decision sits")
    assert ours == "early, talk"
    assert theirs == "bad, news"


def test_dashes_and_blanks_are_neither():
    key = {str(n): {"theme": "f1", "ours": "A"} for n in range(1, 5)}
    answers = [{"number": str(n), "choice": choice} for n, choice in enumerate(["a", "B", "-", ""], 1)]
    assert chosen(answers, key) == (1, 1, 2)


def test_the_pages_figures_are_those_of_the_raw_answers():
    (table,) = run(None)
    kept = read_result("blind_names")["tables"][0]
    assert kept["rows"] == json.loads(json.dumps(table.rows)), "run: python -m bench blind_names"
