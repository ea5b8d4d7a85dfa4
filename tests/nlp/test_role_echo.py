"""What an article's other statements say of a role counts for a statement whose own words are silent."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.records import KINDS, SIDES
from nlp.role_coder import ECHOES, Echo, echoed
from nlp.roles import Roles

FRUSTRATION, RECOMMENDATION = KINDS.index("frustration"), KINDS.index("recommendation")


def _scores(*sides: str | None) -> np.ndarray:
    """Return scores that are sure of each side, and know nothing where there is none."""
    return np.array([[4.0 * (side == named) for side in SIDES] for named in sides])


def _sides(scores: np.ndarray) -> list[str]:
    return [SIDES[row.argmax()] for row in scores]


def test_advice_that_names_nobody_is_for_whom_the_rest_is_for():
    ruled = [(n, RECOMMENDATION, Roles()) for n in (1, 5, 40)]
    assert _sides(echoed("addressee", _scores("cio", "cio", None), ruled, ECHOES["addressee"])) == ["cio"] * 3


def test_what_a_strong_rule_says_counts_as_sure_for_the_rest():
    ruled = [(1, RECOMMENDATION, Roles(addressee="cmo", strong=True)), (2, RECOMMENDATION, Roles())]
    assert _sides(echoed("addressee", _scores("cio", None), ruled, ECHOES["addressee"]))[1] == "cmo"


def test_advice_for_somebody_else_in_plain_words_stays_so():
    ruled = [(n, RECOMMENDATION, Roles()) for n in range(3)]
    scores = np.array([*_scores("cio", "cio"), [9.0 * (side == "cmo") for side in SIDES]])
    assert _sides(echoed("addressee", scores, ruled, ECHOES["addressee"])) == ["cio", "cio", "cmo"]


@pytest.mark.parametrize(("far", "moved"), [(1, True), (900, False)])
@pytest.mark.parametrize("before_it", [False, True])
def test_a_complaint_goes_on_in_sentences_near_it_and_not_far_off(far, moved, before_it):
    ruled = [(1000, FRUSTRATION, Roles()), (1000 - far if before_it else 1000 + far, FRUSTRATION, Roles())]
    before = _scores("cio", None)
    after = echoed("holder", before, ruled, Echo(1.0, reach=1.5))
    assert (_sides(after)[1] == "cio") is moved
    assert np.isfinite(after).all()
    assert np.allclose(after, before) is not moved


def test_complaints_say_nothing_of_whom_advice_is_for():
    ruled = [(1, FRUSTRATION, Roles()), (2, RECOMMENDATION, Roles())]
    before = _scores("cmo", None)
    assert np.array_equal(echoed("addressee", before, ruled, ECHOES["addressee"]), before)
