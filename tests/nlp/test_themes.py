"""Themes: found, named, counted, stable when run again and in another order, and replaced as a whole."""

from __future__ import annotations

import random

import numpy as np
import pytest

from corpus import Corpus
from nlp.cluster import ClusterSettings
from nlp.coded import CodedClusters
from nlp.embeddings import load_embedder
from nlp.lineage import inherit_ids
from nlp.themes import FEWEST_STATEMENTS, ThemeSettings, fit_themes

COMPLAINTS = {
    "slow": [
        "IT takes {} months to change one page of the web site.",
        "We wait {} months for IT to deliver anything at all.",
        "The IT queue is {} months long and the season is over by then.",
        "IT moves so slowly that after {} months the campaign is dead.",
    ],
    "bypass": [
        "Marketing bought {} cloud tools on a credit card without telling IT.",
        "We found {} unknown applications that marketing had signed for alone.",
        "Marketers go round IT and straight to the vendor, {} times last year.",
        "Shadow IT in marketing has grown to {} tools nobody vetted.",
    ],
    "language": [
        "The two speak different languages, and in {} meetings nobody noticed.",
        "Marketing and IT use the same words with {} different meanings.",
        "Jargon on both sides spoiled all {} workshops we held.",
        "They talk past each other in every one of {} meetings.",
    ],
}


def fill(corpus: Corpus, *, order: int = 0, least: int = 2, most: int = 7) -> None:
    """Write articles that each hold a complaint of each sort, in an order that `order` shuffles."""
    lines = [
        (n, sort, form.format(n)) for n in range(least, most) for sort, forms in COMPLAINTS.items() for form in forms
    ]
    random.Random(order).shuffle(lines)
    with corpus.transaction():
        for n in sorted({n for n, _, _ in lines}):
            corpus.write(
                "articles",
                [
                    {
                        "id": f"a{n}",
                        "text": "",
                        "words": 0,
                        "relevance": 90,
                        "relevance_reason": "x",
                        "family_id": f"a{n}",
                        "published": f"20{10 + n}-01-01",
                    }
                ],
            )
        for n, sort, text in lines:
            corpus.write(
                "statements",
                [
                    {
                        "id": f"s-{sort}-{text[:9]}-{n}",
                        "article_id": f"a{n}",
                        "kind": "frustration",
                        "text": text,
                        "start": 0,
                        "end": len(text),
                        "position": 0,
                        "score": 0.9,
                        "holder": "cmo" if sort == "slow" else "cio" if sort == "bypass" else "both",
                        "target": "none",
                        "addressee": "none",
                        "speaker_side": "none",
                        "why": "x",
                    }
                ],
            )


def snapshot(corpus: Corpus) -> list[tuple]:
    tables = ("themes", "theme_statements", "theme_years", "theme_history", "theme_redirects")
    return [tuple(row.values()) for t in tables for row in corpus.rows(f"SELECT * FROM {t} ORDER BY 1, 2")]


def test_each_sort_of_complaint_becomes_a_theme_of_its_own(corpus):
    fill(corpus)
    fit_themes(corpus, load_embedder(), ThemeSettings())
    rows = corpus.rows("SELECT theme_id, statement_id FROM theme_statements")
    sorts: dict[str, set[str]] = {}
    for row in rows:
        sorts.setdefault(row["theme_id"], set()).add(row["statement_id"].split("-")[1])
    assert all(len(found) == 1 for found in sorts.values())
    assert {next(iter(found)) for found in sorts.values()} == set(COMPLAINTS)


def test_counts_of_a_theme_equal_its_rows(corpus):
    fill(corpus)
    fit_themes(corpus, load_embedder(), ThemeSettings())
    for theme in corpus.rows("SELECT * FROM themes"):
        members = corpus.rows(
            "SELECT s.article_id, s.holder, m.rank FROM theme_statements m JOIN statements s ON s.id = m.statement_id "
            "WHERE m.theme_id = ?",
            [theme["id"]],
        )
        assert theme["statements"] == len(members)
        assert theme["families"] == len({m["article_id"] for m in members})
        assert sorted(m["rank"] for m in members) == list(range(1, len(members) + 1))
        assert theme["by_cmo"] == len({m["article_id"] for m in members if m["holder"] == "cmo"})


def test_running_again_changes_no_row_but_runs(corpus):
    fill(corpus)
    fit_themes(corpus, load_embedder(), ThemeSettings())
    before = snapshot(corpus)
    fit_themes(corpus, load_embedder(), ThemeSettings())
    assert snapshot(corpus) == before
    assert corpus.value("SELECT count(*) FROM runs WHERE command = 'themes'") == 2


def test_the_order_in_which_statements_came_does_not_matter():
    found = []
    for order in (1, 2):
        with Corpus.in_memory() as corpus:
            fill(corpus, order=order)
            fit_themes(corpus, load_embedder(), ThemeSettings())
            found.append([row for row in snapshot(corpus) if "born" not in row])
    assert found[0] == found[1]


def test_most_statements_stay_under_their_theme_s_id_when_the_corpus_grows(corpus):
    fill(corpus, most=6)
    fit_themes(corpus, load_embedder(), ThemeSettings())
    before = {row["statement_id"]: row["theme_id"] for row in corpus.rows("SELECT * FROM theme_statements")}
    fill(corpus, least=6, most=8)
    fit_themes(corpus, load_embedder(), ThemeSettings())
    after = {row["statement_id"]: row["theme_id"] for row in corpus.rows("SELECT * FROM theme_statements")}
    kept = [before[s] == after.get(s) for s in before]
    assert sum(kept) / len(kept) > 0.6


def test_a_theme_that_gains_or_loses_a_few_statements_keeps_its_id():
    old = {"f1": {f"a{n}" for n in range(20)}, "f2": {f"b{n}" for n in range(12)}}
    grown = [old["f2"] | {"x", "y"}, old["f1"] - {"a0"} | {"z"}]
    ids, events = inherit_ids(grown, old, "f", set(old))
    assert ids == ["f2", "f1"]
    assert [(e.theme_id, e.event, e.share) for e in events] == [("f2", "grew", 1.0), ("f1", "kept", 0.95)]


def test_too_few_statements_give_one_plain_sentence_and_no_theme(corpus):
    report = fit_themes(corpus, load_embedder(), ThemeSettings())
    assert report.frustration_themes == 0
    assert report.notes[0] == f"0 frustrations are too few to group into themes; {FEWEST_STATEMENTS} are the least."


def test_a_stop_in_the_middle_leaves_the_last_themes_in_place(corpus, monkeypatch):
    fill(corpus)
    fit_themes(corpus, load_embedder(), ThemeSettings())
    before = snapshot(corpus)
    write = Corpus.write

    def stop_late(self, table, rows, **more):
        if table == "theme_years":
            raise KeyboardInterrupt
        return write(self, table, rows, **more)

    monkeypatch.setattr(Corpus, "write", stop_late)
    with pytest.raises(KeyboardInterrupt):
        fit_themes(corpus, load_embedder(), ThemeSettings(min_size=9))
    assert snapshot(corpus) == before


def test_two_kinds_of_identical_vectors_fall_into_groups_of_their_own():
    vectors = np.repeat(np.eye(2, 8, dtype=np.float32), 20, axis=0)
    labels = CodedClusters(ClusterSettings()).fit(vectors).labels_
    assert not set(labels[:20]) & set(labels[20:])


def test_an_ended_theme_tells_where_its_statements_went():
    ids, events = inherit_ids([{"a", "b", "c", "d"}], {"f1": {"a", "b", "c"}, "f2": {"d"}}, "f", {"f1", "f2"})
    assert ids == ["f1"]
    assert [(e.theme_id, e.event, e.other_id) for e in events] == [("f1", "grew", None), ("f2", "merged", "f1")]


def test_an_id_is_never_given_twice():
    ids, _ = inherit_ids([{"x"}], {}, "f", {"f1", "f7"})
    assert ids == ["f8"]


@pytest.mark.parametrize(
    ("texts", "themes"),
    [
        (["IT is too slow for us."] * 40, {1}),
        ([f"Die IT braucht {n} Monate für eine Seite." for n in range(20)], {0, 1}),
        (
            ["IT is too slow for us."] * 400 + [f"Marketing bought tool {n} without asking IT." for n in range(12)],
            {1, 2},
        ),
    ],
    ids=["one sentence everywhere", "another language", "a press release in four hundred places"],
)
def test_odd_corpora_give_sensible_themes_or_none(corpus, texts, themes):
    fill_with(corpus, texts)
    fit_themes(corpus, load_embedder("all-MiniLM-L6-v2"), ThemeSettings(codebook=None, refits=2))
    assert corpus.value("SELECT count(*) FROM themes") in themes
    assert corpus.value("SELECT count(*) FROM theme_statements") <= len(texts)


def fill_with(corpus: Corpus, texts: list[str]) -> None:
    """Write an article for each of `texts`, which holds it as a frustration."""
    plain = {"words": 0, "relevance": 90, "relevance_reason": "x", "text": ""}
    roles = {"holder": "cmo", "target": "cio", "addressee": "none", "speaker_side": "none", "why": "x"}
    with corpus.transaction():
        corpus.write("articles", ({"id": f"a{n}", "family_id": f"a{n}", **plain} for n in range(len(texts))))
        corpus.write(
            "statements",
            (
                {
                    "id": f"s{n}", "article_id": f"a{n}", "kind": "frustration", "text": text, "start": 0,
                    "end": len(text), "position": 0, "score": 0.9, **roles,
                }
                for n, text in enumerate(texts)
            ),
        )  # fmt: skip
