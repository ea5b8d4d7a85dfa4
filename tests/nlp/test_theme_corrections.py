"""Themes corrected by hand: merged, split, hidden, renamed, one sentence moved; what no longer fits is told."""

from __future__ import annotations

import pytest

from corpus import Corpus
from corpus.corrections import Correction
from nlp.embeddings import load_embedder
from nlp.theme_corrections import Corrected
from nlp.themes import ThemeSettings, fit_themes
from tests.nlp.test_themes import fill, snapshot

EMBEDDER = "all-MiniLM-L6-v2"
SETTINGS = ThemeSettings(codebook=None, refits=3)


def themes() -> Corrected:
    return Corrected({"f1": {"a", "b", "c"}, "f2": {"d", "e"}}, frozenset("abcdefg"))


def line(what: str, id: str, value: str = "", position: int = 1) -> Correction:
    return Correction(position, what, id, value, "Ann", "because")


def test_a_merged_theme_gives_its_sentences_and_its_address_to_the_other():
    found = themes()
    assert [o.outcome for o in found.apply([line("merge_theme", "f2", "f1")])] == ["applied"]
    assert found.members == {"f1": set("abcde")}
    assert found.redirects == {"f2": "f1"}


def test_parts_split_off_get_the_same_ids_on_every_run():
    found = themes()
    found.apply([line("split_theme", "f1", "a x", 1), line("split_theme", "f1", "b", 2)])
    assert found.members == {"f1": {"c"}, "f2": {"d", "e"}, "f1a": {"a"}, "f1b": {"b"}}


def test_a_hidden_theme_leads_nowhere():
    found = themes()
    found.apply([line("hide_theme", "f1")])
    assert (set(found.members), found.redirects) == ({"f2"}, {"f1": None})


def test_a_sentence_moves_to_the_theme_named_or_to_none():
    found = themes()
    found.apply([line("move_statement", "a", "f2"), line("move_statement", "b", "")])
    assert found.members == {"f1": {"c"}, "f2": {"a", "d", "e"}}


@pytest.mark.parametrize(
    ("wrong", "note"),
    [
        (line("merge_theme", "f2", "f9"), "there is no theme f9"),
        (line("merge_theme", "f2", "f2"), "a theme cannot be merged into itself"),
        (line("split_theme", "f1", "d"), "none, or all, of the sentences named are in the theme"),
        (line("move_statement", "a", "f9"), "there is no theme f9"),
        (line("rename_theme", "f1", ""), "no words are given"),
    ],
)
def test_what_does_not_fit_changes_nothing_and_is_told(wrong, note):
    found = themes()
    (outcome,) = found.apply([wrong])
    assert (outcome.outcome, outcome.note) == ("misfit", note)
    assert found.members == themes().members


def test_corrections_are_replayed_on_every_run_and_shown_as_made_by_hand(tmp_path):
    with Corpus.open(tmp_path / "corpus.db") as corpus:
        fill(corpus)
        fit_themes(corpus, load_embedder(EMBEDDER), SETTINGS)
        ids = [row["id"] for row in corpus.rows("SELECT id FROM themes ORDER BY id")]
        (tmp_path / "corrections.csv").write_text(
            "what,id,value,who,why\n"
            f"rename_theme,{ids[0]},By our name,Ann,clearer\nmerge_theme,{ids[1]},{ids[0]},Ann,the same\n"
            "hide_theme,f99,,Ann,noise\n"
        )
        report = fit_themes(corpus, load_embedder(EMBEDDER), SETTINGS)
        assert (
            report.notes[-1]
            == "Correction 3 (hide_theme f99, by Ann) no longer fits: there is no theme or sentence f99."
        )
        by_hand = corpus.rows("SELECT label, named_by FROM themes WHERE id = ?", [ids[0]])
        assert by_hand == [{"label": "By our name", "named_by": "hand"}]
        assert corpus.value("SELECT other_id FROM theme_redirects WHERE theme_id = ?", [ids[1]]) == ids[0]
        before = snapshot(corpus)
        fill(corpus, least=7, most=9)
        fit_themes(corpus, load_embedder(EMBEDDER), SETTINGS)
        assert corpus.value("SELECT label FROM themes WHERE id = ?", [ids[0]]) == "By our name"
        assert corpus.value("SELECT count(*) FROM themes WHERE id = ?", [ids[1]]) == 0
        events = corpus.rows("SELECT run_id FROM theme_history WHERE event = 'merged by hand'")
        assert len(events) == 1, "told once, when it happened"
        assert before != snapshot(corpus)
