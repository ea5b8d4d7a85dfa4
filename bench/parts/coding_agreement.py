"""How two blind codings of the gold agree; both by a language model."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.coded import GOLD
from bench.part import Part, Table
from corpus.records import KINDS, ROLES, ROLES_OF
from crosstalk.labelling.agreement import kappa

LABELS = (*KINDS, "statistic")
#: Parts whose theme codes are the first coder's; in the others they were taken from the second.
OWN_CODES = ("field_more", "field_test", "articles", "articles_dev")


def run(data: Path | None) -> list[Table]:
    """Return a table a part of the gold that was coded twice."""
    return [
        _agreement("the field gold", ("field", "field_dev", "field_more", "field_test"), "field_second"),
        _agreement("the trade gold", ("trade",), "trade_second"),
        _agreement("the short articles", ("articles", "articles_dev"), "articles_second"),
    ]


def _agreement(what: str, names: Sequence[str], again: str) -> Table:
    """Return kappa a label, borderline units left out; a role and the theme code, where both coders saw the statement."""
    second = {(row["doc"], row["n"]): row for row in _rows(again)}
    pairs = [
        (row, second[row["doc"], row["n"]]) for name in names for row in _rows(name) if (row["doc"], row["n"]) in second
    ]
    rows = []
    for label in LABELS:
        sure = [(a, b) for a, b in pairs if label not in (*a["optional"], *b["optional"])]
        both = [(label in a["labels"], label in b["labels"]) for a, b in sure]
        rows.append((label, len(both), sum(a and b for a, b in both), _kappa(both)))
    for role in ROLES:
        kind = next(kind for kind in KINDS if role in ROLES_OF[kind])
        told = [
            (a[role], b[role]) for a, b in pairs if kind in a["labels"] and kind in b["labels"] and a[role] and b[role]
        ]
        rows.append((role, len(told), sum(a == b for a, b in told), _kappa(told)))
    own = {row["doc"] for name in names if name in OWN_CODES for row in _rows(name)}
    coded = [
        (a["code"], b["code"]) for a, b in pairs if a["doc"] in own and a["code"] and b["code"] and _same_kind(a, b)
    ]
    if coded:
        rows.append(("theme code", len(coded), sum(a == b for a, b in coded), _kappa(coded)))
    columns = ("label or role", "units compared", "agreed on it", "kappa")
    fragments = len({row["doc"] for row, _ in pairs})
    return Table(f"Two codings of {fragments} fragments of {what}", columns, rows)


def _same_kind(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Tell whether both coders saw the same complaint or advice in a unit."""
    return any(kind in one["labels"] and kind in other["labels"] for kind in KINDS)


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def _kappa(pairs: list[tuple[Any, Any]]) -> float | None:
    found = kappa(pairs)
    return None if found is None else round(found, 3)


PART = Part("coding_agreement", "Two codings of the gold", run)
