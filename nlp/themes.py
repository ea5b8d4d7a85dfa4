"""The themes stage: statements in, themes with names, counts, firmness and lineage out, replaced in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus.corrections import Correction, Outcome, load_corrections, owned
from corpus.records import KINDS, Theme
from corpus.runs import run
from corpus.store import Corpus
from nlp.codebook import Code, load_codebook
from nlp.embeddings import Embedder
from nlp.firmness import grade
from nlp.layout import layout
from nlp.likeness import statement_neighbours, theme_neighbours
from nlp.lineage import Event, inherit_ids
from nlp.pipeline import load_pipeline
from nlp.representatives import by_typicality
from nlp.theme_corrections import SORTS, Corrected
from nlp.theme_groups import Grouping, digest, group_statements, last_anchor
from nlp.theme_links import Placed, theme_links
from nlp.theme_names import name_of
from nlp.theme_rows import Row, statements_of, theme_row
from nlp.theme_settings import ThemeSettings
from nlp.theme_store import Made, store
from nlp.topics import bertopic_of, keywords
from nlp.vectors import Floats, Vectors

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


@dataclass(frozen=True)
class _Kind:
    """The themes of one kind with what the map, the links and the likenesses between themes need."""

    rows: list[Row]
    grouping: Grouping
    ids: list[str]
    members: list[list[int]]
    centres: Vectors


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
    with run(corpus, "themes", {**settings.told(), **_model(embedder)}) as record:
        lines = owned(load_corrections(corpus, corrections), SORTS)
        rows = {kind: statements_of(corpus, kind) for kind in KINDS}
        digests = {kind: digest(rows[kind], settings, embedder, lines) for kind in KINDS}
        unchanged = digests == {r["kind"]: r["digest"] for r in corpus.rows("SELECT kind, digest FROM theme_fits")}
        made = Made(notes=[_too_few(kind, rows[kind]) for kind in KINDS if len(rows[kind]) < FEWEST_STATEMENTS])
        if not unchanged:
            _make(corpus, embedder, settings, rows, digests, lines, made, progress)
            with corpus.transaction():
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
    _relate(corpus, kinds, made)


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
) -> _Kind | None:
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
    return _themes(
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


def _themes(
    embedder: Embedder,
    settings: ThemeSettings,
    kind: str,
    rows: list[Row],
    grouping: Grouping,
    number: dict[str, int],
    corrected: Corrected,
    made: Made,
) -> _Kind:
    """Put the themes of a kind, as corrected, into `made.themes`: the largest first."""
    place = {row["id"]: n for n, row in enumerate(rows)}
    standing = {i: sorted(place[s] for s in some) for i, some in corrected.members.items() if some}
    ids = sorted(standing, key=lambda i: (-len(standing[i]), standing[i][0]))
    hold = _hold(grouping, standing, number)
    members = [by_typicality(rows, standing[i], grouping.vectors, hold) for i in ids]
    centres = _centres(grouping.vectors, members)
    words = _keywords(rows, grouping.vectors, members, settings)
    codes = _codes(settings, kind, grouping, number)
    for n, theme_id in enumerate(ids):
        some = [rows[m] for m in members[n]]
        told = _words_of(theme_id, codes.get(theme_id), some, centres[n], words[n], corrected, embedder)
        told |= _firmness_of(grouping, number.get(theme_id))
        made.themes.append(theme_row(theme_id, kind, some, {rows[m]["id"]: float(hold[m]) for m in members[n]}, told))
    return _Kind(rows, grouping, ids, members, centres)


def _hold(grouping: Grouping, standing: dict[str, list[int]], number: dict[str, int]) -> Floats:
    """Return how surely each row is in its theme: how often refits found it there; 1 for what a person put there."""
    hold = (grouping.firm.probability if grouping.firm else grouping.groups.hold).copy()
    for theme_id, members in standing.items():
        by_hand = [m for m in members if grouping.groups.labels[m] != number.get(theme_id, -2)]
        hold[by_hand] = 1.0
    return hold


def _centres(vectors: Vectors, members: Sequence[Sequence[int]]) -> Vectors:
    sums = np.array([vectors[list(some)].sum(axis=0) for some in members]).reshape(len(members), vectors.shape[1])
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _keywords(
    rows: Sequence[Row], vectors: Vectors, members: Sequence[Sequence[int]], settings: ThemeSettings
) -> list[list[str]]:
    if not members:
        return []
    labels = np.full(len(rows), -1, dtype=np.int64)
    for n, some in enumerate(members):
        labels[list(some)] = n
    texts = [row["text"] for row in rows]
    return keywords(bertopic_of(texts, vectors, labels, stop_words=settings.stop_words), labels, len(members))


def _codes(settings: ThemeSettings, kind: str, grouping: Grouping, number: dict[str, int]) -> dict[str, Code]:
    if not settings.codebook:
        return {}
    codes = load_codebook(Path(settings.codebook)).of(kind)
    of_group = {theme_id: grouping.groups.codes[n] for theme_id, n in number.items()}
    return {theme_id: codes[n] for theme_id, n in of_group.items() if n is not None}


def _words_of(
    theme_id: str,
    code: Code | None,
    members: Sequence[Row],
    centre: Vectors,
    words: Sequence[str],
    corrected: Corrected,
    embedder: Embedder,
) -> dict[str, Any]:
    """Return what a theme is called and said to be: by hand, else by its code, else by its own words."""
    by_hand = corrected.names.get(theme_id)
    shared = f"Shared words: {', '.join(words[:5])}." if words else "Its sentences share no words."
    own = f"{shared} No code of the codebook is clearly near."
    return {
        "label": by_hand or (code.name if code else name_of(members, centre, load_pipeline(), embedder)),
        "named_by": "hand" if by_hand else "codebook" if code else "words",
        "description": corrected.descriptions.get(theme_id) or (code.definition if code else own),
        "keywords": ", ".join(words),
        "code": code.id if code else None,
    }


def _firmness_of(grouping: Grouping, n: int | None) -> dict[str, Any]:
    if grouping.firm is None or n is None:
        return {}
    mean = float(grouping.firm.mean[n])
    return {"firmness": mean, "firmness_low": float(grouping.firm.low[n]), "grade": grade(mean)}


def _relate(corpus: Corpus, kinds: Sequence[_Kind], made: Made) -> None:
    """Place the themes of both kinds on one map, link advice to complaints, and find what is like what."""
    ids = [i for kind in kinds for i in kind.ids]
    if not ids:
        return
    centres = np.vstack([kind.centres for kind in kinds])
    places = layout(centres, _places(corpus, ids))
    made.themes = [_placed(t, *places[ids.index(t.id)].tolist()) for t in made.themes]
    made.theme_neighbours = theme_neighbours(ids, centres)
    for kind in kinds:
        made.statement_neighbours += statement_neighbours(kind.rows, kind.grouping.found, kind.grouping.cosines)
    themed = {t.id: t for t in made.themes}
    entries: list[Placed] = [
        ({**kind.rows[m], "kind": themed[i].kind}, kind.grouping.vectors[m], i)
        for kind in kinds
        for i, some in zip(kind.ids, kind.members, strict=True)
        for m in some
    ]
    made.links, made.pairs = theme_links(entries, {t.id: t.families for t in made.themes})


def _placed(theme: Theme, x: float, y: float) -> Theme:
    return Theme(**{**theme.__dict__, "x": x + 0.0, "y": y + 0.0})


def _places(corpus: Corpus, ids: Sequence[str]) -> Floats:
    former = {r["id"]: (r["x"], r["y"]) for r in corpus.rows("SELECT id, x, y FROM themes WHERE x IS NOT NULL")}
    return np.array([former.get(i, (np.nan, np.nan)) for i in ids], dtype=np.float64).reshape(-1, 2)


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
