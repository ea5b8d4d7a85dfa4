"""How two codings of the same passages agree on survey figures; both by a language model, the second one blind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.part import Part, Table
from crosstalk.labelling.agreement import kappa

GOLD = Path(__file__).resolve().parents[2] / "datasets" / "gold"
FIRST = ("told", "fresh", "last")
Figure = dict[str, Any]


def run(data: Path | None) -> list[Table]:
    """Return found-by-both counts, and kappa on population, nature and unit of the figures that both found."""
    second = dict(_passages(GOLD / "figures_second.jsonl"))
    rows = []
    for name in FIRST:
        pairs, only_one, only_other = _paired(dict(_passages(GOLD / f"figures_{name}.jsonl")), second)
        both = len(pairs)
        agreed = [_told(kappa([(a[what], b[what]) for a, b in pairs])) for what in ("population", "nature", "unit")]
        f1 = round(2 * both / (2 * both + only_one + only_other), 3)
        rows.append((name, both, only_one, only_other, f1, *agreed))
    columns = (
        "passages",
        "by both",
        "first only",
        "second only",
        "F1",
        "population kappa",
        "nature kappa",
        "unit kappa",
    )
    return [Table("Two codings of the told, fresh and last passages", columns, rows)]


def _passages(path: Path) -> Iterator[tuple[str, list[Figure]]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["id"], row["figures"]


def _paired(
    one: dict[str, list[Figure]], other: dict[str, list[Figure]]
) -> tuple[list[tuple[Figure, Figure]], int, int]:
    """Pair the figures whose words overlap; return the pairs, and how many each coder alone has."""
    pairs, alone, added = [], 0, 0
    for passage, figures in one.items():
        left = list(other[passage])
        for figure in figures:
            mate = next((f for f in left if f["start"] < figure["end"] and figure["start"] < f["end"]), None)
            if mate is None:
                alone += 1
            else:
                left.remove(mate)
                pairs.append((figure, mate))
        added += len(left)
    return pairs, alone, added


def _told(value: float | None) -> float | str:
    return "all one code" if value is None else round(value, 2)


PART = Part("figures_agreement", "Two codings of survey figures", run)
