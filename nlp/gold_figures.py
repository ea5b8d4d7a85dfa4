"""Coded figures: passages with every survey figure in them, for measuring what is found and whose it is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BadInput

#: The code of a study that is named but not in the register.
CANDIDATE = "?"


@dataclass(frozen=True)
class GoldFigure:
    """A figure as coded: characters `start:end` of its passage; `study` is an id, CANDIDATE, or None for no source."""

    start: int
    end: int
    words: str
    value: float
    low: float
    high: float
    unit: str
    nature: str
    population: str
    study: str | None
    finding: str | None


@dataclass(frozen=True)
class Passage:
    """A text with its coded figures; `kind` is form, trap, retold or elsewhere."""

    id: str
    kind: str
    text: str
    figures: tuple[GoldFigure, ...]


def read_passages(path: Path) -> list[Passage]:
    """Read a file of coded passages (JSON Lines); raise BadInput with line and reason."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is no UTF-8 text.") from error
    passages = []
    for number, line in enumerate(lines, 1):
        try:
            passages.append(_passage(json.loads(line)))
        except (json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
            raise BadInput(f"{path}, line {number}: not a coded passage ({error}).") from error
    if not passages:
        raise BadInput(f"{path} holds no coded passages.")
    return passages


def _passage(row: dict) -> Passage:
    figures = tuple(GoldFigure(**figure) for figure in row["figures"])
    for figure in figures:
        if row["text"][figure.start : figure.end] != figure.words:
            raise ValueError(f"{figure.words!r} does not stand at {figure.start}")
    return Passage(row["id"], row["kind"], row["text"], figures)
