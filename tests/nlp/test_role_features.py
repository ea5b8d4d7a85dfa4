"""Sides by what stands around a statement: whom an article talks to, and what its other statements say outright."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.pipeline import load_pipeline
from nlp.reading import read
from nlp.role_coder import rule_roles
from nlp.role_features import role_features
from nlp.role_turn import reader_of

READERS = {
    "your CIO": ("take your cio to lunch.", "cmo"),
    "your marketing": ("ask your marketing colleagues what they measure.", "cio"),
    "called by title": ("if you are a cio, you know the pattern.", "cio"),
    "called by title, the other": ("my advice to other cmos is simple.", "cmo"),
    "nobody": ("the weather was fine.", None),
    "each": ("tell your cio, and tell your marketing colleagues.", None),
}


@pytest.mark.parametrize(("text", "side"), READERS.values(), ids=READERS.keys())
def test_whom_a_sentence_talks_to(text, side):
    assert reader_of(text) == side


TEXT = """CIOs complain that marketing signs contracts behind their back.
The bill comes later.
CIOs should say yes more often."""


def test_a_silent_statement_gets_what_the_others_say_outright():
    reading = read(load_pipeline(), TEXT, "Seven tips for CIOs")
    calls = np.array([[True, False], [True, False], [False, True]])
    ruled = list(rule_roles(reading, calls))
    assert [roles.own for _, _, roles in ruled] == [True, False, True]
    features = role_features(reading, ruled)
    assert features[1]["last holder cio"] == 1.0
    assert features[1]["article holder cio"] == 1.0
    assert "last holder cio" not in features[2], "advice does not follow complaints"
    assert all(found["title for cio"] == 1.0 for found in features)
