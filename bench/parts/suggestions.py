"""Advice outside the own field: SemEval-2019 task 9, by the shipped classifier, nothing trained or set on it."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import numpy as np

from bench.part import Part, Table
from nlp.coder import load_coder
from nlp.reading import reading_of
from nlp.units import Unit

KIND = 1
#: F1 published with the task (Negi et al. 2019): its baseline of rules, and the best system, which was trained on it.
PUBLISHED = {"test-forum": ("A: forum on software", 0.27, 0.781), "test-hotel": ("B: hotel reviews", 0.73, 0.858)}


def run(data: Path | None) -> list[Table]:
    """Return precision, recall and F1 on both test parts beside the published ones."""
    assert data is not None
    with gzip.open(data / "suggestion-mining" / "sentences.csv.gz", "rt", encoding="utf-8", newline="") as file:
        sentences = list(csv.DictReader(file))
    rows = []
    for part, (name, baseline, best) in PUBLISHED.items():
        chosen = [row for row in sentences if row["split"] == part]
        called = _called([row["text"] for row in chosen])
        truth = np.array([row["suggestion"] == "1" for row in chosen])
        hits, told, true = (int(n) for n in ((called & truth).sum(), called.sum(), truth.sum()))
        scores = [round(x, 3) for x in (hits / max(1, told), hits / true, 2 * hits / (told + true))]
        rows.append((name, len(chosen), *scores, baseline, best))
    columns = ("part", "sentences", "precision", "recall", "F1", "the task's rules, F1", "its best system, F1")
    return [Table("", columns, rows, "Its best systems were trained on its own sentences; ours has seen none of them.")]


def _called(texts: list[str]) -> np.ndarray:
    coder = load_coder()
    units = [Unit(text, 0, len(text), "sentence", 0, 0, None, None, True) for text in texts]
    readings = [reading_of(coder.nlp, [unit], None) for unit in units]
    coder.read_ahead(readings)
    return np.array([coder.calls(reading, coder.probabilities(reading))[0, KIND] for reading in readings])


PART = Part("suggestions", "Advice outside the own field", run, needs=("suggestion-mining",))
