"""Evaluations: scores are kept with their run, their data and who coded it."""

from __future__ import annotations

from nlp.evaluate import Score
from nlp.evaluations import keep_scores


def test_scores_and_shares_are_kept_with_their_run(corpus):
    score = Score("frustration", 0.8, 0.5, 0.615, 0.4, 0.8, 20, 200)
    run_id = keep_scores(
        corpus, [score], {"holder": 0.75}, data={"mine.jsonl": "ab" * 32}, coder="rules-1", coded_by="a person"
    )
    rows = list(corpus.rows("SELECT run_id, measured, f1, share, data, coded_by FROM evaluations ORDER BY id"))
    assert [dict(row) for row in rows] == [
        {"run_id": run_id, "measured": "frustration", "f1": 0.615, "share": None, "data": "mine.jsonl abababababab",
         "coded_by": "a person"},
        {"run_id": run_id, "measured": "holder", "f1": None, "share": 0.75, "data": "mine.jsonl abababababab",
         "coded_by": "a person"},
    ]  # fmt: skip
    assert corpus.value("SELECT finished IS NOT NULL FROM runs WHERE id = ?", [run_id])
