"""Put the register into the corpus: studies, findings, retellings and links, in place of the former ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from corpus.store import Corpus
from nlp.register.catalogue import Link, Study
from nlp.register.findings import Finding

_DERIVED = ("finding_links", "statement_findings", "retellings", "findings")


def clear(corpus: Corpus) -> None:
    """Take out all that is made anew at each run; use inside a transaction."""
    for table in _DERIVED:
        corpus.execute(f"DELETE FROM {table}")


def write_studies(corpus: Corpus, studies: Iterable[Study]) -> None:
    """Write these studies and take out all others; use inside a transaction, when no figure refers to one of those."""
    rows = [study_row(study) for study in sorted(studies, key=lambda study: study.id)]
    known = {row["id"] for row in rows}
    for row in corpus.rows("SELECT id FROM studies"):
        if row["id"] not in known:
            corpus.execute("DELETE FROM studies WHERE id = ?", [row["id"]])
    corpus.write("studies", rows)


def study_row(study: Study) -> dict[str, object]:
    """Return a study as a row of `studies`."""
    return {
        "id": study.id,
        "title": study.title,
        "organisation": study.organisation,
        "sponsor": study.sponsor or None,
        "year": study.year,
        "sample": study.sample or None,
        "population": study.population or None,
        "side": study.side,
        "url": study.url or None,
        "note": study.note or None,
        "origin": study.origin,
        "candidate": study.candidate,
        "by_hand": study.by_hand,
    }


def write_findings(corpus: Corpus, findings: Sequence[Finding], links: Iterable[tuple[Link, str]]) -> None:
    """Write findings with their tellings, and links with where each comes from; use inside a transaction."""
    ordered = sorted(findings, key=lambda finding: finding.id)
    corpus.write("findings", [finding.row() for finding in ordered])
    corpus.write("retellings", [row for finding in ordered for row in finding.retellings()])
    rows = [
        {"finding_id": link.finding, "other_id": link.other, "kind": link.kind, "note": link.note, "origin": origin}
        for link, origin in links
    ]
    rows.sort(key=lambda row: (row["finding_id"], row["other_id"]))
    corpus.write("finding_links", rows, key=("finding_id", "other_id"))


def write_places(corpus: Corpus, findings: Sequence[Finding], suggested: Mapping[str, tuple[str, float]]) -> None:
    """Write at each figure its finding or suggestion, and at each statement the findings in it; use inside a transaction."""
    placed = [(finding.id, telling.id) for finding in findings for telling, _ in finding.tellings if telling.article]
    corpus.db.conn.executemany("UPDATE statistics SET finding_id = ? WHERE id = ?", placed)
    offered = [(finding, like, id) for id, (finding, like) in sorted(suggested.items())]
    corpus.db.conn.executemany("UPDATE statistics SET suggested_id = ?, likeness = ? WHERE id = ?", offered)
    corpus.execute(_IN_STATEMENTS)


_IN_STATEMENTS = """
INSERT INTO statement_findings (statement_id, finding_id)
SELECT DISTINCT statements.id, statistics.finding_id FROM statistics
JOIN statements ON statements.article_id = statistics.article_id
 AND statements.start < statistics."end" AND statistics.start < statements."end"
WHERE statistics.finding_id IS NOT NULL ORDER BY 1, 2
"""
