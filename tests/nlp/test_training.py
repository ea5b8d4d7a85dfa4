"""A training from start to end on a few units: what it leaves behind can code, and a broken one leaves what was there."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from corpus.errors import ModelRefused, NothingToDo
from crosstalk import training
from nlp.coder import CONTEXT_ADAPTER, SIDES_ADAPTER, SIDES_CONTEXT_ADAPTER, WORDS_ADAPTER, load_coder
from tests.conftest import article

pytestmark = pytest.mark.slow

TEXTS = [
    ("Marketing waits for weeks until IT answers.", "frustration"),
    ("Put both calendars on one wall.", "recommendation"),
    ("The conference was held in Leeds.", None),
    ("Nobody tells the developers what is planned.", "frustration"),
    ("CIOs should ask before they refuse.", "recommendation"),
    ("About two hundred people came.", None),
]
CODED = {"frustration": {"holder": "cmo", "target": "cio"}, "recommendation": {"addressee": "cio"}, None: {}}


def _gold(path, docs):
    rows = [
        {"doc": doc, "n": n, "struct": "s", "title": "A day", "text": text, "labels": [kind] if kind else []}
        | {"optional": []}
        | CODED[kind]
        for doc in docs
        for n, (text, kind) in enumerate(TEXTS)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def short(monkeypatch, tmp_path):
    monkeypatch.setattr(training, "cache_folder", lambda: tmp_path / "cache")
    for name, settings in list(training.SETTINGS.items()):
        monkeypatch.setitem(training.SETTINGS, name, replace(settings, epochs=1, rank=2, seeds=(0,)))


def test_what_was_trained_codes_and_the_same_units_train_the_same(tmp_path, short):
    gold, dev = _gold(tmp_path / "gold.jsonl", ("a", "b")), _gold(tmp_path / "dev.jsonl", ("c",))
    folders = [tmp_path / name for name in ("one", "two")]
    seen: list[tuple[int, int]] = []
    for folder in folders:
        folder.mkdir()
        training.train(
            training.Files([gold], [dev]), folder, keep_adapter=False, progress=lambda n, total: seen.append((n, total))
        )
    for name in (*training.SETTINGS, "statement_head.npz", "role_head.npz"):
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes(), name
    assert seen[-1][0] == seen[-1][1]
    statements, _ = load_coder(None, folders[0]).annotate(article(text="\n".join(text for text, _ in TEXTS)))
    assert all(0 < s.score <= 1 for s in statements)

    (folders[0] / WORDS_ADAPTER).write_bytes((folders[0] / CONTEXT_ADAPTER).read_bytes())
    load_coder.cache_clear()
    from nlp.encoder import load_encoder

    load_encoder.cache_clear()
    with pytest.raises(ModelRefused, match="other adapters"):
        load_coder(None, folders[0])
    load_coder.cache_clear()
    load_encoder.cache_clear()


def test_a_training_that_breaks_off_leaves_what_was_there_and_goes_on_where_it_was(tmp_path, short, monkeypatch):
    gold, dev = _gold(tmp_path / "gold.jsonl", ("a",)), _gold(tmp_path / "dev.jsonl", ("c",))
    out = tmp_path / "models"
    out.mkdir()
    (out / WORDS_ADAPTER).write_bytes(b"before")
    made: list[str] = []
    real = training.train_adapter

    def adapter(units, task, settings, path, progress, begin):
        if path.name == CONTEXT_ADAPTER and not made.count(CONTEXT_ADAPTER):
            made.append(CONTEXT_ADAPTER)
            raise KeyboardInterrupt
        made.append(path.name)
        real(units, task, settings, path, progress, begin)

    monkeypatch.setattr(training, "train_adapter", adapter)
    with pytest.raises(KeyboardInterrupt):
        training.train(training.Files([gold], [dev]), out, keep_adapter=False, progress=lambda n, total: None)
    assert [p.name for p in out.iterdir()] == [WORDS_ADAPTER]
    assert (out / WORDS_ADAPTER).read_bytes() == b"before"

    training.train(training.Files([gold], [dev]), out, keep_adapter=False, progress=lambda n, total: None)
    assert made == [WORDS_ADAPTER, CONTEXT_ADAPTER, CONTEXT_ADAPTER, SIDES_ADAPTER, SIDES_CONTEXT_ADAPTER], (
        "the adapter that was finished is not made again"
    )
    assert not list((training.cache_folder() / "training").iterdir())
    assert (out / WORDS_ADAPTER).read_bytes() != b"before"


def test_units_for_sides_alone_teach_no_kinds(tmp_path, short, monkeypatch):
    gold, dev = _gold(tmp_path / "gold.jsonl", ("a",)), _gold(tmp_path / "dev.jsonl", ("c",))
    sides = _gold(tmp_path / "sides.jsonl", ("s",))
    learned: dict[str, set[str]] = {}
    real = training.train_adapter

    def adapter(units, task, settings, path, progress, begin):
        learned[path.name] = {unit.doc for unit in units}
        real(units, task, settings, path, progress, begin)

    monkeypatch.setattr(training, "train_adapter", adapter)
    out = tmp_path / "models"
    out.mkdir()
    training.train(
        training.Files([gold], [dev], sides=[sides]), out, keep_adapter=False, progress=lambda n, total: None
    )
    kinds, sides_too = {"a"}, {"a", "s"}
    assert learned == {
        WORDS_ADAPTER: kinds, CONTEXT_ADAPTER: kinds, SIDES_ADAPTER: sides_too, SIDES_CONTEXT_ADAPTER: sides_too,
    }  # fmt: skip
    card = json.loads((out / training.CARD).read_text(encoding="utf-8"))
    assert set(card["data"]) == {"gold.jsonl", "dev.jsonl", "sides.jsonl"}


def test_units_without_any_advice_are_refused_in_one_line(tmp_path):
    gold = _gold(tmp_path / "gold.jsonl", ("a",))
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    few = tmp_path / "few.jsonl"
    few.write_text(
        "".join(json.dumps(row) + "\n" for row in rows if "recommendation" not in row["labels"]), encoding="utf-8"
    )
    with pytest.raises(NothingToDo, match="to set thresholds on of which some are sure to be a recommendation"):
        training.train(training.Files([gold], [few]), tmp_path, keep_adapter=False, progress=lambda n, total: None)
