"""What the survey register holds, for whoever lists it."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from corpus.store import Corpus

Row = dict[str, Any]


def register_facts(corpus: Corpus) -> dict[str, list[Row]]:
    """Return studies, candidates, findings, conflicts (findings told in unequal ways), links, corrections and the unsourced.

    `unsourced` are figures of articles that name no study, each with the finding it resembles most, if any.
    """
    studies = corpus.rows(_query("register_studies"))
    findings = corpus.rows(_query("register_findings"))
    return {
        "studies": [row for row in studies if not row["candidate"]],
        "candidates": [row for row in studies if row["candidate"]],
        "findings": findings,
        "conflicts": [row for row in findings if row["agreement"] != "exact"],
        "links": corpus.rows("SELECT * FROM finding_links ORDER BY finding_id, other_id"),
        "unsourced": corpus.rows(
            "SELECT id, article_id, words, population, claim, suggested_id, likeness FROM statistics "
            "WHERE study_id IS NULL AND nature IN ('level', 'change') ORDER BY article_id, start, id"
        ),
        "corrections": corpus.rows("SELECT * FROM register_corrections ORDER BY id"),
    }


def _query(name: str) -> str:
    return files("corpus").joinpath("queries", f"{name}.sql").read_text(encoding="utf-8")
