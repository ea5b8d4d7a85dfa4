"""The coding of statements and their sides on dev and on the frozen test parts, by register, and what deceives it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.coded import GOLD, Predicted, f1, predicted, truth
from bench.part import Part, Table
from corpus.records import KINDS, ROLES, ROLES_OF
from nlp.coder import load_coder
from nlp.cues import plain
from nlp.evaluate import evaluate, gold_reading
from nlp.gold import Coded, by_document, read_gold
from nlp.train import split

#: Kinds of sentences that look like a complaint and may be none, by their wording.
DECEIVERS = {
    "are a question": r"\?[\"”’)]*$",
    "tell a figure": r"\d ?(?:%|percent|per cent)|\b(?:one|two|three|four|six|seven|eight|nine) (?:in|out of) ",
    "presuppose (to bridge, to overcome)": r"\bto (?:bridge|overcome|close|heal|break down|solve|avoid|end|reduce)\b",
    "tell it as over (used to, no longer)": r"\b(?:used to|no longer|since then|these days|turned around|settled)\b",
    "praise with a negation": r"\b(?:never|not?|nobody|without) .{0,40}\b(?:better|trouble|regret\w*|complain\w*|shout\w*)\b",
    "tell the writer's own life (I, my)": r"\b(?:i|my)\b",
    "name both sides": r"\b(?:marketing|marketers?|cmos?)\b.*\b(?:it|cios?|technolog\w+)\b",
    "have dark words": r"\b(?:problem|fail\w*|lost|war|fight\w*|fear\w*|gap|silos?|conflict\w*|blame\w*|slow\w*|late)\b",
}


def run(data: Path | None) -> list[Table]:
    """Return scores with intervals, sides, F1 by family of registers on dev, and false alarms by type on dev."""
    parts = {
        name: read_gold(GOLD / f"{name}.jsonl") for name in ("test", "field_test", "dev", "field_dev", "articles_dev")
    }
    return [
        *_scores(parts | {"field_test, second coding": _second("field_test"), "real": _kept_real(data)}),
        _given(parts),
        _registers(predicted("dev")),
        _deceivers(predicted("dev")),
    ]


def _second(name: str) -> list[Coded]:
    """Return the units of a part of the field gold as its second, blind coder coded them."""
    lines = (GOLD / "field_second.jsonl").read_text(encoding="utf-8").splitlines()
    again = {(row["doc"], row["n"]): row for row in map(json.loads, lines)}
    # A unit's place in its fragment is its number: the parts have every line of theirs.
    numbered = [(unit, n) for units in by_document(read_gold(GOLD / f"{name}.jsonl")) for n, unit in enumerate(units)]
    return [_as_coded(unit, again[unit.doc, n]) for unit, n in numbered]


def _as_coded(unit: Coded, row: dict[str, Any]) -> Coded:
    sides = {role: row[role] for role in ROLES}
    return replace(unit, labels=frozenset(row["labels"]), optional=frozenset(row["optional"]), **sides)


def _kept_real(data: Path | None) -> list[Coded]:
    """Return the units of the real articles that are kept from training, and helped to set thresholds."""
    assert data is not None  # it is among what the part needs
    return split([], [], read_gold(data / "real-coding" / "units.jsonl")).held_out


def _given(parts: dict[str, list[Coded]]) -> Table:
    """Sides right when all statements, and no others, are given: apart from what the finding of statements does."""
    coder, rows = load_coder(), []
    for name, coded in parts.items():
        right: dict[str, list[bool]] = {role: [] for role in ROLES}
        for units in by_document(coded):
            calls = np.array([[kind in c.labels and kind not in c.optional for kind in KINDS] for c in units])
            for n, k, roles in coder.roles.decide(gold_reading(coder, units), calls):
                for role in ROLES_OF[KINDS[k]]:
                    if truth_side := getattr(units[n], role):
                        right[role].append(getattr(roles, role) == truth_side)
        rows.append((name, *(f"{np.mean(found):.3f} of {len(found)}" for found in right.values())))
    return Table("Sides right, of all statements, if these were given", ("part", *ROLES), rows)


def _scores(parts: dict[str, list[Coded]]) -> list[Table]:
    rows, sides = [], []
    for name, coded in parts.items():
        found, roles = evaluate(load_coder(), coded)
        for s in found:
            interval = f"{s.f1_low:.2f} to {s.f1_high:.2f}"
            rows.append((name, s.kind, s.f1, interval, s.precision, s.recall, s.positive, s.units))
        sides.append((name, *(roles.get(role) for role in ("holder", "target", "addressee"))))
    columns = ("part", "kind", "F1", "95 % interval", "precision", "recall", "statements", "units")
    note = (
        "Thresholds and calibration were chosen on dev, field_dev and real (articles near the topic that trained nothing), how "
        "sides are weighed on dev, field_dev and articles_dev; test and field_test chose nothing."
    )
    return [
        Table("Found, borderline units left out", columns, rows, note),
        Table("Sides right, of the statements found rightly", ("part", "holder", "target", "addressee"), sides),
    ]


def _registers(dev: Predicted) -> Table:
    families = np.array([_family(c.register) for c in dev.coded])
    rows = []
    for family in sorted(set(families)):
        row: list[str | int | float] = [family]
        here = families == family
        for k in range(len(KINDS)):
            true, sure = truth(dev.coded, k)
            use = here & sure
            row += [int(true[use].sum()), f1(dev.called[use, k], true[use])]
        rows.append(row)
    columns = ("register (dev)", "frustrations", "F1", "recommendations", "F1")
    return Table("By register", columns, rows)


_FAMILIES = (
    ("survey report or press release", "survey|press|report"),
    ("case or interview", "case|interview|notes"),
    ("list of points", "list|bullet"),
    ("blog or opinion", "blog|op-ed|column|post|essay|guest"),
)


def _family(register: str) -> str:
    return next((name for name, pattern in _FAMILIES if re.search(pattern, register)), "trade press or magazine")


def _deceivers(dev: Predicted) -> Table:
    true, sure = truth(dev.coded, 0)
    texts = [plain(c.unit.text) for c in dev.coded]
    rows = []
    for name, pattern in DECEIVERS.items():
        fits = np.array([re.search(pattern, text) is not None for text in texts])
        none = fits & sure & ~true
        rows.append((name, int(none.sum()), int(dev.called[none, 0].sum()), int((fits & sure & true).sum())))
    none = sure & ~true
    rows.append(("all", int(none.sum()), int(dev.called[none, 0].sum()), int((true & sure).sum())))
    columns = ("sentences of dev that", "no frustration", "called one", "frustrations among such")
    return Table("False alarms of frustration by type", columns, rows, "A sentence may be of several types.")


PART = Part("statements", "Statements and their sides", run, needs=("real-coding",))
