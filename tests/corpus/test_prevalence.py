"""Corrected counts: right where the errors are known, honest where they are not, the same at each reading."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from corpus.errors import BadInput
from corpus.estimates import errors_for, keep_errors, prevalence_rows
from corpus.prevalence import CLASSES, CoderErrors, Correction, Counted, as_json, read_errors, shipped_errors


def gold(documents: int, *, seed: int = 0) -> list[Counted]:
    """Documents of a coder that finds 60 % of the true ones, is wrong in one of five, and scores what it calls at 0.8."""
    rng = np.random.default_rng(seed)
    found = []
    for n in range(documents):
        true = int(rng.integers(2, 10))
        hits = int(rng.binomial(true, 0.6))
        called = hits + int(rng.poisson(hits / 4))
        found.append(Counted(f"d{n}", "frustration", called, hits, true, 0.8 * called))
    return found


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    held = 0
    for n in range(120):
        target = gold(60, seed=1000 + n)
        found = Correction(gold(40, seed=n)).count(sum(d.called for d in target), sum(d.scores for d in target))
        assert found.low is not None and found.high is not None
        held += found.low <= sum(d.true for d in target) <= found.high
    assert held >= 0.88 * 120


def test_a_small_gold_leans_on_what_the_scores_expect_and_a_large_one_on_itself():
    expected_half = [Counted("d", "frustration", 10, 8, 16, 8.0, expected=8.0)]  # as many again as the scores expect
    small = Correction(expected_half).count(100, 80.0).value
    large = Correction(expected_half * 200).count(100, 80.0).value
    assert small == pytest.approx(80 * (16 + 40) / (8 + 40), abs=0.01)
    assert large == pytest.approx(160, rel=0.02)


def test_scores_that_expect_rightly_make_the_value_nearer_and_the_interval_narrower():
    off = {True: 0.0, False: 0.0}
    width = {True: 0.0, False: 0.0}
    held = 0
    for n in range(60):
        target = gold(30, seed=2000 + n)
        truth = sum(d.true for d in target)
        small = gold(6, seed=n)
        for leaning in (True, False):
            # Of what this coder calls, 0.8 are right, and they are 0.6 of the true ones: 4 true for 3 called.
            errors = [replace(d, expected=d.called / 0.75) for d in small] if leaning else small
            found = Correction(errors).count(sum(d.called for d in target), sum(d.scores for d in target))
            off[leaning] += abs(found.value - truth)
            width[leaning] += found.high - found.low
            held += leaning and found.low <= truth <= found.high
    assert off[True] < off[False] and width[True] < width[False] and held >= 0.85 * 60


def test_what_is_missed_is_put_back():
    documents = [Counted("d", "frustration", 10, 8, 16, 8.0)] * 8
    assert Correction(documents).count(100, 80.0).value == 160


def test_sides_that_are_taken_for_others_are_put_right():
    sides = (("cmo", "cmo", 8), ("cmo", "cio", 2), ("cio", "cio", 10), ("both", "both", 5), ("other", "other", 5))
    documents = [Counted("d", "frustration", 30, 30, 30, 24.0, sides)] * 20
    shares = dict(zip(CLASSES, Correction(documents).shares([40, 60, 0, 0]), strict=True))
    assert shares["cmo"].raw == 0.4 and shares["cmo"].value == pytest.approx(0.5, abs=0.02)
    assert shares["cmo"].low < 0.5 < shares["cmo"].high


@pytest.mark.parametrize("documents", [[], [Counted("d", "frustration", 0, 0, 3, 0.0)]], ids=["none", "nothing called"])
def test_a_gold_that_tells_nothing_corrects_nothing(documents):
    assert Correction(documents).count(5, 4.0).value is None
    assert Correction(documents).shares([1, 0, 0, 0])[0].value is None


def test_kept_errors_are_read_back_and_go_before_those_that_ship(filled):
    errors = CoderErrors("c1", ("mine.jsonl",), "A. Reader", tuple(gold(5)))
    assert read_errors(as_json(errors)) == errors
    assert errors_for(filled) == shipped_errors()
    keep_errors(filled, errors)
    assert errors_for(filled) == errors


def test_each_kind_theme_and_side_has_a_row_and_a_second_reading_gives_the_same(filled):
    rows = prevalence_rows(filled)
    assert rows == prevalence_rows(filled)
    ids = {row["id"] for row in rows}
    assert {"frustration", "frustration/side/cmo", "frustration/theme/t1", "recommendation/theme/t2"} <= ids
    theme = next(row for row in rows if row["theme_id"] == "t1")
    assert theme["raw"] == 2 and theme["low"] <= theme["value"] <= theme["high"]


def test_another_coder_than_the_measured_one_is_told(filled):
    with filled.transaction():
        filled.execute("INSERT INTO codings VALUES ('a', 'x', 'rules-0-older')")
    assert "do not lean on it" in prevalence_rows(filled)[0]["note"]


def test_the_shipped_errors_are_of_the_test_part():
    errors = shipped_errors()
    assert errors is not None and errors.data == ("test.jsonl",) and errors.coded_by == "a language model"
    assert sum(d.true for d in errors.of("frustration")) == 48


@pytest.mark.parametrize("text", ["no json", "{}", '{"coder": 1, "data": [], "coded_by": "x", "documents": [{}]}'])
def test_what_are_no_errors_is_refused(text):
    with pytest.raises(BadInput, match="cannot be read"):
        read_errors(text)
