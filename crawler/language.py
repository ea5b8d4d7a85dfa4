"""The language of a main text."""

from __future__ import annotations

import py3langid

#: Shorter texts tell too little about their language.
FEWEST_WORDS = 5
#: The guess is made on this much of the text: more costs time and changes nothing.
CHARACTERS = 4000


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of `text`, or None when it is too short to tell."""
    if len(text.split()) < FEWEST_WORDS:
        return None
    return str(py3langid.classify(text[:CHARACTERS])[0])
