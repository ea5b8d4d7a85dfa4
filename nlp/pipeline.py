"""The spaCy pipeline: English tokens (and tags, when the model has them), with the sides marked as entities."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any

import spacy
from spacy.language import Language

from corpus.data import data_path
from corpus.errors import ModelRefused
from nlp.lexicon import lexicon

SHIPPED_MODEL = data_path("datasets", "models", "crosstalk_en")
RULER = "sides"


@cache
def load_pipeline(model: str | None = None) -> Language:
    """Return the shipped English pipeline, or the user's spaCy model `model`, with our ruler of sides as its last part.

    Raises ModelRefused when spaCy cannot find or read `model`.
    """
    try:
        nlp = spacy.load(model or SHIPPED_MODEL, exclude=["ner", "entity_ruler"])
    except (OSError, ValueError) as error:
        raise ModelRefused(
            f"spaCy cannot load the model {model or SHIPPED_MODEL}: {str(error).splitlines()[0]}"
        ) from error
    ruler: Any = nlp.add_pipe("entity_ruler", name=RULER, config={"overwrite_ents": True})
    with nlp.select_pipes(enable=[]):
        ruler.add_patterns(list(_patterns(nlp)))
    return nlp


def _patterns(nlp: Language) -> Iterator[dict[str, Any]]:
    sides = lexicon("sides")
    for side in ("cmo", "cio", "both", "org", "other", "trap"):
        for phrase in sides[side]:
            for filled in _filled(phrase, sides["words"]):
                yield {"label": side, "pattern": [{"LOWER": token.lower_} for token in nlp.make_doc(filled)]}
    for side, phrases in sides["exact"].items():
        for phrase in phrases:
            for filled in _filled(phrase, sides["words"]):
                yield {"label": side, "pattern": [_exactly_capitals(token.text) for token in nlp.make_doc(filled)]}


def _exactly_capitals(word: str) -> dict[str, str]:
    """Capitals carry the meaning in "IT"; the words beside it may be written either way."""
    return {"ORTH": word} if word.isupper() or word.istitle() else {"LOWER": word.lower()}


def _filled(phrase: str, words: dict[str, list[str]]) -> list[str]:
    slots = [name for name in words if "{" + name + "}" in phrase]
    return [
        phrase.format(**dict(zip(slots, choice, strict=True))) for choice in product(*(words[name] for name in slots))
    ]
