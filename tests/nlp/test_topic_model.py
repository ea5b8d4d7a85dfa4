"""The themes as a BERTopic object, and what happened to them between runs."""

from __future__ import annotations

import pytest

from corpus import Corpus
from corpus.errors import BadInput, NothingToDo
from corpus.theme_diff import theme_diff
from crosstalk import load_topic_model
from nlp.embeddings import load_embedder
from nlp.themes import ThemeSettings, fit_themes
from tests.nlp.test_themes import fill

MINILM = "all-MiniLM-L6-v2"
SETTINGS = ThemeSettings(codebook=None, refits=2)
FIRST = "SELECT statement_id FROM theme_statements WHERE theme_id = ? AND rank = 1"


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = tmp_path_factory.mktemp("topics") / "corpus.db"
    with Corpus.open(path) as corpus:
        fill(corpus)
        fit_themes(corpus, load_embedder(MINILM), SETTINGS)
        fill(corpus, least=7, most=9)
        fit_themes(corpus, load_embedder(MINILM), SETTINGS)
    return path


def test_the_topic_model_places_new_texts_under_the_themes_of_the_tables(db, tmp_path):
    model = load_topic_model(db, embedder=MINILM)
    topics, _ = model.transform(["We waited nine months for IT to change a page.", "They speak different languages."])
    with Corpus.open(db) as corpus:
        sorts = {theme: corpus.value(FIRST, [theme]) for theme in model.theme_ids_}
    assert [sorts[model.theme_ids_[topic]].split("-")[1] for topic in topics] == ["slow", "language"]
    info = model.get_topic_info()
    assert set(info.columns) >= {"Topic", "Count", "Name", "CustomName"}
    model.save(tmp_path / "model", serialization="safetensors", save_ctfidf=True)
    assert not list((tmp_path / "model").rglob("*.pkl"))
    before = len(model.theme_ids_)
    texts = [row["text"] for row in Corpus.open(db).rows("SELECT text FROM statements ORDER BY text, id")]
    model.reduce_topics(texts, nr_topics=before - 1)
    assert len(model.get_topic_info()) <= before


def test_there_is_no_topic_model_of_a_kind_without_themes(db):
    with pytest.raises(NothingToDo, match="no themes of recommendations"):
        load_topic_model(db, "recommendation", embedder=MINILM)


def test_the_difference_of_two_runs_tells_events_and_moves(db):
    with Corpus.open(db) as corpus:
        found = theme_diff(corpus, 1, 2)
        added = corpus.value("SELECT count(*) FROM statements WHERE article_id IN ('a7', 'a8')")
    assert {event["event"] for event in found["events"]} <= {"grew", "kept", "renamed", "born", "shrank"}
    came = [move for move in found["statements"] if move["from_id"] is None]
    assert 0.8 * added <= len(came) <= added


@pytest.mark.parametrize(("first", "second", "told"), [(1, 9, "no run 9"), (2, 1, "not before"), (2, 2, "not before")])
def test_runs_that_cannot_be_compared_are_told(db, first, second, told):
    with Corpus.open(db) as corpus, pytest.raises(BadInput, match=told):
        theme_diff(corpus, first, second)
