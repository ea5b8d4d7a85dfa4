"""An article read once: its units, and for each its parse, the sides it names and who speaks."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from nlp.encoder import Document
from nlp.footnotes import masked
from nlp.sides import Mention, mentions
from nlp.speakers import Speech, speeches
from nlp.units import Unit, units


@dataclass(frozen=True)
class Reading:
    """An article read once: its units, and for each unit its parse, the sides it names and who speaks."""

    units: list[Unit]
    docs: list[Doc]
    mentions: list[list[Mention]]
    speeches: list[Speech]
    title: str
    title_mentions: list[Mention]

    @property
    def document(self) -> Document:
        """What the encoder reads of it."""
        return self.title, tuple(unit.text for unit in self.units)


def read(nlp: Language, text: str, title: str | None, author_side: str = "none") -> Reading:
    """Read a text once: cut it into units, parse each, mark the sides and the speakers."""
    return reading_of(nlp, units(text, title), title, author_side)


def reading_of(nlp: Language, found: list[Unit], title: str | None, author_side: str = "none") -> Reading:
    """Return the reading of units that are cut already; the parses have blanks for marks of footnotes."""
    docs = list(nlp.pipe(masked(unit.text) for unit in found))
    named = [mentions(doc) for doc in docs]
    return Reading(found, docs, named, speeches(found, named, author_side), title or "", mentions(nlp(title or "")))
