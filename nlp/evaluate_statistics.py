"""Score figures against coded passages: found, whose, of which study, of which nature, and merged with the right ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from spacy.language import Language

from nlp.gold_figures import CANDIDATE, GoldFigure, Passage
from nlp.register.catalogue import Catalogue, Study
from nlp.register.findings import Finding
from nlp.register.likeness import Likeness
from nlp.register.merge import merge
from nlp.register.naming import namer_of
from nlp.register.passages import told_in
from nlp.register.resolve import Resolver
from nlp.register.stage import catalogue_findings
from nlp.register.tellings import Telling

#: Units by which a value may miss the coded one: a third is 33.3.
VALUE_SLACK = 0.4


@dataclass(frozen=True)
class FigureScores:
    """Figures coded, found rightly and wrongly; of those found the shares right; pairs that are one finding, ours and true.

    `bounds` is the share whose least and greatest value are within half a unit of the coded ones.
    """

    figures: int
    found: int
    false: int
    population: float
    study: float
    nature: float
    bounds: float
    pairs: int
    pairs_found: int
    pairs_false: int

    @property
    def precision(self) -> float:
        """Share of the figures found that are coded."""
        return _share(self.found, self.found + self.false)

    @property
    def recall(self) -> float:
        """Share of the coded figures that are found."""
        return _share(self.found, self.figures)

    @property
    def pair_precision(self) -> float:
        """Share of the pairs put into one finding that are one."""
        return _share(self.pairs_found, self.pairs_found + self.pairs_false)

    @property
    def pair_recall(self) -> float:
        """Share of the pairs that are one finding which were put into one."""
        return _share(self.pairs_found, self.pairs)


def evaluate_statistics(
    nlp: Language, passages: Sequence[Passage], catalogue: Catalogue, likeness: Likeness
) -> FigureScores:
    """Return the scores on `passages`, each read as an article of its own; pairs within the catalogue are not counted."""
    resolver = Resolver(namer_of(catalogue), catalogue.figures)
    tellings: list[Telling] = []
    matched: list[tuple[Telling, GoldFigure]] = []
    candidates: dict[str, Study] = dict(catalogue.studies)
    for passage in passages:
        told, met = told_in(passage.text, passage.id, None, nlp, resolver)
        candidates.update(met)
        tellings += told
        matched += _matched(passage, told)
    findings = merge(catalogue_findings(catalogue), tellings, likeness)
    pairs, found, false = _pairs(findings, matched)
    return FigureScores(
        figures=sum(len(passage.figures) for passage in passages),
        found=len(matched),
        false=len(tellings) - len(matched),
        population=_right(t.population == g.population for t, g in matched),
        study=_right(_study(t, candidates) == g.study for t, g in matched),
        nature=_right(t.nature == g.nature for t, g in matched),
        bounds=_right(abs(t.low - g.low) < 0.5 and abs(t.high - g.high) < 0.5 for t, g in matched),
        pairs=pairs,
        pairs_found=found,
        pairs_false=false,
    )


def _matched(passage: Passage, told: Sequence[Telling]) -> list[tuple[Telling, GoldFigure]]:
    """Return each coded figure with the telling that has its value, unit and words, each telling once."""
    free = list(told)
    found = []
    for figure in passage.figures:
        for telling in free:
            same_value = abs(telling.value - figure.value) <= VALUE_SLACK and telling.unit == figure.unit
            if same_value and _same_words(telling.as_told, figure.words):
                found.append((telling, figure))
                free.remove(telling)
                break
    return found


def _same_words(one: str, other: str) -> bool:
    return one in other or other in one or bool(set(one.lower().split()) & set(other.lower().split()))


def _study(telling: Telling, studies: Mapping[str, Study]) -> str | None:
    if telling.study is None:
        return None
    return CANDIDATE if studies[telling.study].candidate else telling.study


def _pairs(findings: Sequence[Finding], matched: Sequence[tuple[Telling, GoldFigure]]) -> tuple[int, int, int]:
    """Return how many pairs are one finding by the coding, how many of them are by us, and how many are by us alone."""
    ours = {telling.id: finding.id for finding in findings for telling, _ in finding.tellings}
    truth = {t.id: finding.id for finding in findings for t, _ in finding.tellings if t.finding}
    truth |= {t.id: g.finding or f"alone {t.id}" for t, g in matched}
    read = {t.id for t, _ in matched}
    members = [id for id in truth if id in ours or id in read]
    pairs = found = false = 0
    for one, other in combinations(members, 2):
        if one not in read and other not in read:
            continue
        same, put = truth[one] == truth[other], one in ours and ours[one] == ours.get(other)
        pairs, found, false = pairs + same, found + (same and put), false + (put and not same)
    return pairs, found, false


def _right(hits: Iterable[bool]) -> float:
    values = list(hits)
    return _share(sum(values), len(values))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
