"""The sample's statements, read through with fresh eyes: how many hold, and whose sides do."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from bench.part import Cell, Part, Table
from corpus.records import KINDS, ROLES_OF

#: A folder a round, a file a kind: what the program coded, and what a reader who saw that said of it.
READ = Path(__file__).resolve().parents[2] / "docs" / "demo-read"


def run(data: Path | None) -> list[Table]:
    """Return for each round and kind the verdicts, and for each role the share that the reader found right."""
    found: list[tuple[Cell, ...]] = []
    sides: list[tuple[Cell, ...]] = []
    for folder in sorted(path for path in READ.iterdir() if path.is_dir()):
        for kind in KINDS:
            rows = list(csv.DictReader((folder / f"{kind}.csv").open(encoding="utf-8", newline="")))
            verdicts = Counter(row["verdict"] for row in rows)
            found.append((folder.name, kind, len(rows), verdicts["yes"], verdicts["borderline"], verdicts["no"]))
            held = [row for row in rows if row["verdict"] != "no"]
            for role in ROLES_OF[kind]:
                right = sum(row[f"coded {role}"] == row[f"read {role}"] for row in held)
                sides.append((folder.name, role, len(held), right))
    return [
        Table("Drawn by chance", ("round", "kind", "read", "holds", "borderline", "does not"), found),
        Table("Sides of those that hold or are borderline", ("round", "role", "statements", "right"), sides),
    ]


PART = Part("demo_read", "The sample's statements, read", run)
