"""Measure the shipped classifier on the frozen test part and keep the scores beside it: python -m bench.shipped_score.

The site shows them (`corpus/evaluations.py`), as long as the classifier is the one that was measured.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

from corpus.data import data_path
from nlp.coder import load_coder
from nlp.evaluate import evaluate
from nlp.gold import read_gold

NOTE = (
    "Text written for the purpose, by a language model, and never used to tune; written text flatters, and on real articles "
    "the program does worse."
)


def main() -> None:
    """Write datasets/models/evaluation.json."""
    models, gold = data_path("datasets", "models"), data_path("datasets", "gold", "test.jsonl")
    units = read_gold(gold)
    scores, roles = evaluate(load_coder(), units)
    told = {
        "statement_head": json.loads((models / "statement_head.json").read_text(encoding="utf-8"))["sha256"],
        "measured": date.today().isoformat(),
        "data": f"{len({unit.doc for unit in units})} fragments, {len(units)} sentences and headings",
        "coded_by": "a language model",
        "note": NOTE,
        "scores": [asdict(score) for score in scores],
        "roles": roles,
    }
    (models / "evaluation.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
