"""Labels as gold: the file of coded units that `crosstalk train` and `crosstalk evaluate` read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpus.errors import BadInput
from crosstalk.labelling.task import Labels, Task


def gold_rows(labelled: Iterable[tuple[Task, Labels]], coder: str, *, by_model: bool) -> list[dict[str, Any]]:
    """Return gold rows, with who coded them: each unit is a document of its own, between its neighbours, which are context."""
    return [row for task, labels in labelled for row in _rows(task, labels, coder, by_model)]


def _rows(task: Task, labels: Labels, coder: str, by_model: bool) -> list[dict[str, Any]]:
    place = {"doc": task.id, "title": task.list_title or task.title, "heading": task.heading or None}

    def beside(text: str) -> list[dict[str, Any]]:
        struct = "h" if text == task.heading else "s"
        return [{**place, "struct": struct, "text": text, "labels": [], "context": True}] if text else []

    return [
        *beside(task.before),
        {
            **place,
            "struct": task.struct,
            "text": task.text,
            "labels": sorted(labels.kinds),
            "optional": sorted(labels.optional),
            "holder": labels.sides.get("holder") if "frustration" in labels.kinds else None,
            "target": labels.sides.get("target") if "frustration" in labels.kinds else None,
            "addressee": labels.sides.get("addressee") if "recommendation" in labels.kinds else None,
            "url": task.url or None,
            "coder": coder,
            "coded_by": "a language model" if by_model else "a person",
        },
        *beside(task.after),
    ]


def write_gold(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write gold rows as JSON Lines; a file that is there already is refused, labels are dear."""
    if path.exists():
        raise BadInput(f"{path} is there already; name a new file, labels are not overwritten.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
