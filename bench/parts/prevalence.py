"""Corrected counts: do their intervals hold the truth as often as they promise?"""

from __future__ import annotations

from pathlib import Path

from bench.coverage import SPLITS, Held, counts, shares
from bench.part import Cell, Part, Table
from corpus.prevalence import CoderErrors, Correction
from corpus.records import KINDS
from nlp.coder import load_coder
from nlp.coder_errors import coder_errors
from nlp.gold import read_gold
from nlp.train import KEPT_ASIDE

GOLD = Path(__file__).resolve().parents[2] / "datasets" / "gold"
COLUMNS = ("what", "interval holds the truth", "raw is off by", "corrected is off by", "width of the interval")


def run(data: Path | None) -> list[Table]:
    """Return how often the intervals hold on halves of the test part, and whether those of the whole hold on real articles."""
    assert data is not None
    coder = load_coder()
    errors = coder_errors(coder, read_gold(GOLD / "test.jsonl"), ("test.jsonl",))
    real = read_gold(data / "real-coding" / "units.jsonl")
    aside = set(sorted({unit.doc for unit in real})[::KEPT_ASIDE])
    elsewhere = coder_errors(coder, [unit for unit in real if unit.doc in aside], ("units.jsonl",))
    return [
        Table(
            f"Test part in halves, {SPLITS} times: errors from one, counts of the other; promised: 0.95",
            COLUMNS,
            [row for kind in KINDS for row in _halves(errors, kind)],
            "Counts are off as a share of the truth, shares of sides in points of 1.",
        ),
        Table(
            f"Errors from the whole test part, counts of {len(aside)} real articles",
            ("kind", "truth", "found", "corrected", "interval"),
            [_elsewhere(errors, elsewhere, kind) for kind in KINDS],
            "Thresholds were chosen on these articles, among others; nothing else was.",
        ),
    ]


def _halves(errors: CoderErrors, kind: str) -> list[tuple[Cell, ...]]:
    documents = errors.of(kind)
    return [
        _row(f"{kind}s, halves alike", counts(documents)),
        _row(f"{kind}s, the counted half with more of them for what is found", counts(documents, skewed=True)),
        _row(f"sides of {kind}s", shares(documents)),
    ]


def _row(what: str, held: Held) -> tuple[Cell, ...]:
    return (what, *(round(n, 3) for n in (held.covered, held.raw_off, held.corrected_off, held.width)))


def _elsewhere(errors: CoderErrors, target: CoderErrors, kind: str) -> tuple[Cell, ...]:
    documents = target.of(kind)
    raw, scores = sum(d.called for d in documents), sum(d.scores for d in documents)
    found = Correction(errors.of(kind)).count(raw, scores)
    return (kind, sum(d.true for d in documents), raw, round(found.value or 0), f"{found.low:.0f} to {found.high:.0f}")


PART = Part("prevalence", "Corrected counts and their intervals", run, needs=("real-coding/units.jsonl",))
