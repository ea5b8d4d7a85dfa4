"""The corrected counts of a corpus: of each kind, each theme and each side, beside the raw ones."""

from __future__ import annotations

from typing import Any

from corpus.prevalence import CLASSES, CoderErrors, Correction, Estimate, as_json, read_errors, shipped_errors
from corpus.records import KINDS
from corpus.runs import now
from corpus.store import Corpus

Row = dict[str, Any]

_COUNTS = """
SELECT count(*) AS raw, coalesce(sum(score), 0) AS scores FROM statements WHERE kind = ?
"""
_SIDES = """
SELECT CASE kind WHEN 'frustration' THEN holder ELSE addressee END AS side, count(*) AS n
FROM statements WHERE kind = ? GROUP BY 1 ORDER BY 1
"""
_THEMES = """
SELECT themes.id, count(*) AS raw, sum(statements.score) AS scores FROM themes
JOIN theme_statements ON theme_statements.theme_id = themes.id
JOIN statements ON statements.id = theme_statements.statement_id
WHERE themes.kind = ? GROUP BY themes.id ORDER BY themes.id
"""


def keep_errors(corpus: Corpus, errors: CoderErrors) -> None:
    """Keep the coder's errors on the analyst's own gold in the corpus; they go before those that ship."""
    with corpus.transaction():
        corpus.write("coder_errors", [{"id": 1, "errors": as_json(errors), "measured_at": now()}])


def errors_for(corpus: Corpus) -> CoderErrors | None:
    """Return the errors to correct by: the analyst's own, else those that ship, else None."""
    own = corpus.value("SELECT errors FROM coder_errors WHERE id = 1")
    return read_errors(own) if own else shipped_errors()


def prevalence_rows(corpus: Corpus) -> list[Row]:
    """Return a row a count or share: raw, corrected, its 95 % interval, and a note on what it rests on."""
    errors = errors_for(corpus)
    if errors is None:
        return []
    note = _note(corpus, errors)
    rows = [row for kind in KINDS for row in _of_kind(corpus, kind, Correction(errors.of(kind)))]
    return [{**row, "note": note} for row in rows]


def _of_kind(corpus: Corpus, kind: str, correction: Correction) -> list[Row]:
    (whole,) = corpus.rows(_COUNTS, [kind])
    coded = dict.fromkeys(CLASSES, 0)
    for row in corpus.rows(_SIDES, [kind]):
        coded[row["side"] if row["side"] in CLASSES else "other"] += row["n"]
    shares = zip(CLASSES, correction.shares(list(coded.values())), strict=True)
    return [
        _row(kind, kind, correction.count(whole["raw"], whole["scores"])),
        *(_row(f"{kind}/side/{side}", kind, share, side=side) for side, share in shares),
        *(
            _row(
                f"{kind}/theme/{theme['id']}", kind, correction.count(theme["raw"], theme["scores"]), theme=theme["id"]
            )
            for theme in corpus.rows(_THEMES, [kind])
        ),
    ]


def _row(id: str, kind: str, found: Estimate, *, theme: str | None = None, side: str | None = None) -> Row:
    return {
        "id": id,
        "kind": kind,
        "theme_id": theme,
        "side": side,
        "measure": "share of statements" if side else "statements",
        "raw": round(found.raw, 4),
        "value": found.value,
        "low": found.low,
        "high": found.high,
    }


def _note(corpus: Corpus, errors: CoderErrors) -> str:
    """Say what the correction rests on, and when it was measured with another coder than the corpus was coded with."""
    measured = f"Errors measured on {', '.join(errors.data)}, coded by {errors.coded_by}"
    others = corpus.rows("SELECT DISTINCT coder FROM codings WHERE coder != ? ORDER BY coder", [errors.coder])
    if others:
        coders = ", ".join(row["coder"] for row in others)
        return f"{measured}, with coder {errors.coder}; these articles were coded by {coders}: do not lean on it."
    return f"{measured}."
