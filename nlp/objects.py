"""What a statement is about: website, CRM, data, AI and the other objects that were fought over."""

from __future__ import annotations

import re
from functools import cache

from nlp.lexicon import lexicon


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in lexicon("objects").items()}


def objects(text: str) -> tuple[str, ...]:
    """Return the classes of objects that `text` names, in alphabetical order."""
    lowered = text.lower()
    return tuple(sorted(name for name, pattern in _patterns().items() if pattern.search(lowered)))
