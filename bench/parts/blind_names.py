"""What readers answered in the blind choice between our names of themes and BERTopic's, counted from docs/blind-names/."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from bench.blind_names import CHOICE, KEY, TRUTH
from bench.part import HERE, Cell, Part, Table

ANSWERS = HERE.parent / "docs" / "blind-names"


def run(data: Path | None) -> list[Table]:
    """Return a row for each reader of each round."""
    rounds = sorted(path.parent for path in ANSWERS.glob(f"*/{KEY}"))
    rows = [_row(folder, reader) for folder in rounds for reader in sorted(folder.glob("reader-*"))]
    columns = (
        "round",
        "reader",
        "pairs",
        "ours",
        "BERTopic's",
        "neither",
        "sentences under our names",
        "the name true of",
    )
    return [Table("Names of themes, chosen blind", columns, rows)]


def _row(folder: Path, reader: Path) -> list[Cell]:
    key = json.loads((folder / KEY).read_text(encoding="utf-8"))[reader.name]
    ours, theirs, neither = chosen(_read(reader / CHOICE), key)
    told = _read(reader / TRUTH)
    shown = sum(bool(value) for row in told for name, value in row.items() if name.startswith("sentence"))
    true = sum(int(row["true of"]) for row in told)
    return [folder.name, reader.name, len(key), ours, theirs, neither, shown, true / shown]


def chosen(answers: list[dict[str, str]], key: dict[str, dict[str, str]]) -> tuple[int, int, int]:
    """Return how often ours, theirs, or neither was chosen; anything but A or B is neither."""
    letters = [(row["choice"].strip().upper(), key[row["number"]]["ours"]) for row in answers]
    ours = sum(letter == mine for letter, mine in letters)
    given = sum(letter in ("A", "B") for letter, _ in letters)
    return ours, given - ours, len(letters) - given


def _read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


PART = Part("blind_names", "Names of themes, chosen blind", run)
