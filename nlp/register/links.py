"""Findings kept apart though something ties them: a figure that moved, surveys that disagree, an equal value by chance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from nlp.claim_key import key
from nlp.register.agreement import claim_changed, target_year
from nlp.register.catalogue import Link, Study
from nlp.register.findings import Finding
from nlp.register.likeness import Likeness
from nlp.register.tellings import Telling

#: Least likeness of claims for a value that moved to other people or another year.
MOVED = 0.5
#: Least likeness of claims of one study and value for one to be the other, changed.
CHANGED = 0.3
#: Least likeness of claims of two studies that measured the same thing.
SAME_QUESTION = 0.55
#: Points by which two surveys of one time must differ to disagree.
DISAGREE = 5.0
#: More findings of one value than this in one group are an everyday value, and no two of them are linked.
EVERYDAY = 40

Pair = tuple[Telling, Telling]


def links_of(
    findings: Sequence[Finding], studies: Mapping[str, Study], likeness: Likeness, known: Sequence[Link] = ()
) -> list[Link]:
    """Return the links among `findings` of which one at least is told in an article here, those of `known` left out."""
    told = {(frozenset((link.finding, link.other))) for link in known}
    heads = {finding.id: finding.head for finding in findings}
    here = {f.id for f in findings if any(t.article for t, _ in f.tellings)}
    articles = {f.id: {t.article or t.url for t, _ in f.tellings} for f in findings}
    found: dict[frozenset[str], Link] = {}
    for one, other in _pairs(findings, heads, studies):
        pair = frozenset((one, other))
        if pair in told or pair in found or not pair & here:
            continue
        a, b = heads[one], heads[other]
        if tie := tie_of(a, b, studies, likeness, beside=bool(articles[one] & articles[other])):
            first, second = sorted(pair)
            found[pair] = Link(first, second, *tie)
    return sorted([*found.values(), *_sums(findings, here, told)], key=lambda link: (link.finding, link.other))


def tie_of(
    a: Telling, b: Telling, studies: Mapping[str, Study], likeness: Likeness, *, beside: bool = False
) -> tuple[str, str] | None:
    """Return what ties two findings of different study, people or claim: a kind of agreement and why; None when nothing does.

    `beside` tells that one text tells both, so that neither can be the other gone wrong.
    """
    like = 1.0 if a.nature == b.nature == "sample" else likeness.of(a.claim, b.claim)
    same_people = a.population == b.population
    if a.study == b.study:
        return _within_study(a, b, like, same_people, beside)
    return _across_studies(a, b, studies, like, same_people)


def _within_study(a: Telling, b: Telling, like: float, same_people: bool, beside: bool) -> tuple[str, str] | None:
    if a.value != b.value or "sample" in (a.nature, b.nature):
        return None
    if not same_people and like >= MOVED and not beside:
        return "population_drift", f"{a.as_told} told of {a.population} and of {b.population}"
    if same_people and beside:
        return "chance_equality", f"{a.as_told} told of two findings in one text"
    if like >= CHANGED and (same_people or claim_changed(a, b)):
        return "claim_changed", f"{a.as_told} told with another claim"
    return ("chance_equality", f"{a.as_told} told of two findings") if same_people else None


def _across_studies(
    a: Telling, b: Telling, studies: Mapping[str, Study], like: float, same_people: bool
) -> tuple[str, str] | None:
    one, other = studies.get(a.study or ""), studies.get(b.study or "")
    if not one or not other or a.unit != b.unit:
        return None
    if a.nature == b.nature == "sample":
        same = same_people and a.value == b.value
        return ("chance_equality", f"two surveys happen to have asked {a.as_told}") if same else None
    if a.value == b.value and like >= MOVED and set(one.makers) & set(other.makers):
        return _moved(a, b, one, other)
    near_in_time = one.year and other.year and abs(one.year - other.year) <= 1
    if like >= SAME_QUESTION and near_in_time and abs(a.value - b.value) > DISAGREE and a.unit == "percent":
        return "different_surveys", f"{a.as_told} in one survey, {b.as_told} in another of the time"
    return None


def _moved(a: Telling, b: Telling, one: Study, other: Study) -> tuple[str, str] | None:
    """One value and claim of one maker in two years: a forecast that was moved, a date gone wrong, or two editions by chance."""
    targets = target_year(a), target_year(b)
    if "forecast" in (a.nature, b.nature):
        told = (one.year or 0) - (other.year or 0)
        moved = (targets[0] or 0) - (targets[1] or 0)
        if one.year and other.year and told and moved != told:
            return "year_drift", f"told of {one.year} and of {other.year}"
        if moved:
            return "forecast_moved", f"by {targets[0]} and by {targets[1]}"
    if one.candidate or other.candidate:
        untitled = [s for s in (one, other) if s.candidate and s.title.endswith(", untitled")]
        if untitled:
            return "year_drift", f"told of {one.year or 'no year'} and of {other.year or 'no year'}"
    return "chance_equality", f"{a.as_told} in two editions"


def _pairs(
    findings: Sequence[Finding], heads: Mapping[str, Telling], studies: Mapping[str, Study]
) -> Iterator[tuple[str, str]]:
    """Yield the pairs of findings worth a look: one value in one study or of one maker, or the same words in other studies."""
    groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for finding in findings:
        head = heads[finding.id]
        groups["value", head.study, head.unit, head.value].append(finding.id)
        study = studies.get(head.study or "")
        for maker in study.makers if study else ():
            groups["maker", maker, head.unit, head.value].append(finding.id)
        if head.nature == "sample" and head.value % 10:
            groups["sample", head.population, head.value].append(finding.id)
        for pair in _word_pairs(head):
            groups["words", head.unit, pair].append(finding.id)
    for group in groups.values():
        if len(group) <= EVERYDAY:
            yield from combinations(sorted(set(group)), 2)


def _word_pairs(head: Telling) -> Iterator[tuple[str, str]]:
    """Two stems in common make claims of two studies worth comparing; those of sides stand in most claims and are none."""
    stems = sorted(key(head.claim) - {"¬", "zcmo", "zcio"})
    if head.nature == "level":
        yield from combinations(stems[:6], 2)


def _sums(findings: Sequence[Finding], here: set[str], told: set[frozenset[str]]) -> Iterator[Link]:
    """Samples of one study of which one is the sum of two others."""
    samples: dict[str, list[tuple[str, Telling]]] = defaultdict(list)
    for finding in findings:
        if finding.head.nature == "sample" and finding.head.study:
            samples[finding.head.study].append((finding.id, finding.head))
    for members in samples.values():
        for id, whole in members:
            parts = [(i, t) for i, t in members if t.value < whole.value]
            for (i, a), (j, b) in combinations(parts, 2):
                if a.value + b.value == whole.value:
                    note = f"{a.value:g} + {b.value:g} = {whole.value:g}"
                    for part in (i, j):
                        if frozenset((id, part)) not in told and {id, i, j} & here:
                            yield Link(id, part, "sum_and_parts", note)
