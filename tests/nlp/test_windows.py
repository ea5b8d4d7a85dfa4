"""Units as the encoder reads them: each once, with its own tokens, beside its neighbours."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.windows import END, START, Sizes, alone, in_context

UNITS = [[10 + n] * size for n, size in enumerate((10, 20, 30, 96, 5, 5, 90, 1))]
TITLE = [7, 8]


@pytest.mark.parametrize("random", [None, 0, 1, 2])
@pytest.mark.parametrize("sizes", [Sizes(), Sizes(60, 25, 12), Sizes(9, 0, 0)])
def test_each_unit_is_read_once_by_its_own_tokens(sizes, random):
    dice = None if random is None else np.random.default_rng(random)
    windows = in_context(UNITS, TITLE, sizes, first=100, random=dice)
    assert [n for w in windows for n, _, _ in w.spans] == list(range(100, 100 + len(UNITS)))
    for window in windows:
        for n, begin, end in window.spans:
            assert window.tokens[begin:end] == [*UNITS[n - 100], END]


def test_a_window_opens_with_the_title_and_shows_the_neighbours_that_fit():
    first, second, *_ = in_context(UNITS, TITLE, Sizes(60, 25, 12))
    assert first.tokens[:4] == [START, 7, 8, END]
    assert [n for n, _, _ in first.spans] == [0, 1]
    assert second.spans == [(2, 25, 56)], "unit 1 stands before it; unit 3 is too long to stand after it"
    assert second.tokens[4:25] == [*UNITS[1], END]


def test_a_text_without_title_or_units_is_read_too():
    assert in_context([[5]], [], Sizes())[0].tokens == [START, 5, END]
    assert in_context([], TITLE, Sizes()) == []


def test_alone_a_unit_is_read_from_its_start_to_its_end():
    assert alone([[5, 6]], first=3)[0].spans == [(3, 0, 4)]
    assert alone([[5, 6]])[0].tokens == [START, 5, 6, END]
