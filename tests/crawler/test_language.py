"""The language of a text."""

from __future__ import annotations

import pytest

from crawler.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The lamp stands in the hall, and both departments look at it.", "en"),
        ("Die Lampe steht im Flur, und beide Abteilungen sehen sie an.", "de"),
        ("La lampe est dans le couloir et les deux services la regardent.", "fr"),
        ("CMO", None),
    ],
)
def test_a_language_is_known_by_a_sentence(text: str, language: str | None) -> None:
    assert language_of(text) == language
