"""Two classifiers on the same units: F1 worked out by hand, and intervals; a head moves as far as the units ask, no further."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.errors import NothingToDo
from nlp.adjust import FEWEST, Seen, adjusted, calls_held_out
from nlp.compare_heads import MEAN, article_of, differences, is_better
from nlp.gold import Coded
from nlp.head import CUE_SHARE, Head, table
from nlp.units import Unit

RIGHT, MISSED = (True, True), (False, False)


def unit(doc: str, *labels: str, optional: tuple[str, ...] = ()) -> Coded:
    return Coded(doc, Unit("x", 0, 1, "sentence", 0, 0, None, None, True), frozenset(labels), frozenset(optional))


BOTH = ("frustration", "recommendation")


def test_units_of_one_article_are_drawn_together():
    assert article_of(unit("0123abc:10-25")) == "0123abc"
    assert article_of(unit("g-T1-01")) == "g-T1-01"


def test_f1_and_its_difference_are_as_worked_out_by_hand():
    coded = [unit("a", *BOTH), unit("a", *BOTH), unit("b"), unit("b", *BOTH, optional=BOTH)]
    current = np.array(
        [RIGHT, MISSED, RIGHT, MISSED]
    )  # 1 hit, 1 false, 1 missed: F1 1/2; the borderline one is left out
    new = np.array([RIGHT, RIGHT, MISSED, MISSED])
    for found in differences(coded, current, new):
        assert (found.current, found.new, found.difference) == (0.5, 1.0, 0.5)
        assert found.articles == 2
    assert [d.kind for d in differences(coded, current, new)] == [*BOTH, MEAN]


def calls(coded, accuracy, seed):
    dice = np.random.default_rng(seed)
    truth = np.array([[kind in c.labels for kind in BOTH] for c in coded])
    return np.where(dice.random(truth.shape) < accuracy, truth, ~truth)


@pytest.fixture
def many():
    return [unit(f"{n // 10}:{n}-{n + 1}", *(BOTH if n % 3 == 0 else ())) for n in range(600)]


def test_a_plain_gain_is_better_and_the_same_with_other_luck_is_not(many):
    assert is_better(differences(many, calls(many, 0.8, 1), calls(many, 0.95, 2)))
    assert not is_better(differences(many, calls(many, 0.8, 1), calls(many, 0.8, 2)))
    assert not is_better(differences(many, calls(many, 0.95, 1), calls(many, 0.8, 2)))


def test_a_gain_in_one_kind_does_not_hide_a_loss_in_the_other(many):
    current, new = calls(many, 0.7, 1), calls(many, 1.0, 2)
    new[:, 1] = calls(many, 0.6, 3)[:, 1]
    current[:, 1] = calls(many, 0.8, 3)[:, 1]
    found = {d.kind: d for d in differences(many, current, new)}
    assert found["recommendation"].high < 0 and found[MEAN].low > 0
    assert not is_better(list(found.values()))


def seen(many, *, wrong_by: float, cue: bool) -> Seen:
    """What a head makes of units: calibrated log odds, shifted by `wrong_by`; with `cue`, a cue tells what the odds don't."""
    dice = np.random.default_rng(5)
    truth = np.array([[kind in c.labels for kind in BOTH] for c in many])
    clear = 0.3 if cue else 3.0
    # Normal with a variance of twice the mean: the value is its own log odds, but for the share of statements, a third.
    odds = np.where(truth, clear, -clear) + dice.normal(0, np.sqrt(2 * clear), truth.shape) - np.log(2) + wrong_by
    return Seen(many, odds, truth[:, :1].astype(float) * cue, np.ones(len(many), dtype=bool))


HALF = np.array([0.5, 0.5])


@pytest.mark.parametrize(("wrong_by", "cue"), [(4.0, False), (0.0, True)], ids=["shifted odds", "a cue that tells"])
def test_a_head_learns_what_the_units_tell_and_it_carries_over(many, wrong_by, cue):
    found = seen(many, wrong_by=wrong_by, cue=cue)
    assert is_better(differences(many, found.calls(HALF), calls_held_out(found, HALF)))


def test_a_head_that_is_right_stays_about_where_it_is(many):
    found = seen(many, wrong_by=0.0, cue=False)
    move = adjusted(found, HALF)
    assert np.abs(move.shift).max() < 0.5 and 0.75 < move.stretch.min() <= move.stretch.max() < 1.25


def test_the_moved_head_gives_the_probabilities_that_the_move_gave(many):
    dice = np.random.default_rng(1)
    head = Head(("c",), dice.normal(size=(2, 1)), np.array([0.1, -0.2]), np.array([1.2, 0.8]), np.zeros(2), HALF, "x")
    logits, cues = dice.normal(size=(len(many), 2)), [{"c": float(n % 2)} for n in range(len(many))]
    before = head.probabilities(cues, logits)
    found = Seen(many, np.log(before / (1 - before)), table(head.cue_names, cues), np.ones(len(many), dtype=bool))
    move = adjusted(found, HALF)
    assert move.of(head).probabilities(cues, logits) == pytest.approx(move.chances(found))
    assert CUE_SHARE and move.of(head).encoder_sha256 == "x"


def test_a_kind_with_too_few_statements_stays(many):
    few = [unit(c.doc, *(("frustration",) if c.labels else ())) for c in many]
    found = seen(many, wrong_by=2.0, cue=False)
    move = adjusted(Seen(few, found.odds, found.cues, found.live), HALF)
    assert move.left == ("recommendation",) and FEWEST > 1
    assert (move.stretch[1], move.shift[1], move.thresholds[1]) == (1.0, 0.0, 0.5) and move.shift[0] != 0


def test_units_of_few_articles_are_refused_unread():
    with pytest.raises(NothingToDo, match="of 2 articles"):
        Seen.of(None, None, [unit("a"), unit("b")])
