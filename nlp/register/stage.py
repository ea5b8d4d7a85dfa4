"""The register stage: from the catalogue and the figures of the articles to studies, findings and what ties them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus.store import Corpus
from nlp.register.catalogue import Catalogue, Study, shipped_catalogue
from nlp.register.corrections import Corrected, corrected
from nlp.register.findings import Finding
from nlp.register.likeness import Encode, Likeness
from nlp.register.links import links_of
from nlp.register.merge import merge
from nlp.register.naming import Namer
from nlp.register.resolve import Resolver
from nlp.register.sourcing import source_figures
from nlp.register.store import clear, write_findings, write_places, write_studies
from nlp.register.suggest import suggestions
from nlp.register.tellings import Telling, from_catalogue, from_statistic

_TOLD = """
SELECT statistics.*, articles.url, articles.family_id FROM statistics
JOIN articles ON articles.id = statistics.article_id ORDER BY statistics.id
"""


@dataclass(frozen=True)
class RegisterReport:
    """What the register holds after a run."""

    studies: int
    candidates: int
    findings: int
    retellings: int


def register(corpus: Corpus, catalogue: Catalogue | None = None, likeness: Likeness | None = None) -> RegisterReport:
    """Make the register anew, in one transaction; the same articles, catalogue and corrections give the same rows."""
    with corpus.transaction():
        ruled = corrected(corpus, catalogue or shipped_catalogue())
        clear(corpus)
        studies = _source(corpus, ruled)
        tellings = [from_statistic(row) for row in corpus.rows(_TOLD)]
        likeness = likeness or Likeness(_encoder(corpus) if tellings else None)
        known = [_resettled(finding, ruled) for finding in catalogue_findings(ruled.catalogue)]
        findings = merge(known, tellings, likeness, ruled.rulings)
        ties = links_of(findings, studies, likeness, ruled.catalogue.links)
        alive = {finding.id for finding in findings}
        kept = [link for link in ruled.catalogue.links if {link.finding, link.other} <= alive]
        write_studies(corpus, studies.values())
        write_findings(corpus, findings, [(x, "catalogue") for x in kept] + [(x, "corpus") for x in ties])
        unsourced = [t for t in tellings if not t.study and t.nature in ("level", "change")]
        write_places(corpus, findings, suggestions(findings, unsourced, likeness))
    return _report(corpus)


def ensure_register(corpus: Corpus) -> None:
    """Fill the register of a corpus that has none yet, so that it is there before the first article."""
    if not corpus.value("SELECT count(*) FROM findings"):
        register(corpus)


def catalogue_findings(catalogue: Catalogue) -> list[Finding]:
    """Return the findings of the catalogue, whose tellings are grouped and typed already."""
    groups: dict[str, list[tuple[Telling, str]]] = defaultdict(list)
    for figure in catalogue.figures:
        groups[figure.finding].append((from_catalogue(figure), figure.agreement))
    return [Finding(id, tuple(tellings)) for id, tellings in sorted(groups.items())]


def _source(corpus: Corpus, ruled: Corrected) -> dict[str, Study]:
    """Give the figures their studies; return all studies that are known, corrected, or met in an article."""
    catalogue = ruled.catalogue
    namer = Namer(catalogue.studies, catalogue.spellings)
    corpus.execute("UPDATE statistics SET study_id = NULL, finding_id = NULL, suggested_id = NULL, likeness = NULL")
    write_studies(corpus, catalogue.studies.values())
    met = source_figures(corpus, Resolver(namer, catalogue.figures))
    for one, other in ruled.same_studies:
        corpus.execute(
            "UPDATE statistics SET study_id = ?, study_why = ? WHERE study_id = ?",
            [other, "put right by hand: the name stands for this study", one],
        )
    gone = {one for one, _ in ruled.same_studies}
    return {id: study for id, study in {**catalogue.studies, **met}.items() if id not in gone}


def _resettled(finding: Finding, ruled: Corrected) -> Finding:
    """Move the catalogue's tellings of a study that is another by ruling."""
    moved = dict(ruled.same_studies)
    if not any(telling.study in moved for telling, _ in finding.tellings):
        return finding
    tellings = tuple((replace(t, study=moved.get(t.study or "", t.study)), a) for t, a in finding.tellings)
    return replace(finding, tellings=tellings, by_hand=1)


def _encoder(corpus: Corpus) -> Encode:
    """Return a function that encodes claims with the small packaged model, vectors kept in the corpus."""
    from nlp.embeddings import MINILM, cached_vectors, load_embedder

    def encode(claims: Sequence[str]) -> NDArray[np.float32]:
        return cached_vectors(corpus, load_embedder(MINILM), list(claims))

    return encode


def _report(corpus: Corpus) -> RegisterReport:
    return RegisterReport(
        studies=corpus.value("SELECT count(*) FROM studies WHERE NOT candidate"),
        candidates=corpus.value("SELECT count(*) FROM studies WHERE candidate"),
        findings=corpus.value("SELECT count(*) FROM findings"),
        retellings=corpus.value("SELECT count(*) FROM retellings"),
    )
