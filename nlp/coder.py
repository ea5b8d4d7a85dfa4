"""Code one article: its units, which of them complain or advise, whose pain and whose turn it is, and its figures."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
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
from nlp.encoder import Document, UnitEncoder, fast_dtype, load_encoder
from nlp.excluded import Told, is_fiction, is_joke, never_a_statement
from nlp.head import Head, load_head
from nlp.lexicon import lexicon
from nlp.objects import objects_of
from nlp.pipeline import load_pipeline
from nlp.reading import Reading, read
from nlp.role_coder import RoleCoder
from nlp.role_head import load_role_head
from nlp.roles import Roles
from nlp.statistics import figures_of

#: Raise by one whenever the rules change what they find: articles coded by a former version are coded again.
CODER_VERSION = 1


class Coder(Protocol):
    """Whatever can code an article; `version` changes whenever its findings may."""

    version: str

    def annotate(self, article: Article) -> tuple[list[Statement], list[Statistic]]:
        """Return the statements and statistics of an article, with offsets into its text."""


class StatementCoder:
    """Codes by the shipped classifiers for kinds and sides, and by rules for figures.

    `words` reads each unit alone, `context` with its neighbours; what both say of its kind is averaged.
    """

    def __init__(
        self, nlp: Language, words: UnitEncoder, context: UnitEncoder, head: Head, roles: RoleCoder, version: str
    ) -> None:
        self.nlp = nlp
        self.words = words
        self.context = context
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
        return self._head.probabilities(found, kind_scores(self.words, self.context, reading.document))

    def read_ahead(self, readings: Sequence[Reading]) -> None:
        """Read many articles in full batches; what is asked of them next is then known."""
        documents = [reading.document for reading in readings]
        self.words.read_ahead(documents)
        self.context.read_ahead(documents)


def kind_scores(words: UnitEncoder, context: UnitEncoder, document: Document) -> NDArray[np.float64]:
    """Return the raw scores of the kinds, shape (units, 2): the mean of what both encoders say."""
    return (words.scores(document) + context.scores(document)) / 2


@cache
def load_coder(spacy_model: str | None = None, models: Path | None = None) -> StatementCoder:
    """Return the coder made of the shipped parts, with the user's own spaCy model and classifier (a folder) if named.

    A folder that `crosstalk train` filled without coded sides has no classifier of sides of its own: the shipped one is taken.
    Raises ModelRefused when parts are missing or do not belong together.
    """
    folder = models or SHIPPED
    head = load_head(folder / "statement_head.npz")
    words, context = load_encoder(folder / WORDS_ADAPTER), load_encoder(folder / CONTEXT_ADAPTER)
    if head.encoder_sha256 != words.sha256 + context.sha256:
        raise ModelRefused("The classifier's head belongs to other adapters; make all anew: crosstalk train")
    sides = folder if (folder / SIDES_ADAPTER).is_file() else SHIPPED
    roles = RoleCoder(
        load_encoder(sides / SIDES_ADAPTER),
        load_encoder(sides / SIDES_CONTEXT_ADAPTER),
        load_role_head(sides / ROLE_HEAD),
    )
    nlp = load_pipeline(spacy_model)
    return StatementCoder(nlp, words, context, head, roles, _version(nlp, folder, sides))


#: The files of a classifier, beside its head: what reads sentences alone and with their neighbours, for kinds and for sides.
WORDS_ADAPTER, CONTEXT_ADAPTER = "statement_adapter.safetensors", "context_adapter.safetensors"
SIDES_ADAPTER, SIDES_CONTEXT_ADAPTER = "side_adapter.safetensors", "side_context_adapter.safetensors"
ROLE_HEAD = "role_head.npz"
SHIPPED = data_path("datasets", "models")
_WEIGHTS = ("statement", "context", "side", "role")
#: The modules whose words decide what is found.
_DECIDING = frozenset(
    """claim_key claims naming coder cues encoder excluded forms head introduced numbers objects populations reading
    role_coder role_features role_pain role_turn roles sentences sides speakers statistics traps units windows
    footnotes""".split()
)


def _version(nlp: Language, *folders: Path) -> str:
    """A digest of all that decides the coding: rules, lexicons, classifiers, pipeline."""
    digest = hashlib.sha256()
    for folder in dict.fromkeys(folders):
        for weights in sorted(file for name in _WEIGHTS for file in folder.glob(f"{name}_*.[ns]*")):
            digest.update(weights.read_bytes())
    for name in ("cues", "excluded", "figures", "objects", "roles", "sides"):
        digest.update(repr(lexicon(name)).encode())
    digest.update(f"{nlp.meta['name']} {nlp.meta['version']} {fast_dtype()}".encode())
    for name in ("studies", "names", "organisations"):
        digest.update(data_path("datasets", "studies", f"{name}.csv").read_bytes())
    for file in (*sorted(Path(__file__).parent.glob("*.py")), Path(__file__).parent / "register" / "naming.py"):
        if file.stem in _DECIDING:
            digest.update(file.read_bytes())
    return f"rules-{CODER_VERSION}-{digest.hexdigest()[:12]}"


# Statements -----------------------------------------------------------------------------------------------------------


def _statements(
    article: Article, reading: Reading, probabilities: NDArray[np.float64], decided: list[tuple[int, int, Roles]]
) -> list[Statement]:
    found: list[Statement] = []
    seen: dict[tuple[str, str], int] = {}
    told = {kind: Told() for kind in KINDS}
    fiction = is_fiction(reading.title, reading.units)
    about = objects_of(reading.units, reading.title)
    for n, k, roles in decided:
        unit, kind = reading.units[n], KINDS[k]
        if told[kind].again(unit):
            continue  # a pull quote or standfirst tells a sentence again; it counts once
        words = " ".join(unit.text.split())
        occurrence = seen[kind, words] = seen.get((kind, words), -1) + 1
        made = _statement(article, reading, n, kind, float(probabilities[n, k]), roles, occurrence)
        found.append(replace(made, objects=about[n], not_factual=int(fiction or is_joke(unit))))
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
