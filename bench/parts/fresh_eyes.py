"""Fresh eyes: questions answered by new readers from the site alone, counted from the raw answers in docs/fresh-eyes/."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median

from bench.part import Cell, Part, Table

ANSWERS = Path(__file__).resolve().parents[2] / "docs" / "fresh-eyes"


def run(_: Path | None) -> list[Table]:
    """Return a row for each round: answers right, and page loads, that of home counted."""
    rows = [_round(n, file) for n, file in enumerate(sorted(ANSWERS.glob("answers*.json")), 1)]
    columns = ("round", "readers", "questions", "right", "page loads, median", "most")
    note = "Mark: 27 of 30. Readers are a language model that sees the site for the first time; each round has its own questions."
    return [Table("Questions answered from the site alone", columns, rows, note)]


def _round(n: int, file: Path) -> list[Cell]:
    answers = json.loads(file.read_text(encoding="utf-8"))
    clicks = [answer["clicks"] for answer in answers]
    readers = len({answer["sheet"] for answer in answers})
    return [n, readers, len(answers), sum(answer["right"] for answer in answers), median(clicks), max(clicks)]


PART = Part("fresh_eyes", "Fresh eyes", run)
