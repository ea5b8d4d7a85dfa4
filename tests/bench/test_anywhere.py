"""The same articles give the same bytes in other surroundings, with the shipped classifier."""

from __future__ import annotations

import pytest

from bench.anywhere import FORMATS, Surroundings, made_in
from corpus.data import data_path
from nlp.embeddings import MINILM

PAGES = sorted(data_path("datasets", "sample", "quadrantnotes.example", "notes").glob("n*.htm"))[:2]
QUICK = {"min_size": 2, "codebook": None, "refits": 2}


@pytest.mark.slow
def test_time_zone_threads_order_and_place_change_no_byte(tmp_path):
    plain = made_in(Surroundings("plain"), tmp_path / "a", PAGES, MINILM, **QUICK)
    other = Surroundings("other", zone="Asia/Kolkata", locale="C.UTF-8", threads=2, hash_seed="7", order=4)
    assert made_in(other, tmp_path / "b b" / "c", PAGES, MINILM, **QUICK) == plain
    assert len(plain) == 2 * len(FORMATS)
