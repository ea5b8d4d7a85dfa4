"""Sides: every way of naming them, and what only looks like one."""

from __future__ import annotations

import pytest

from nlp.pipeline import load_pipeline
from nlp.sides import mentions

NAMES = {
    "CMOs": "cmo",
    "the chief marketing officer": "cmo",
    "our marketers": "cmo",
    "the marketing department": "cmo",
    "brand people": "cmo",
    "the head of marketing": "cmo",
    "a CIO": "cio",
    "the chief information officer": "cio",
    "the IT department": "cio",
    "the technology chief": "cio",
    "IT": "cio",
    "server people": "cio",
    "marketing and IT": "both",
    "CMO-CIO": "both",
    "the CIO and the CMO": "both",
    "both sides": "both",
}


@pytest.mark.parametrize(("name", "side"), NAMES.items(), ids=NAMES.keys())
def test_a_side_is_known_by_its_name(name, side):
    assert [m.side for m in mentions(load_pipeline()(f"Yesterday {name} met in the hall."))] == [side]


@pytest.mark.parametrize(
    "text",
    [
        "She gave it to them.",
        "The chief medical officer spoke first.",
        "A chief investment officer buys bonds.",
        "The IT industry grew.",
        "A new marketing campaign started.",
        "IT IS TIME TO GO",
    ],
)
def test_what_only_looks_like_a_side_names_none(text):
    assert [m.side for m in mentions(load_pipeline()(text)) if m.side in ("cmo", "cio", "both")] == []
