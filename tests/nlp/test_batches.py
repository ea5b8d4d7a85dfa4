"""What an adapter learns from: each unit that teaches once a round, its own words beside its own codes, turned or not."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
import torch

from nlp.adapt import AdapterSettings, _batches, documents_of
from nlp.adapter_tasks import SIDES_IN_CONTEXT_TASK
from nlp.encoder import UnitEncoder
from nlp.gold import Coded
from nlp.units import units
from nlp.windows import Sizes

WORDS: dict[str, int] = {}


def _tokenizer(texts, **_):
    return {"input_ids": [[WORDS.setdefault(word, len(WORDS) + 10) for word in text.split()] for text in texts]}


def _gold() -> list[Coded]:
    """Three documents of 3, 5 and 2 units; every second unit is a complaint of the marketing side."""
    found = []
    for doc, size in (("a", 3), ("b", 5), ("c", 2)):
        for n in range(size):
            text = f"{doc} {n} marketing waits for IT " + "again " * n
            labels = frozenset({"frustration"} if n % 2 == 0 else ())
            found.append(Coded(doc, units(text)[0], labels, frozenset(), holder="cmo", target="cio"))
    return found


@pytest.mark.parametrize("sizes", [None, Sizes(), Sizes(12, 6, 6)])
@pytest.mark.parametrize("turning", [False, True])
def test_each_teaching_unit_is_read_once_a_round_with_the_words_of_its_codes(sizes, turning):
    documents, ordered = documents_of(_gold())
    turned, other = documents_of([SIDES_IN_CONTEXT_TASK.turned(unit) for unit in ordered]) if turning else ([], [])
    coded = [*ordered, *other]
    teaching = {n for n, unit in enumerate(ordered) if SIDES_IN_CONTEXT_TASK.teaches(unit)}
    assert 0 < len(teaching) < len(ordered)
    settings = AdapterSettings(windows=sizes, epochs=12, batch=3)
    read = []
    for batch in _batches(_tokenizer, documents, turned, teaching, settings, seed=0):
        for window in batch:
            for n, begin, end in window.spans:
                words = [token for token in window.tokens[begin:end] if token >= 10]
                assert words == _tokenizer([coded[n].unit.text])["input_ids"][0]
                assert coded[n].holder == ("cmo" if n < len(ordered) else "cio")
                read.append(n)
    assert sorted(n % len(ordered) for n in read) == sorted([*teaching] * 12)
    assert any(n >= len(ordered) for n in read) is turning
    assert any(n < len(ordered) for n in read)


def test_a_document_is_turned_whole():
    documents, ordered = documents_of(_gold())
    turned, _ = documents_of([SIDES_IN_CONTEXT_TASK.turned(unit) for unit in ordered])
    settings = AdapterSettings(windows=Sizes(), epochs=1, batch=100)
    (batch,) = _batches(_tokenizer, documents, turned, set(range(len(ordered))), settings, seed=1)
    for window in batch:
        assert len({n >= len(ordered) for n, _, _ in window.spans}) == 1


def _model(input_ids, attention_mask):
    """A model whose last layer tells each token's number, so that a unit's score is the mean of its tokens."""
    return SimpleNamespace(last_hidden_state=input_ids.unsqueeze(-1).float())


def test_some_units_of_a_document_score_as_in_the_whole():
    encoder = UnitEncoder(_model, _tokenizer, torch.ones(1, 1), torch.zeros(1), "", Sizes(12, 6, 6))
    document = documents_of(_gold())[0][1]
    whole = encoder.scores(document)
    assert len(np.unique(whole)) == len(whole)
    assert np.array_equal(encoder.scores_of(document, [3, 1, 3]), whole[[3, 1, 3]])
