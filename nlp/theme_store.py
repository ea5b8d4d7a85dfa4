"""Write the themes of a run: all tables of themes replaced, and what moved written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from corpus.corrections import Outcome, note_outcomes
from corpus.records import Theme
from corpus.store import Corpus
from nlp.lineage import Event

#: A theme that ended without an heir leads to the one with most of its statements, from this part of them on.
HEIR = 0.2
_REPLACED = (
    "theme_statements", "theme_years", "theme_objects", "theme_links", "theme_link_pairs", "theme_neighbours",
    "statement_neighbours", "theme_found", "themes",
)  # fmt: skip
_APART = ("members", "years", "objects")

Row = dict[str, Any]


@dataclass
class Made:
    """All that a run of the themes stage writes."""

    themes: list[Theme] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    found: list[Row] = field(default_factory=list)
    fits: list[Row] = field(default_factory=list)
    redirects: dict[str, str | None] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    pairs: list[Row] = field(default_factory=list)
    theme_neighbours: list[Row] = field(default_factory=list)
    statement_neighbours: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def store(corpus: Corpus, made: Made, run_id: int) -> None:
    """Replace the themes by those of `made`; use inside a transaction, so that a stop leaves the former ones."""
    before = membership(corpus)
    renamed = _renamed(corpus, made.themes)
    for table in _REPLACED:
        corpus.execute(f"DELETE FROM {table}")
    corpus.write("themes", ({k: v for k, v in asdict(t).items() if k not in _APART} for t in made.themes))
    _write_parts(corpus, made.themes)
    corpus.write("theme_found", made.found, key="statement_id")
    corpus.write("theme_fits", [{**fit, "run_id": run_id} for fit in made.fits], key="kind")
    corpus.write("theme_neighbours", made.theme_neighbours, key=("theme_id", "other_id"))
    corpus.write("statement_neighbours", made.statement_neighbours, key=("statement_id", "other_id"))
    corpus.write("theme_links", made.links, key=("recommendation_id", "frustration_id"))
    corpus.write("theme_link_pairs", made.pairs, key=("recommendation_id", "frustration_id", "rank"))
    corpus.write(
        "theme_history",
        ({**asdict(e), "run_id": run_id} for e in [*made.events, *renamed]),
        key=("theme_id", "run_id", "event"),
    )
    corpus.write("theme_redirects", _redirects(made), key="theme_id")
    _write_moves(corpus, before, run_id)
    note_outcomes(corpus, made.outcomes)


def _write_parts(corpus: Corpus, themes: Sequence[Theme]) -> None:
    corpus.write(
        "theme_statements",
        ({"theme_id": t.id, **asdict(member)} for t in themes for member in t.members),
        key=("theme_id", "statement_id"),
    )
    for table, column, attribute in (("theme_years", "year", "years"), ("theme_objects", "object", "objects")):
        corpus.write(
            table,
            (
                {"theme_id": t.id, column: value, "statements": statements, "families": families}
                for t in themes
                for value, statements, families in getattr(t, attribute)
            ),
            key=("theme_id", column),
        )


def membership(corpus: Corpus) -> dict[str, str]:
    """Return the theme of each statement that has one."""
    rows = corpus.rows("SELECT statement_id, theme_id FROM theme_statements ORDER BY statement_id, theme_id")
    return {row["statement_id"]: row["theme_id"] for row in rows}


def _renamed(corpus: Corpus, themes: Sequence[Theme]) -> list[Event]:
    former = {row["id"]: row["label"] for row in corpus.rows("SELECT id, label FROM themes")}
    return [
        Event(t.id, "renamed", detail=_told(former[t.id], t.label))
        for t in themes
        if t.id in former and former[t.id] != t.label
    ]


def _told(former: str, label: str) -> str | None:
    """Names that quote somebody are not kept in the history: a text may have to be forgotten."""
    return None if "“" in former + label else f"{former} → {label}"


def _redirects(made: Made) -> list[Row]:
    """Ended themes and where they lead, by lineage and by hand."""
    ended: dict[str, str | None] = {
        e.theme_id: e.other_id if e.event == "merged" or e.share >= HEIR else None
        for e in made.events
        if e.event in ("merged", "gone")
    }
    return [{"theme_id": old, "other_id": heir} for old, heir in sorted({**ended, **made.redirects}.items())]


def _write_moves(corpus: Corpus, before: Mapping[str, str], run_id: int) -> None:
    after = membership(corpus)
    corpus.write(
        "theme_moves",
        (
            {"run_id": run_id, "statement_id": s, "from_id": before.get(s), "to_id": after.get(s)}
            for s in sorted(before.keys() | after.keys())
            if before.get(s) != after.get(s)
        ),
        key=("run_id", "statement_id"),
    )
