"""How often the coding is right, as published: the scores that ship with the classifier, and those kept in the corpus."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus.data import data_path
from corpus.store import Corpus

Row = dict[str, Any]

#: What a row of scores says of a kind: (column, measure, columns of its interval).
_OF_A_KIND = (
    ("recall", "{}s found", None),
    ("precision", "{}s right", None),
    ("f1", "{}s, F1", ("f1_low", "f1_high")),
)
_OF_A_ROLE = {"holder": "whose pain, right", "target": "who is blamed, right", "addressee": "who should act, right"}


def published(corpus: Corpus) -> list[Row]:
    """Return the scores of the shipped classifier, then those kept in the corpus, a row a measure."""
    rows = [*shipped(), *_kept(corpus)]
    return [{"id": number, **row} for number, row in enumerate(rows, 1)]


def shipped(folder: Path | None = None) -> list[Row]:
    """Return the scores that ship with the classifier; none when they are of another classifier than the one that ships."""
    folder = folder or data_path("datasets", "models")
    file, head = folder / "evaluation.json", folder / "statement_head.json"
    if not file.is_file() or not head.is_file():
        return []
    told = json.loads(file.read_text(encoding="utf-8"))
    if told["statement_head"] != json.loads(head.read_text(encoding="utf-8"))["sha256"]:
        return []
    about = {key: told[key] for key in ("data", "coded_by", "note", "measured")}
    rows = [row for score in told["scores"] for row in _of_kind(score["kind"], score, score["positive"])]
    rows += [_row(_OF_A_ROLE.get(role, role), None, share) for role, share in told["roles"].items()]
    return [{**row, **about} for row in rows]


def _kept(corpus: Corpus) -> list[Row]:
    """Return the scores of `crosstalk evaluate --db`, the last run on each data."""
    if not corpus.value("SELECT count(*) FROM sqlite_master WHERE name = 'evaluations'"):
        return []
    found = corpus.rows(
        "SELECT evaluations.*, runs.finished FROM evaluations JOIN runs ON runs.id = evaluations.run_id "
        "WHERE run_id IN (SELECT max(run_id) FROM evaluations GROUP BY data) ORDER BY evaluations.id"
    )
    rows = []
    for row in found:
        about = {
            "data": _names(row["data"]),
            "coded_by": row["coded_by"] or "not told by whom",
            "note": None,
            "measured": (row["finished"] or "")[:10] or None,
        }
        if row["share"] is not None:
            rows.append({**_row(_OF_A_ROLE.get(row["measured"], row["measured"]), None, row["share"]), **about})
        else:
            rows += [{**one, **about} for one in _of_kind(row["measured"], row, row["statements"])]
    return rows


def _of_kind(kind: str, score: Mapping[str, Any], n: int | None) -> list[Row]:
    rows = []
    for column, name, ends in _OF_A_KIND:
        low, high = [score[end] for end in ends] if ends else [None, None]
        rows.append(_row(name.format(kind), kind, score[column], low, high, n))
    return rows


def _row(
    measure: str,
    kind: str | None,
    value: float,
    low: float | None = None,
    high: float | None = None,
    n: int | None = None,
) -> Row:
    return {"measure": measure, "kind": kind, "value": value, "low": low, "high": high, "n": n}


def _names(data: str) -> str:
    """Return the names of the files of a JSON object of checksums, or the text as it is."""
    try:
        found = json.loads(data)
    except ValueError:
        return data
    return ", ".join(found) if isinstance(found, dict) else str(found)
