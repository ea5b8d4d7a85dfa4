"""What people put right in the register: studies added or changed, two that are one, one that is two; kept for all reruns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from corpus.errors import BadInput
from corpus.runs import now
from corpus.store import Corpus
from nlp.register import tables
from nlp.register.catalogue import STUDY_COLUMNS, Catalogue, Study, study_of
from nlp.register.merge import Rulings
from nlp.register.tables import Row, read_table

#: The corrections that a file may hold beside studies, each with what its subject and target are.
KINDS = {
    "same_study": "subject is a study or candidate that is the same as target",
    "same_finding": "subject and target, findings or figures, are one finding",
    "other_finding": "subject, a figure, is a finding of its own",
}
_CORRECTION_COLUMNS = {
    "correction": tables.one_of(*KINDS), "subject": tables.filled, "target": tables.text, "note": tables.text
}  # fmt: skip


@dataclass(frozen=True)
class Correction:
    """One correction, as a row of `register_corrections` keeps it."""

    kind: str
    subject: str
    target: str
    fields: Mapping[str, Any]
    note: str


@dataclass(frozen=True)
class Corrected:
    """The catalogue with all corrections in it, and the rulings that the merging keeps to."""

    catalogue: Catalogue
    rulings: Rulings
    same_studies: tuple[tuple[str, str], ...]


def add_corrections(corpus: Corpus, path: Path, catalogue: Catalogue) -> int:
    """Take a CSV file of studies, or of corrections, into the corpus and return how many rows it held.

    Raises BadInput with line and reason for anything that is not right; then nothing is stored.
    """
    first = _header(path)
    if "correction" in first:
        rows = read_table(path, _CORRECTION_COLUMNS, frozenset({"correction", "subject"}))
        found = [_ruling(corpus, path, row, catalogue) for row in rows]
    else:
        rows = read_table(path, STUDY_COLUMNS, frozenset({"id", "title", "organisation"}))
        found = [_study(path, row) for row in rows]
    if not found:
        raise BadInput(f"{path} holds no row.")
    with corpus.transaction():
        for correction in found:
            _keep(corpus, correction)
    return len(found)


def corrected(corpus: Corpus, catalogue: Catalogue) -> Corrected:
    """Return the catalogue as the corpus's corrections make it, and the rulings among them."""
    kept = [
        Correction(row["kind"], row["subject"], row["target"], json.loads(row["fields"]), row["note"] or "")
        for row in corpus.rows("SELECT * FROM register_corrections ORDER BY id")
    ]
    studies = dict(catalogue.studies)
    for correction in kept:
        if correction.kind == "study":
            fields = {**correction.fields, "titles": tuple(correction.fields.get("titles", ()))}
            studies[correction.subject] = Study(**{**fields, "by_hand": 1})
    same = tuple((c.subject, c.target) for c in kept if c.kind == "same_study")
    for _, target in same:
        studies[target] = replace(studies[target], by_hand=1)
    apart = frozenset(c.subject for c in kept if c.kind == "other_finding")
    figures = tuple(replace(f, finding=f.id) if f.id in apart else f for f in catalogue.figures)
    one = tuple((c.target, c.subject) for c in kept if c.kind == "same_finding")
    return Corrected(replace(catalogue, studies=studies, figures=figures), Rulings(one, apart), same)


def _header(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            return [name.strip() for name in file.readline().split(",")]
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read as a CSV file.") from error


def _study(path: Path, row: Row) -> Correction:
    if row["id"] != row["id"].strip().lower() or " " in row["id"]:
        raise BadInput(f"{path}, line {row['line']}, id: {row['id']!r} must be lower case without blanks.")
    fields = {**asdict(study_of(row)), "by_hand": 1}
    return Correction("study", row["id"], "", fields, "")


def _ruling(corpus: Corpus, path: Path, row: Row, catalogue: Catalogue) -> Correction:
    kind, subject, target = row["correction"], row["subject"], row["target"]
    if kind == "other_finding":
        _refuse_unless(path, row, "subject", _is_figure(corpus, subject, catalogue), f"{subject!r} is no figure")
        heads = {figure.finding for figure in catalogue.figures if figure.id != figure.finding}
        _refuse_unless(
            path, row, "subject", subject not in heads, f"{subject!r} stands for its finding; take the others out"
        )
        return Correction(kind, subject, "", {}, row["note"])
    if kind == "same_study":
        known = {r["id"] for r in corpus.rows("SELECT id FROM studies")} | set(catalogue.studies)
        _refuse_unless(path, row, "subject", subject in known, f"{subject!r} is no study")
        _refuse_unless(path, row, "target", target in known - {subject}, f"{target!r} is no other study")
        chained = {
            c for (c,) in corpus.db.execute("SELECT subject FROM register_corrections WHERE kind = 'same_study'")
        }
        _refuse_unless(path, row, "target", target not in chained, f"{target!r} was itself ruled to be another study")
        return Correction(kind, subject, target, {}, row["note"])
    for column, id in (("subject", subject), ("target", target)):
        there = _is_figure(corpus, id, catalogue) or _is_finding(corpus, id)
        _refuse_unless(path, row, column, bool(id) and there, f"{id!r} is neither a finding nor a figure")
    return Correction(kind, _lasting(corpus, subject), _lasting(corpus, target), {}, row["note"])


def _refuse_unless(path: Path, row: Row, column: str, right: bool, reason: str) -> None:
    if not right:
        raise BadInput(f"{path}, line {row['line']}, {column}: {reason}.")


def _is_figure(corpus: Corpus, id: str, catalogue: Catalogue) -> bool:
    in_corpus = corpus.value("SELECT count(*) FROM statistics WHERE id = ?", [id])
    return bool(in_corpus) or any(figure.id == id for figure in catalogue.figures)


def _is_finding(corpus: Corpus, id: str) -> bool:
    return bool(corpus.value("SELECT count(*) FROM findings WHERE id = ?", [id]))


def _lasting(corpus: Corpus, id: str) -> str:
    """Return a figure's id for a finding that is named after its words, because such a name may change with them."""
    told = corpus.value(
        "SELECT min(retellings.id) FROM retellings JOIN findings ON findings.id = finding_id "
        "WHERE finding_id = ? AND findings.origin = 'corpus'",
        [id],
    )
    return str(told or id)


def _keep(corpus: Corpus, correction: Correction) -> None:
    """Store a correction in place of a former one of the same subject and target."""
    same = [correction.kind, correction.subject, correction.target]
    values = [json.dumps(correction.fields, sort_keys=True, ensure_ascii=False), correction.note or None, now()]
    former = corpus.value("SELECT id FROM register_corrections WHERE kind = ? AND subject = ? AND target = ?", same)
    if former:
        corpus.execute(
            "UPDATE register_corrections SET fields = ?, note = ?, added = ? WHERE id = ?", [*values, former]
        )
    else:
        corpus.execute(
            "INSERT INTO register_corrections (kind, subject, target, fields, note, added) VALUES (?, ?, ?, ?, ?, ?)",
            [*same, *values],
        )
