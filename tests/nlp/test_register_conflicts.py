"""Tellings that depart from each other get the type of their departure: 25 conflicts of real pages, in other words."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from nlp.embeddings import MINILM, load_embedder
from nlp.pipeline import load_pipeline
from nlp.register.catalogue import shipped_catalogue
from nlp.register.likeness import Likeness
from nlp.register.links import links_of, tie_of
from nlp.register.merge import merge
from nlp.register.naming import namer_of
from nlp.register.passages import told_in
from nlp.register.resolve import Resolver
from nlp.register.tellings import Telling

CASES = yaml.safe_load((Path(__file__).parent / "conflicts.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    catalogue = shipped_catalogue()
    return Resolver(namer_of(catalogue), catalogue.figures)


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    return Likeness(load_embedder(MINILM).encode)


def picked(told: list[list[Telling]], values: list) -> tuple[Telling, Telling]:
    """The two tellings that a case compares: of the values named, in order; a value may stand twice in one text."""
    flat = [t for tellings in told for t in tellings]
    first = next(t for t in flat if t.value == values[0])
    last = next(t for t in reversed(flat) if t.value == values[-1])
    assert first is not last
    return first, last


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_departure_gets_its_type(case, resolver, likeness):
    told = [told_in(t["text"], f"a{n}", t["url"], load_pipeline(), resolver) for n, t in enumerate(case["told"])]
    first, last = picked([tellings for tellings, _ in told], case["values"])
    studies = {id: study for _, met in told for id, study in met.items()} | dict(shipped_catalogue().studies)
    likeness.prepare([first.claim, last.claim])
    if last.study is None:
        assert tie_of(first, last, studies, likeness) or last.study is None
    findings = merge([], [t for tellings, _ in told for t in tellings], likeness)
    of = {t.id: finding for finding in findings for t, _ in finding.tellings}
    assert agreement_between(first, last, of, findings, studies, likeness) == case["agreement"]


def agreement_between(first, last, of, findings, studies, likeness):
    if first.id in of and last.id in of and of[first.id] is of[last.id]:
        types = {t.id: agreement for t, agreement in of[first.id].tellings}
        return next((types[t.id] for t in (first, last) if types[t.id] != "exact"), "exact")
    if last.study is None:
        return unsourced_tie(first, last, likeness)
    pair = {of[first.id].id, of[last.id].id}
    kinds = [link.kind for link in links_of(findings, studies, likeness) if {link.finding, link.other} == pair]
    return kinds[0] if kinds else None


def unsourced_tie(first, last, likeness):
    from nlp.register.agreement import agreement_of
    from nlp.register.findings import Finding
    from nlp.register.suggest import suggestions

    offered = suggestions([Finding("f", ((first, "exact"),))], [last], likeness)
    assert offered[last.id][0] == "f"
    return agreement_of(last, first, [first, last])
