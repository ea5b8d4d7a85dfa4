"""A classifier of one's own is weighed against the current one, and takes its place only when told."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from corpus.errors import BadInput
from crosstalk.commands.train_ import command
from crosstalk.trial import CARD, HEAD, coders_of, try_out
from nlp.compare_heads import MEAN, Difference
from tests.conftest import ROOT, article

DEV = ROOT / "datasets" / "gold" / "dev.jsonl"
BETTER = (Difference(MEAN, 0.5, 0.7, 0.2, 0.1, 0.3, 40, 20),)
AS_GOOD = (Difference(MEAN, 0.5, 0.6, 0.1, -0.1, 0.3, 40, 20),)


def made(found):
    """A training that writes a head and a card and finds these differences."""

    def make(folder):
        (folder / HEAD).write_text("new")
        (folder / CARD).write_text("{}")
        return found, ["a note"]

    return make


@pytest.mark.parametrize(
    ("found", "if_better", "kept"),
    [(BETTER, True, True), (AS_GOOD, True, False), (AS_GOOD, False, True), ((), False, True)],
    ids=["better", "as good", "as good, and wanted", "not compared"],
)
def test_it_takes_the_place_only_when_better_or_wanted(tmp_path, found, if_better, kept):
    out = tmp_path / "models"
    out.mkdir()
    (out / HEAD).write_text("old")
    trial = try_out(made(found), out, if_better=if_better, coders="a person, Ann")
    assert trial.kept == kept and trial.notes == ("a note",)
    assert (out / HEAD).read_text() == ("new" if kept else "old")
    assert [path.name for path in tmp_path.iterdir()] == ["models"], "nothing is left beside it"
    if kept:
        card = json.loads((out / CARD).read_text())
        assert card["coded_by"] == "a person, Ann" and card["better_beyond_chance"] == (found == BETTER)
        assert [d["low"] for d in card["compared"]] == [d.low for d in found]


def test_a_training_that_fails_leaves_the_place_as_it_was(tmp_path):
    def fails(folder):
        (folder / HEAD).write_text("half")
        raise BadInput("no")

    with pytest.raises(BadInput):
        try_out(fails, tmp_path / "models", if_better=False, coders="")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--adjust"], "holds a classifier already"),
        (["--adjust", "--replace", "--dev", str(DEV)], "GOLD alone"),
        (["--if-better"], "needs --test"),
    ],
)
def test_what_makes_no_sense_is_refused_before_the_work(tmp_path, more, told):
    (tmp_path / HEAD).write_text("old")
    done = CliRunner().invoke(command, [str(DEV), "--out", str(tmp_path), *more])
    assert isinstance(done.exception, BadInput) and told in str(done.exception)
    assert (tmp_path / HEAD).read_text() == "old"


def test_an_analyst_adjusts_the_shipped_classifier_and_codes_with_it(tmp_path, coder):
    rows = [json.loads(line) for line in DEV.read_text("utf-8").splitlines()]
    docs = sorted({row["doc"] for row in rows})[:12]
    gold = tmp_path / "mine.jsonl"
    lines = [json.dumps({**row, "coder": "Ann", "coded_by": "a person"}) for row in rows if row["doc"] in docs]
    gold.write_text("\n".join(lines), "utf-8")
    out = tmp_path / "my-models"
    done = CliRunner().invoke(command, [str(gold), "--adjust", "--out", str(out), "--json"], catch_exceptions=False)
    told = json.loads(done.output)
    assert [d["kind"] for d in told["differences"]] == ["frustration", "recommendation", MEAN]
    assert all(d["articles"] == 12 and d["low"] <= d["difference"] <= d["high"] for d in told["differences"])
    card = json.loads((out / CARD).read_text("utf-8"))
    assert card["coded_by"] == coders_of([gold]) == "a person, Ann" and card["compared"] == told["differences"]
    from nlp.coder import load_coder

    own = load_coder(models=out)
    assert own.version != coder.version
    statements, _ = own.annotate(
        article("Marketing waits months for IT to answer.\nCIOs should give each request a date.")
    )
    assert {s.kind for s in statements} == {"frustration", "recommendation"}
