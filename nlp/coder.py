"""Code one article: its units, which of them complain or advise, whose pain and whose turn it is, and its figures."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

from corpus.data import data_path
from corpus.errors import ModelRefused
from corpus.ids import statement_id, statistic_id
from corpus.records import KINDS, Article, Statement, Statistic
from nlp.cues import cues
from nlp.embeddings import load_embedder
from nlp.encoder import UnitEncoder, fast_dtype, load_encoder
from nlp.head import Head, load_head
from nlp.lexicon import lexicon
from nlp.objects import objects
from nlp.pipeline import load_pipeline
from nlp.reading import Reading, read
from nlp.role_coder import RoleCoder
from nlp.role_head import load_role_head
from nlp.roles import Roles
from nlp.statistics import figures_of
from nlp.units import Unit

#: Raise by one whenever the rules change what they find: articles coded by a former version are coded again.
CODER_VERSION = 1


class Coder(Protocol):
    """Whatever can code an article; `version` changes whenever its findings may."""

    version: str

    def annotate(self, article: Article) -> tuple[list[Statement], list[Statistic]]:
        """Return the statements and statistics of an article, with offsets into its text."""


class StatementCoder:
    """Codes by the shipped classifiers for kinds and sides, and by rules for figures."""

    def __init__(self, nlp: Language, encoder: UnitEncoder, head: Head, roles: RoleCoder, version: str) -> None:
        self.nlp = nlp
        self._encoder = encoder
        self._head = head
        self.roles = roles
        self.version = version
        self.thresholds = head.thresholds

    def annotate(self, article: Article) -> tuple[list[Statement], list[Statistic]]:
        """Return the statements and statistics of `article`; `text[start:end]` of the article equals each one's text."""
        reading = read(self.nlp, article.text, article.title, article.author_side)
        probabilities = self.probabilities(reading)
        decided = self.roles.decide(reading, self.calls(reading, probabilities))
        statements = _statements(article, reading, probabilities, decided)
        return statements, figure_rows(article, reading)

    def calls(self, reading: Reading, probabilities: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return which units are statements of which kind, shape (units, 2): likely enough, and no furniture."""
        live = np.array([[not never_a_statement(unit)] for unit in reading.units], dtype=bool).reshape(-1, 1)
        return (probabilities >= self.thresholds) & live

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
    return StatementCoder(nlp, encoder, head, RoleCoder(load_embedder(), load_role_head()), _version(nlp))


#: The modules whose words decide what is found.
_DECIDING = frozenset(
    """claim_key claims naming coder cues forms numbers objects populations reading role_coder role_features roles sides
    speakers statistics traps units""".split()
)


def _version(nlp: Language) -> str:
    """A digest of all that decides the coding: rules, lexicons, classifier, pipeline."""
    digest = hashlib.sha256()
    for file in sorted(data_path("datasets", "models").glob("*_*.[ns][pa][zf]*")):
        digest.update(file.read_bytes())
    for name in ("cues", "figures", "objects", "roles", "sides"):
        digest.update(repr(lexicon(name)).encode())
    digest.update(f"{nlp.meta['name']} {nlp.meta['version']} {fast_dtype()}".encode())
    for name in ("studies", "names", "organisations"):
        digest.update(data_path("datasets", "studies", f"{name}.csv").read_bytes())
    for file in (*sorted(Path(__file__).parent.glob("*.py")), Path(__file__).parent / "register" / "naming.py"):
        if file.stem in _DECIDING:
            digest.update(file.read_bytes())
    return f"rules-{CODER_VERSION}-{digest.hexdigest()[:12]}"


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


def _statements(
    article: Article, reading: Reading, probabilities: NDArray[np.float64], decided: list[tuple[int, int, Roles]]
) -> list[Statement]:
    found: list[Statement] = []
    seen: dict[tuple[str, str], int] = {}
    for n, k, roles in decided:
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


# Figures --------------------------------------------------------------------------------------------------------------


def figure_rows(article: Article, reading: Reading) -> list[Statistic]:
    """Return the survey figures of an article as records."""
    found: list[Statistic] = []
    seen: dict[tuple[str, float], int] = {}
    for unit, figure in figures_of(reading):
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
                words=unit.text[figure.figure.start : figure.figure.end],
                population_why=figure.population_why,
                subgroup=figure.subgroup,
            )
        )
    return found
