"""What people change by hand: one CSV file, read in order, each line with who and why, replayed on every run.

The columns are `what`, `id`, `value`, `who`, `why`. A stage applies the lines whose `what` it owns and notes what became
of each; a line that fits nothing any more is a misfit and stays in the file and in the table `corrections`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BadInput
from corpus.store import Corpus

#: The file that is looked for beside the corpus when none is named.
FILE = "corrections.csv"
COLUMNS = ("what", "id", "value", "who", "why")
#: Every sort of correction with what its `id` and `value` are. Stages own these words; add a line to add a sort.
SORTS: dict[str, str] = {
    "rename_theme": "id: a theme; value: its name",
    "describe_theme": "id: a theme; value: its description",
    "merge_theme": "id: a theme; value: the theme that takes its sentences",
    "split_theme": "id: a theme; value: the sentences that leave it for a theme of their own, their ids with spaces between",
    "hide_theme": "id: a theme; value: nothing",
    "move_statement": "id: a sentence; value: the theme it belongs to, or nothing for none",
    "set_kind": "id: a sentence; value: frustration or recommendation",
    "set_holder": "id: a frustration; value: whose pain it is, cmo, cio, both, org, other or none",
    "set_target": "id: a frustration; value: who is blamed, cmo, cio, both, org, other, tech or none",
    "set_addressee": "id: a recommendation; value: who should act, cmo, cio, both, org, other or none",
    "drop_statement": "id: a sentence that is none; value: nothing",
    "add_statement": "id: an article; value: the kind, a colon and the exact words, as in frustration: IT is slow.",
    "set_title": "id: an article; value: its title",
    "set_author": "id: an article; value: its author, or nothing",
    "set_published": "id: an article; value: its date, 2015, 2015-06 or 2015-06-30, or nothing",
    "merge_family": "id: an article; value: an article that tells the same text; their families become one",
    "part_family": "id: an article that is no copy; value: nothing",
}
OUTCOMES = ("applied", "misfit", "waiting")


@dataclass(frozen=True)
class Correction:
    """One line of the file; `position` is its number, the first 1."""

    position: int
    what: str
    id: str
    value: str
    who: str
    why: str


@dataclass(frozen=True)
class Outcome:
    """What became of a correction: applied, misfit (the note says why) or waiting for the stage that owns it."""

    position: int
    outcome: str
    note: str = ""


def read_corrections(path: Path) -> list[Correction]:
    """Read a file of corrections; raise BadInput with the line when one lacks who or why, or is of no known sort."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise BadInput(f"{path} lacks the column {missing[0]!r}; it needs: {', '.join(COLUMNS)}.")
            return [_correction(path, n, row) for n, row in enumerate(reader, 1)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"The corrections {path} cannot be read: {error}") from error


def _correction(path: Path, position: int, row: Mapping[str, str | None]) -> Correction:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if cells["what"] not in SORTS:
        raise BadInput(
            f"{path}, line {position + 1}: {cells['what']!r} is no correction; there are: {', '.join(SORTS)}."
        )
    for name in ("id", "who", "why"):
        if not cells[name]:
            raise BadInput(f"{path}, line {position + 1}: {name!r} is empty; each correction says what, who and why.")
    return Correction(position, **cells)


def load_corrections(corpus: Corpus, path: Path | None = None) -> list[Correction]:
    """Take in the file at `path`, or the one beside the corpus if there is one, and return all lines in order.

    Without a file the lines that were taken in before hold on. Outcomes of lines that stayed the same are kept.
    """
    file = path or (corpus.path.with_name(FILE) if corpus.path else None)
    if file is None or (path is None and not file.is_file()):
        rows = corpus.rows("SELECT position, what, id, value, who, why FROM corrections ORDER BY position")
        return [Correction(**{**row, "value": row["value"] or ""}) for row in rows]
    lines = read_corrections(file)
    _store(corpus, lines)
    return lines


def _store(corpus: Corpus, lines: Sequence[Correction]) -> None:
    former = {
        (row["position"], row["what"], row["id"], row["value"] or ""): (row["outcome"], row["note"])
        for row in corpus.rows("SELECT * FROM corrections")
    }
    rows = []
    for line in lines:
        outcome, note = former.get((line.position, line.what, line.id, line.value), ("waiting", None))
        rows.append({**line.__dict__, "outcome": outcome, "note": note})
    with corpus.transaction():
        corpus.execute("DELETE FROM corrections")
        corpus.write("corrections", rows, key="position")


def note_outcomes(corpus: Corpus, outcomes: Iterable[Outcome]) -> None:
    """Write down what became of corrections; use inside a transaction."""
    for done in outcomes:
        corpus.execute(
            "UPDATE corrections SET outcome = ?, note = ? WHERE position = ?",
            (done.outcome, done.note or None, done.position),
        )


def misfits(corrections: Sequence[Correction], outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    """Return a sentence for each correction that fits nothing."""
    lines = {line.position: line for line in corrections}
    found = [(lines[done.position], done.note) for done in outcomes if done.outcome == "misfit"]
    return tuple(
        f"Correction {line.position} ({line.what} {line.id}, by {line.who}) does not fit: {note}."
        for line, note in found
    )


def owned(corrections: Iterable[Correction], sorts: Sequence[str]) -> list[Correction]:
    """Return the corrections of some sorts, in order."""
    return [line for line in corrections if line.what in sorts]
