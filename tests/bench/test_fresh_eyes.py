"""Fresh eyes: the counts shown are those of the raw answers that are kept."""

from __future__ import annotations

import json

from bench.part import read_result
from bench.parts.fresh_eyes import ANSWERS, run


def test_the_counts_shown_are_those_of_the_answers() -> None:
    kept = read_result("fresh_eyes")
    assert kept and kept["tables"][0]["rows"] == json.loads(json.dumps(run(None)[0].rows)), (
        "run: python -m bench fresh_eyes"
    )


def test_each_answer_stands_beside_its_key_and_the_way_to_it() -> None:
    for file in ANSWERS.glob("answers*.json"):
        for answer in json.loads(file.read_text(encoding="utf-8")):
            assert answer["key"] and answer["answer"] and answer["path"] and isinstance(answer["right"], bool), answer[
                "question"
            ]
