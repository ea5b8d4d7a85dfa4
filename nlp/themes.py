"""The themes stage: statements in, themes with names, counts, firmness and lineage out, replaced in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.corrections import Correction, Outcome, load_corrections, owned
from corpus.records import KINDS
from corpus.runs import run
from corpus.stages import only_stage_of
from corpus.store import Corpus
from corpus.theme_start import keep_start, theme_start
from nlp.embeddings import Embedder
from nlp.lineage import Event, inherit_ids
from nlp.theme_corrections import SORTS, Corrected
from nlp.theme_groups import digest, group_statements, last_anchor
from nlp.theme_relations import relate
from nlp.theme_rows import Row, statements_of
from nlp.theme_settings import ThemeSettings
from nlp.theme_store import Made, store
from nlp.told_themes import ThemesOfKind, told_themes

__all__ = ["FEWEST_STATEMENTS", "ThemeSettings", "ThemesReport", "fit_themes"]

Progress = Callable[[int, int], None]
#: With fewer statements of a kind there is nothing to group.
FEWEST_STATEMENTS = 12
PREFIX = {"frustration": "f", "recommendation": "r"}


@dataclass(frozen=True)
class ThemesReport:
    """What one run found: themes a kind, statements in no theme, and sentences on what was left out or does not fit."""

    frustration_themes: int
    recommendation_themes: int
    unthemed: int
    notes: tuple[str, ...] = ()
    unchanged: bool = False


def fit_themes(
    corpus: Corpus,
    embedder: Embedder,
    settings: ThemeSettings,
    progress: Progress | None = None,
    corrections: Path | None = None,
) -> ThemesReport:
    """Group the statements of each kind and store the themes; the former ones stay until the new ones are complete.

    When neither statements nor settings nor corrections have changed since the last run, its themes stay as they are.
    """
    with only_stage_of(corpus), run(corpus, "themes", {**settings.told(), **_model(embedder)}) as record:
        lines = owned(load_corrections(corpus, corrections), SORTS)
        rows = {kind: statements_of(corpus, kind) for kind in KINDS}
        digests = {kind: digest(rows[kind], settings, embedder, lines) for kind in KINDS}
        unchanged = digests == {r["kind"]: r["digest"] for r in corpus.rows("SELECT kind, digest FROM theme_fits")}
        made = Made(notes=[_too_few(kind, rows[kind]) for kind in KINDS if len(rows[kind]) < FEWEST_STATEMENTS])
        if not unchanged:
            start = theme_start(corpus)
            _make(corpus, embedder, settings, rows, digests, lines, made, progress)
            with corpus.transaction():
                keep_start(corpus, start)
                store(corpus, made, record.id)
        record.counts = _counts(corpus, made)
    return _report(corpus, made, unchanged)


def _model(embedder: Embedder) -> dict[str, str]:
    return {"embedder": embedder.name.rsplit("/", 1)[-1], "embedder_sha256": embedder.sha256}


def _too_few(kind: str, rows: Sequence[Row]) -> str:
    return f"{len(rows)} {kind}s are too few to group into themes; {FEWEST_STATEMENTS} are the least."


def _make(
    corpus: Corpus,
    embedder: Embedder,
    settings: ThemeSettings,
    rows: dict[str, list[Row]],
    digests: dict[str, str],
    lines: list[Correction],
    made: Made,
    progress: Progress | None,
) -> None:
    kinds = []
    for kind in KINDS:
        if found := _make_kind(corpus, embedder, settings, kind, rows[kind], lines, made, progress):
            kinds.append(found)
        resolution = found.grouping.groups.resolution if found else 1.0
        made.fits.append({"kind": kind, "digest": digests[kind], "resolution": resolution})
    met = {outcome.position for outcome in made.outcomes}
    made.outcomes += [
        Outcome(line.position, "misfit", f"there is no theme or sentence {line.id}")
        for line in lines
        if line.position not in met
    ]
    made.notes += [_misfit(lines, outcome) for outcome in made.outcomes if outcome.outcome == "misfit"]
    relate(corpus, kinds, made)


def _misfit(lines: Sequence[Correction], outcome: Outcome) -> str:
    line = next(line for line in lines if line.position == outcome.position)
    return f"Correction {line.position} ({line.what} {line.id}, by {line.who}) no longer fits: {outcome.note}."


def _make_kind(
    corpus: Corpus,
    embedder: Embedder,
    settings: ThemeSettings,
    kind: str,
    rows: list[Row],
    lines: list[Correction],
    made: Made,
    progress: Progress | None,
) -> ThemesOfKind | None:
    prefix = PREFIX[kind]
    former = _former(corpus, kind)
    if len(rows) < FEWEST_STATEMENTS:
        made.events += inherit_ids([], former, prefix, _used(corpus, prefix))[1]
        return None
    grouping = group_statements(rows, kind, corpus, embedder, settings, last_anchor(corpus, kind, rows), progress)
    groups = [np.flatnonzero(grouping.groups.labels == n) for n in range(len(grouping.groups.codes))]
    sets = [{rows[n]["id"] for n in group} for group in groups]
    ids, events = inherit_ids(sets, former, prefix, _used(corpus, prefix))
    made.events += events
    made.found += [
        {"theme_id": i, "statement_id": s, "kind": kind}
        for i, some in zip(ids, sets, strict=True)
        for s in sorted(some)
    ]
    corrected = Corrected(dict(zip(ids, map(set, sets), strict=True)), frozenset(row["id"] for row in rows))
    made.outcomes += corrected.apply(lines)
    _tell_hand(corpus, corrected, made)
    return told_themes(
        embedder, settings, kind, rows, grouping, dict(zip(ids, range(len(ids)), strict=True)), corrected, made
    )


def _tell_hand(corpus: Corpus, corrected: Corrected, made: Made) -> None:
    """Write down what was merged, split off or hidden by hand, when it happens for the first time."""
    told = {(r["theme_id"], r["event"]) for r in corpus.rows("SELECT theme_id, event FROM theme_history")}
    made.redirects |= corrected.redirects
    events = [
        Event(old, "hidden" if old in corrected.hidden else "merged by hand", heir)
        for old, heir in corrected.redirects.items()
    ]
    events += [Event(part, "split by hand", origin) for part, origin in corrected.split_from.items()]
    made.events += [event for event in events if (event.theme_id, event.event) not in told]


def _former(corpus: Corpus, kind: str) -> dict[str, set[str]]:
    """Return the last run's groups before corrections, or the themes themselves where a former version made them."""
    former: dict[str, set[str]] = {}
    for row in corpus.rows("SELECT theme_id, statement_id FROM theme_found WHERE kind = ?", [kind]):
        former.setdefault(row["theme_id"], set()).add(row["statement_id"])
    if former:
        return former
    for row in corpus.rows(
        "SELECT themes.id AS theme_id, statement_id FROM themes "
        "LEFT JOIN theme_statements ON theme_statements.theme_id = themes.id WHERE themes.kind = ?",
        [kind],
    ):
        former.setdefault(row["theme_id"], set()).update({row["statement_id"]} - {None})
    return former


def _used(corpus: Corpus, prefix: str) -> set[str]:
    rows = corpus.rows("SELECT id FROM themes UNION SELECT theme_id FROM theme_history")
    return {row["id"] for row in rows if row["id"].startswith(prefix)}


def _counts(corpus: Corpus, made: Made) -> dict[str, int]:
    counts = {
        "themes": corpus.value("SELECT count(*) FROM themes"),
        "statements_in_themes": corpus.value("SELECT count(*) FROM theme_statements"),
    }
    return counts | dict(Counter(event.event.replace(" ", "_") for event in made.events))


def _report(corpus: Corpus, made: Made, unchanged: bool) -> ThemesReport:
    themes = Counter(row["kind"] for row in corpus.rows("SELECT kind FROM themes"))
    statements = corpus.value("SELECT count(*) FROM statements")
    return ThemesReport(
        frustration_themes=themes["frustration"],
        recommendation_themes=themes["recommendation"],
        unthemed=statements - corpus.value("SELECT count(DISTINCT statement_id) FROM theme_statements"),
        notes=tuple(made.notes),
        unchanged=unchanged,
    )
