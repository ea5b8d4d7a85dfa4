"""Code one article: its units, which of them complain or advise, whose pain and whose turn it is, and its figures."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from corpus.errors import ModelRefused
from corpus.ids import statement_id, statistic_id
from corpus.records import KINDS, Article, Statement, Statistic
from nlp.cues import cues
from nlp.encoder import UnitEncoder, fast_dtype, load_encoder
from nlp.head import Head, load_head
from nlp.lexicon import lexicon
from nlp.numbers import counts, figures
from nlp.objects import objects
from nlp.pipeline import load_pipeline
from nlp.roles import Context, Roles, frustration_roles, recommendation_roles
from nlp.sides import Mention, mentions, sides_named
from nlp.speakers import Speech, speeches
from nlp.statistics import Before, statistics_of, survey_told
from nlp.units import Unit, units

#: Raise by one whenever the rules change what they find: articles coded by a former version are coded again.
CODER_VERSION = 1


class Coder(Protocol):
    """Whatever can code an article; `version` changes whenever its findings may."""

    version: str

    def annotate(self, article: Article) -> tuple[list[Statement], list[Statistic]]:
        """Return the statements and statistics of an article, with offsets into its text."""


@dataclass(frozen=True)
class Reading:
    """An article read once: its units, and for each unit its parse, the sides it names and who speaks."""

    units: list[Unit]
    docs: list[Doc]
    mentions: list[list[Mention]]
    speeches: list[Speech]
    title: str
    title_mentions: list[Mention]


class StatementCoder:
    """Codes by the shipped classifier for the kinds, and by rules for sides and figures."""

    def __init__(self, nlp: Language, encoder: UnitEncoder, head: Head, version: str) -> None:
        self.nlp = nlp
        self._encoder = encoder
        self._head = head
        self.version = version
        self.thresholds = head.thresholds

    def annotate(self, article: Article) -> tuple[list[Statement], list[Statistic]]:
        """Return the statements and statistics of `article`; `text[start:end]` of the article equals each one's text."""
        reading = read(self.nlp, article.text, article.title, article.author_side)
        probabilities = self.probabilities(reading)
        return _statements(article, reading, probabilities, self._head), _statistics(article, reading)

    def probabilities(self, reading: Reading) -> NDArray[np.float64]:
        """Return calibrated probabilities of the kinds, shape (units, 2)."""
        found = [cues(u, d, m) for u, d, m in zip(reading.units, reading.docs, reading.mentions, strict=True)]
        return self._head.probabilities(found, self._encoder.logits([unit.text for unit in reading.units]))


@cache
def load_coder(spacy_model: str | None = None) -> StatementCoder:
    """Return the coder made of the shipped parts, with the user's own spaCy model if named."""
    head, encoder = load_head(), load_encoder()
    if head.encoder_sha256 != encoder.sha256:
        raise ModelRefused("The classifier's head belongs to another adapter; make both anew: crosstalk train")
    nlp = load_pipeline(spacy_model)
    return StatementCoder(nlp, encoder, head, _version(nlp))


def _version(nlp: Language) -> str:
    """A digest of all that decides the coding: rules, lexicons, classifier, pipeline."""
    from nlp.head import SHIPPED

    digest = hashlib.sha256(SHIPPED.read_bytes())
    for name in ("cues", "figures", "objects", "roles", "sides"):
        digest.update(repr(lexicon(name)).encode())
    digest.update(f"{nlp.meta['name']} {nlp.meta['version']} {fast_dtype()}".encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        if file.stem in ("coder", "cues", "numbers", "objects", "roles", "sides", "speakers", "statistics", "units"):
            digest.update(file.read_bytes())
    return f"rules-{CODER_VERSION}-{digest.hexdigest()[:12]}"


def read(nlp: Language, text: str, title: str | None, author_side: str = "none") -> Reading:
    """Read a text once: cut it into units, parse each, mark the sides and the speakers."""
    found = units(text, title)
    docs = list(nlp.pipe(unit.text for unit in found))
    named = [mentions(doc) for doc in docs]
    title_doc = nlp(title or "")
    return Reading(found, docs, named, speeches(found, named, author_side), title or "", mentions(title_doc))


# Statements -----------------------------------------------------------------------------------------------------------

_GATE = re.compile(
    r"\b(?:subscribe|sign(?:ing)? up|log ?in|register (?:now|here|today|for)|read more|click here|download (?:the|our|a)|"
    r"book a demo|free trial|contact us|follow us|join us|learn more|request a demo|newsletter|share this)\b"
)
LONGEST_GATE = 16
#: So few words may come twice without being a repetition.
SHORT = 5


def never_a_statement(unit: Unit) -> bool:
    """Tell whether a unit is furniture in the shape of a sentence: a gate, a sign-up, a lone word, a question's tag."""
    text = unit.text.lower()
    if not re.search(r"[a-z]{2}", text) or len(text) < 8:
        return True
    return _GATE.search(text) is not None and len(text.split()) <= LONGEST_GATE


def roles_of(reading: Reading, calls: NDArray[np.bool_]) -> Iterator[tuple[int, int, Roles]]:
    """Give the roles of each called unit: its number, the number of its kind, and who holds, is blamed or should act.

    `calls` has shape (units, 2). The last statement of a section passes its sides on to the silent ones after it.
    """
    before: dict[str, Roles] = {}
    heading: str | None = None
    for n, unit in enumerate(reading.units):
        if unit.heading != heading and unit.kind != "heading":
            heading, before = unit.heading, {}
        for k, kind in enumerate(KINDS):
            if calls[n, k]:
                before[kind] = _roles(kind, n, reading, before)
                yield n, k, before[kind]


def _statements(article: Article, reading: Reading, probabilities: NDArray[np.float64], head: Head) -> list[Statement]:
    live = np.array([[not never_a_statement(unit)] for unit in reading.units], dtype=bool).reshape(-1, 1)
    found: list[Statement] = []
    seen: dict[tuple[str, str], int] = {}
    for n, k, roles in roles_of(reading, (probabilities >= head.thresholds) & live):
        unit = reading.units[n]
        words = " ".join(unit.text.split())
        occurrence = seen[KINDS[k], words] = seen.get((KINDS[k], words), -1) + 1
        if occurrence and unit.kind != "heading" and len(words.split()) > SHORT:
            continue  # a pull quote or standfirst tells a sentence again; it counts once
        found.append(_statement(article, reading, n, KINDS[k], float(probabilities[n, k]), roles, occurrence))
    return found


def _statement(
    article: Article, reading: Reading, n: int, kind: str, probability: float, roles: Roles, occurrence: int
) -> Statement:
    unit, speech = reading.units[n], reading.speeches[n]
    return Statement(
        id=statement_id(article.id, kind, unit.text, occurrence),
        article_id=article.id,
        kind=kind,
        text=unit.text,
        start=unit.start,
        end=unit.end,
        position=unit.position,
        heading=unit.heading,
        score=round(probability, 4),
        holder=roles.holder,
        target=roles.target,
        addressee=roles.addressee,
        speaker=speech.speaker,
        speaker_side=speech.side,
        why=roles.why,
        objects=objects(unit.text),
    )


def _roles(kind: str, n: int, reading: Reading, before: dict[str, Roles]) -> Roles:
    unit = reading.units[n]
    context = _context(
        n, reading, before.get(kind) or (before.get("frustration") if kind == "recommendation" else None)
    )
    decide = frustration_roles if kind == "frustration" else recommendation_roles
    return decide(unit, reading.docs[n], reading.mentions[n], context)


def _context(n: int, reading: Reading, before: Roles | None) -> Context:
    unit = reading.units[n]
    heading = next(
        (
            m
            for m in range(n - 1, -1, -1)
            if reading.units[m].kind == "heading" and reading.units[m].text == unit.heading
        ),
        None,
    )
    beside = range(max(0, n - 2), min(len(reading.units), n + 2))
    return Context(
        title=tuple(reading.title_mentions),
        title_text=reading.title,
        heading=tuple(reading.mentions[heading]) if heading is not None else (),
        heading_text=unit.heading or "",
        speaker_side=reading.speeches[n].side,
        before=before,
        nearby=frozenset().union(*(sides_named(reading.mentions[m]) for m in beside)),
    )


# Figures --------------------------------------------------------------------------------------------------------------


def _statistics(article: Article, reading: Reading) -> list[Statistic]:
    found: list[Statistic] = []
    seen: dict[tuple[str, float], int] = {}
    before = Before()
    for unit, doc, named in zip(reading.units, reading.docs, reading.mentions, strict=True):
        told = statistics_of(unit, doc, named, before) if figures(unit.text) or counts(unit.text) else []
        for figure in told:
            words = unit.text[figure.start : figure.end]
            occurrence = seen[words, figure.figure.value] = seen.get((words, figure.figure.value), -1) + 1
            found.append(
                Statistic(
                    id=statistic_id(article.id, words, figure.figure.value, occurrence),
                    article_id=article.id,
                    text=words,
                    start=unit.start + figure.start,
                    end=unit.start + figure.end,
                    value=figure.figure.value,
                    low=round(figure.figure.low, 2),
                    high=round(figure.figure.high, 2),
                    unit=figure.figure.unit,
                    qualifier=figure.figure.qualifier,
                    nature=figure.nature,
                    population=figure.population,
                    claim=figure.claim,
                )
            )
        populations = [f.population for f in told if f.population != "none" and f.nature != "sample"]
        before = Before(
            population=populations[-1] if populations else before.population,
            figure=bool(told) or (before.figure and unit.kind == "item"),
            survey=survey_told(unit.text) or before.survey,
        )
    return found
