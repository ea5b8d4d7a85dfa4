"""What statements are about, by the words of the lexicon, beside what the coder of the gold says."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from bench.coded import GOLD
from bench.part import Part, Table
from corpus.records import KINDS
from nlp.gold import read_gold, title_of
from nlp.objects import objects, objects_of

#: Parts of the gold, and what each was used for.
PARTS = (("pilot", "words were chosen on it"), ("train", "words were chosen on it"), ("dev", "looked at"), ("test", ""))


def run(data: Path | None) -> list[Table]:
    """Return precision and recall of objects over the statements of each part, by own words and by all that we go by."""
    rows = []
    for name, used in PARTS:
        for way in ("own words", "and those of heading and article"):
            statements, right, extra, missed, same = _compared(name, way == "own words")
            precision, recall = right / (right + extra), right / (right + missed)
            f1 = 2 * precision * recall / (precision + recall)
            label = f"{name}: {used}" if used else name
            rows.append((label, way, statements, *(round(x, 2) for x in (precision, recall, f1, same / statements))))
    columns = ("gold", "by", "statements", "precision", "recall", "F1", "exactly the same objects")
    return [Table("Objects of statements, as coded and as found", columns, rows)]


def _compared(name: str, own_only: bool) -> tuple[int, int, int, int, int]:
    """Return how many statements there are, objects found rightly, wrongly, missed, and statements with all right."""
    path = GOLD / f"{name}.jsonl"
    coded = [set(row["object"] or ()) for row in map(json.loads, path.open(encoding="utf-8")) if not row.get("skip")]
    by_doc = defaultdict(list)
    for unit, about in zip(read_gold(path), coded, strict=True):
        by_doc[unit.doc].append((unit, about))
    counts = [0, 0, 0, 0, 0]
    for units in by_doc.values():
        title = title_of(c for c, _ in units)
        found = objects_of([c.unit for c, _ in units], title)
        for (c, about), all_found in zip(units, found, strict=True):
            if c.labels.isdisjoint(KINDS):
                continue
            ours = set(objects(c.unit.text)) if own_only else set(all_found)
            each = (1, len(ours & about), len(ours - about), len(about - ours), int(ours == about))
            counts = [a + b for a, b in zip(counts, each, strict=True)]
    n, right, extra, missed, same = counts
    return n, right, extra, missed, same


PART = Part("objects", "What statements are about", run)
