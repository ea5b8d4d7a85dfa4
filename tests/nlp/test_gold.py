"""The gold: fragments stand in one part each, the test parts are as they were frozen, and writers share no phrases."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from nlp.checksum import file_sha256

GOLD = Path(__file__).resolve().parents[2] / "datasets" / "gold"
PARTS = (
    "pilot",
    "train",
    "trade",
    "field",
    "field_more",
    "articles",
    "dev",
    "field_dev",
    "articles_dev",
    "test",
    "field_test",
)
FROZEN = {
    "test": "a734e3da",
    "field_test": "2679a50d",
}
#: The field's own terms and turns of everyday English, which many articles have in common.
COMMON = {
    "the cmo and the cio",
    "the chief marketing officer and",
    "chief marketing officer and the",
    "and the chief information officer",
    "marketing officer and the chief",
    "officer and the chief information",
    "between the cmo and the",
    "the general data protection regulation",
    "a single view of the",
    "single view of the customer",
    "over the past eighteen months",
    "turned out to be the",
    "asked not to be named",
    "the other side of the",
    "and the two of them",
    "the better part of a",
    "by the end of the",
    "it turned out that the",
}
MOST_FRAGMENTS = 3


def _rows(part: str) -> list[dict]:
    return [json.loads(line) for line in (GOLD / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()]


def test_no_fragment_stands_in_two_parts():
    parts: dict[str, set[str]] = defaultdict(set)
    for part in PARTS:
        for row in _rows(part):
            parts[row["doc"]].add(part)
    assert not {doc: found for doc, found in parts.items() if len(found) > 1}


@pytest.mark.parametrize("part", FROZEN)
def test_a_test_part_is_as_it_was_frozen(part):
    assert file_sha256(GOLD / f"{part}.jsonl").startswith(FROZEN[part])


def test_no_five_words_stand_in_more_than_three_fragments():
    fragments: dict[str, set[str]] = defaultdict(set)
    for part in PARTS:
        for row in _rows(part):
            words = re.findall(r"[a-z0-9']+", row["text"].lower().replace("’", "'"))
            for n in range(len(words) - 4):
                fragments[" ".join(words[n : n + 5])].add(row["doc"])
    shared = {phrase for phrase, found in fragments.items() if len(found) > MOST_FRAGMENTS}
    assert shared <= COMMON


def test_sides_are_those_that_there_are():
    for part in PARTS:
        for row in _rows(part):
            assert {row["holder"], row["target"], row["addressee"]} <= {
                None, "cmo", "cio", "both", "org", "other", "tech", "none",
            }, row["doc"]  # fmt: skip
