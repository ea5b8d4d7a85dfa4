"""Faults of encoding are mended, and what only looks like one is left alone."""

from __future__ import annotations

import pytest

from crawler.mend import mended


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("don\\u2019t", "don’t"),
        ("donu2019t say u201cnou201d", "don’t say “no”"),
        ("donâ€™t", "don’t"),
        ("cafÃ©", "café"),
        ("R&amp;D &#8217;", "R&D ’"),
        ("It ended.Nobody came back.", "It ended. Nobody came back."),
        ("Ângelo and Ã la carte", "Ângelo and Ã la carte"),
        ("Booking.Com is a site", "Booking.Com is a site"),
        ("U.S. firms, v2.0 of it", "U.S. firms, v2.0 of it"),
        ("unit u2 of 2019", "unit u2 of 2019"),
    ],
)
def test_a_text_says_what_was_meant(text: str, meant: str) -> None:
    assert mended(text) == meant
