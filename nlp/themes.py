"""The themes stage: statements in, themes with names, counts and lineage out, replaced in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from corpus.records import KINDS, Theme, ThemeMember
from corpus.runs import run
from corpus.store import Corpus
from nlp.cluster import ClusterSettings, Vectors
from nlp.codebook import Code, beside, code_probabilities, merged, named_codes
from nlp.embeddings import Embedder, cached_vectors
from nlp.lineage import Event, inherit_ids
from nlp.matter import matter
from nlp.pipeline import load_pipeline
from nlp.topics import Topics, fit_topics

Progress = Callable[[int, int], None]
#: With fewer statements of a kind there is nothing to group.
FEWEST_STATEMENTS = 12
#: From so many of the best statements the name of a theme without a code is taken, cut to so many characters.
TYPICAL = 5
LONGEST_NAME = 70
PREFIX = {"frustration": "f", "recommendation": "r"}
SIDE_COLUMN = {"frustration": "holder", "recommendation": "addressee"}
SIDES_COUNTED = ("cmo", "cio", "both", "org", "other", "none")


@dataclass(frozen=True)
class ThemeSettings:
    """What the analyst may set; all of it goes into the `runs` row."""

    min_size: int = 4
    neighbours: int = 15
    seed: int = 42
    codebook: bool = True


@dataclass(frozen=True)
class ThemesReport:
    """What one run found: themes a kind, statements in no theme, and a sentence for each kind too small to group."""

    frustration_themes: int
    recommendation_themes: int
    unthemed: int
    notes: tuple[str, ...] = ()


Row = dict[str, Any]


def fit_themes(
    corpus: Corpus, embedder: Embedder, settings: ThemeSettings, progress: Progress | None = None
) -> ThemesReport:
    """Group the statements of each kind and store the themes; the former ones stay until the new ones are complete."""
    parameters = {**asdict(settings), "embedder": embedder.name.rsplit("/", 1)[-1], "embedder_sha256": embedder.sha256}
    with run(corpus, "themes", parameters) as record:
        themes: list[Theme] = []
        events: list[Event] = []
        notes: list[str] = []
        for kind in KINDS:
            rows = _statements(corpus, kind)
            if len(rows) < FEWEST_STATEMENTS:
                notes.append(
                    f"{len(rows)} {kind}s are too few to group into themes; {FEWEST_STATEMENTS} are the least."
                )
            made, became = _themes_of_kind(corpus, embedder, settings, kind, rows, progress)
            themes += made
            events += became
        with corpus.transaction():
            _store(corpus, themes, events, record.id)
        record.counts = {"themes": len(themes), "statements_in_themes": sum(t.statements for t in themes)}
    return ThemesReport(
        frustration_themes=sum(t.kind == "frustration" for t in themes),
        recommendation_themes=sum(t.kind == "recommendation" for t in themes),
        unthemed=corpus.value("SELECT count(*) FROM statements") - sum(t.statements for t in themes),
        notes=tuple(notes),
    )


_STATEMENTS = """
SELECT statements.id, statements.text, statements.holder, statements.addressee, statements.article_id,
       coalesce(articles.family_id, articles.id) AS family_id, articles.source_id,
       CAST(substr(articles.published, 1, 4) AS INTEGER) AS year
FROM statements JOIN articles ON articles.id = statements.article_id
WHERE statements.kind = ? AND statements.not_factual = 0
ORDER BY statements.text, statements.id
"""


def _statements(corpus: Corpus, kind: str) -> list[Row]:
    """Return the statements of a kind in canonical order: by their words, so that the order of files cannot matter."""
    return corpus.rows(_STATEMENTS, [kind])


def _themes_of_kind(
    corpus: Corpus, embedder: Embedder, settings: ThemeSettings, kind: str, rows: list[Row], progress: Progress | None
) -> tuple[list[Theme], list[Event]]:
    if len(rows) < FEWEST_STATEMENTS:
        _, events = inherit_ids([], _former(corpus, kind), PREFIX[kind], _used(corpus, PREFIX[kind]))
        return [], events
    texts = [row["text"] for row in rows]
    nlp = load_pipeline()
    vectors = cached_vectors(corpus, embedder, matter(nlp, texts), progress)
    cluster = ClusterSettings(settings.neighbours, settings.min_size, settings.seed)
    if settings.codebook:
        likely = code_probabilities(kind, vectors, embedder, nlp)
        topics = fit_topics(texts, beside(vectors, likely), cluster, lambda labels: merged(labels, likely))
    else:
        topics = fit_topics(texts, vectors, cluster)
    groups = [np.flatnonzero(topics.labels == label) for label in sorted(topics.keywords)]
    codes = named_codes(kind, groups, likely) if settings.codebook else [None] * len(groups)
    ids, events = inherit_ids(
        [{rows[n]["id"] for n in group} for group in groups],
        _former(corpus, kind),
        PREFIX[kind],
        _used(corpus, PREFIX[kind]),
    )
    made = [
        _theme(theme_id, kind, rows, group.tolist(), vectors, topics, label, code)
        for label, (theme_id, group, code) in enumerate(zip(ids, groups, codes, strict=True))
    ]
    return made, events


def _theme(
    theme_id: str,
    kind: str,
    rows: list[Row],
    group: list[int],
    vectors: Vectors,
    topics: Topics,
    label: int,
    code: Code | None,
) -> Theme:
    ordered = _by_likeness(rows, group, vectors)
    members = [rows[n] for n in ordered]
    keywords = topics.keywords[label]
    families_of = {s: {m["family_id"] for m in members if m[SIDE_COLUMN[kind]] == s} for s in SIDES_COUNTED}
    years = Counter(m["year"] for m in members if m["year"])
    return Theme(
        id=theme_id,
        kind=kind,
        label=code.name if code else _quoted_name(members),
        description=code.definition
        if code
        else f"No code of the codebook is clearly near; shared words: {', '.join(keywords[:5])}.",
        keywords=", ".join(keywords),
        code=code.id if code else None,
        statements=len(members),
        articles=len({m["article_id"] for m in members}),
        families=len({m["family_id"] for m in members}),
        sources=len({m["source_id"] for m in members if m["source_id"]}),
        **{f"by_{s}": len(families_of[s]) for s in SIDES_COUNTED},
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        members=tuple(
            ThemeMember(rows[n]["id"], float(topics.membership[n]), rank) for rank, n in enumerate(ordered, 1)
        ),
        years=tuple(
            (year, years[year], len({m["family_id"] for m in members if m["year"] == year})) for year in sorted(years)
        ),
    )


def _quoted_name(members: list[Row]) -> str:
    """A theme that no code names goes by the words of a statement: the shortest of those that stand for it best,
    one without a figure if there is one."""
    typical = [" ".join(m["text"].split()).strip(" “”\"'.") for m in members[:TYPICAL]]
    words = min(typical, key=lambda text: (any(c.isdigit() for c in text) or "percent" in text, len(text), text))
    return f"“{words}”" if len(words) <= LONGEST_NAME else f"“{words[: LONGEST_NAME - 1].rsplit(' ', 1)[0]} …”"


def _by_likeness(rows: Sequence[Row], group: list[int], vectors: Vectors) -> list[int]:
    """Order members by likeness to their centre, the best of each text family before any second one."""
    centre = vectors[group].mean(axis=0)
    likeness = {n: round(float(vectors[n] @ centre), 4) for n in group}
    by_likeness = sorted(group, key=lambda n: (-likeness[n], rows[n]["id"]))
    seen: Counter[str] = Counter()
    turn = {}
    for n in by_likeness:
        turn[n] = seen[rows[n]["family_id"]]
        seen[rows[n]["family_id"]] += 1
    return sorted(by_likeness, key=lambda n: (turn[n] > 0, -likeness[n], rows[n]["id"]))


def _former(corpus: Corpus, kind: str) -> dict[str, set[str]]:
    former: dict[str, set[str]] = {
        row["id"]: set() for row in corpus.rows("SELECT id FROM themes WHERE kind = ?", [kind])
    }
    for row in corpus.rows("SELECT theme_id, statement_id FROM theme_statements"):
        if row["theme_id"] in former:
            former[row["theme_id"]].add(row["statement_id"])
    return former


def _used(corpus: Corpus, prefix: str) -> set[str]:
    rows = corpus.rows("SELECT id FROM themes UNION SELECT theme_id FROM theme_history")
    return {row["id"] for row in rows if row["id"].startswith(prefix)}


def _store(corpus: Corpus, themes: list[Theme], events: list[Event], run_id: int) -> None:
    for table in ("theme_statements", "theme_years", "themes"):
        corpus.execute(f"DELETE FROM {table}")
    corpus.write("themes", ({k: v for k, v in asdict(t).items() if k not in ("members", "years")} for t in themes))
    corpus.write(
        "theme_statements",
        ({"theme_id": t.id, **asdict(member)} for t in themes for member in t.members),
        key=("theme_id", "statement_id"),
    )
    corpus.write(
        "theme_years",
        ({"theme_id": t.id, "year": y, "statements": s, "families": f} for t in themes for y, s, f in t.years),
        key=("theme_id", "year"),
    )
    corpus.write(
        "theme_history", ({**asdict(e), "run_id": run_id} for e in events), key=("theme_id", "run_id", "event")
    )
    ended = [{"theme_id": e.theme_id, "other_id": e.other_id} for e in events if e.event in ("merged", "gone")]
    corpus.write("theme_redirects", ended, key="theme_id")
