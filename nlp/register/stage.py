"""The register stage: from the catalogue and the figures of the articles to studies, findings and what ties them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from corpus.store import Corpus
from nlp.register.catalogue import Catalogue, shipped_catalogue
from nlp.register.findings import Finding
from nlp.register.store import clear, write_findings, write_studies
from nlp.register.tellings import Telling, from_catalogue


@dataclass(frozen=True)
class RegisterReport:
    """What the register holds after a run."""

    studies: int
    candidates: int
    findings: int
    retellings: int


def register(corpus: Corpus, catalogue: Catalogue | None = None) -> RegisterReport:
    """Make the register anew, in one transaction; the same articles and catalogue give the same rows."""
    catalogue = catalogue or shipped_catalogue()
    findings = catalogue_findings(catalogue)
    with corpus.transaction():
        clear(corpus)
        write_studies(corpus, catalogue.studies.values())
        write_findings(corpus, findings, [(link, "catalogue") for link in catalogue.links])
    return RegisterReport(
        studies=corpus.value("SELECT count(*) FROM studies WHERE NOT candidate"),
        candidates=corpus.value("SELECT count(*) FROM studies WHERE candidate"),
        findings=len(findings),
        retellings=corpus.value("SELECT count(*) FROM retellings"),
    )


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
