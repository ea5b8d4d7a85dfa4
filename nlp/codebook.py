"""The codebook: the complaints and the advice that are known, each with a name, a definition and sentences that say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from corpus.data import data_path
from corpus.errors import BadInput
from corpus.records import SIDES
from nlp.checksum import file_sha256

SHIPPED = data_path("datasets", "codebook", "codebook.yaml")
#: More sentences for the shipped codes, written by a language model.
EXAMPLES = data_path("datasets", "codebook", "examples.yaml")
_SECTIONS = (("frustration", "frustrations"), ("recommendation", "recommendations"))


@dataclass(frozen=True)
class Code:
    """A code of the codebook: its sides are those that a statement of it usually has; `sayings` are sentences of it."""

    id: str
    kind: str
    name: str
    definition: str
    holder: tuple[str, ...]
    target: tuple[str, ...]
    addressee: tuple[str, ...]
    sayings: tuple[str, ...]


@dataclass(frozen=True)
class Codebook:
    """Codes in their order, and the checksum of what they were read from."""

    codes: tuple[Code, ...]
    sha256: str

    def of(self, kind: str) -> list[Code]:
        """Return the codes of a kind in order."""
        return [code for code in self.codes if code.kind == kind]


@cache
def load_codebook(path: Path = SHIPPED) -> Codebook:
    """Read a codebook in the form of datasets/codebook/codebook.yaml; raise BadInput when it is none.

    The shipped one is joined by its examples.
    """
    more = _read(EXAMPLES) if path == SHIPPED else {}
    data = _read(path)
    try:
        codes = tuple(_code(entry, kind, more) for kind, key in _SECTIONS for entry in data.get(key) or ())
    except (KeyError, TypeError, AttributeError) as error:
        raise BadInput(
            f"{path} is no codebook: an entry lacks {error} (see datasets/codebook/codebook.yaml)."
        ) from error
    ids = [code.id for code in codes]
    if not codes or len(set(ids)) < len(ids):
        raise BadInput(f"{path} is no codebook: it has no codes, or two with the same id.")
    return Codebook(codes, file_sha256(path) + (file_sha256(EXAMPLES) if path == SHIPPED else ""))


def _read(path: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadInput(f"The codebook {path} cannot be read: {str(error).splitlines()[0]}") from error
    if not isinstance(data, dict):
        raise BadInput(f"{path} is no codebook: it needs the lists frustrations and recommendations.")
    return data


def _code(entry: dict[str, Any], kind: str, more: dict[str, Any]) -> Code:
    sayings: Sequence[str] = (entry["name"], entry["definition"], *entry["wordings"], *more.get(entry["id"], ()))
    return Code(
        id=str(entry["id"]),
        kind=kind,
        name=entry["name"],
        definition=entry["definition"],
        holder=_sides(entry.get("holder")),
        target=_sides(entry.get("target")),
        addressee=_sides(entry.get("addressee")),
        sayings=tuple(map(str, sayings)),
    )


def _sides(value: str | list[str] | None) -> tuple[str, ...]:
    """Return the sides that an entry names: none, one, or several that are as likely."""
    named = [value] if isinstance(value, str) else value or []
    return tuple(side for side in named if side in SIDES)
