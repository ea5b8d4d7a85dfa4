"""The published database: complete, moved into place as a whole, and no more than may be shown."""

from __future__ import annotations

import sqlite3

import pytest

from corpus import Corpus
from corpus.errors import BadInput, NothingToDo, StorageFull
from corpus.publish import PUBLISHED_ID, label, publish, web_url

KEPT = "IT refuses every request that marketing makes."
SECRET = "A sentence far from any statement that nobody outside may read."
TEXT = f"{SECRET} Another one between them stands here. {KEPT} And a last sentence follows after that one."


def fill(corpus: Corpus, **fields: object) -> None:
    with corpus.transaction():
        corpus.write(
            "articles",
            [
                {
                    "id": "a",
                    "text": TEXT,
                    "words": len(TEXT.split()),
                    "relevance": 80,
                    "relevance_reason": "both",
                    "family_id": "a",
                    **fields,
                }
            ],
        )
        corpus.write(
            "statements",
            [
                {
                    "id": "s1",
                    "article_id": "a",
                    "kind": "frustration",
                    "text": KEPT,
                    "start": TEXT.index(KEPT),
                    "end": TEXT.index(KEPT) + len(KEPT),
                    "position": 2,
                    "heading": "A heading that is not shown",
                    "score": 0.9,
                    "holder": "cmo",
                    "target": "cio",
                    "addressee": "none",
                    "speaker_side": "none",
                    "why": "x",
                }
            ],
        )


@pytest.mark.parametrize("policy", ["excerpt", "none"])
def test_no_byte_of_the_file_holds_a_sentence_that_is_not_published(corpus, tmp_path, policy):
    fill(corpus)
    publish(corpus, tmp_path / "site.db", policy=policy)
    data = (tmp_path / "site.db").read_bytes()
    assert KEPT.encode() in data
    assert SECRET.encode() not in data
    assert b"heading that is not shown" not in data


def test_full_text_is_published_when_told_so(corpus, tmp_path):
    fill(corpus)
    publish(corpus, tmp_path / "site.db", policy="full")
    assert SECRET.encode() in (tmp_path / "site.db").read_bytes()


@pytest.mark.parametrize("policy", ["excerpt", "full", "none"])
def test_offsets_hold_in_the_published_text(corpus, tmp_path, policy):
    fill(corpus)
    publish(corpus, tmp_path / "site.db", policy=policy)
    with sqlite3.connect(tmp_path / "site.db") as db:
        rows = db.execute(
            'SELECT a.text, s.start, s."end", s.text FROM statements s JOIN articles a ON a.id = s.article_id'
        ).fetchall()
    assert rows and all(text[start:end] == words for text, start, end, words in rows)


def test_publishing_twice_differs_in_runs_alone(corpus, tmp_path):
    fill(corpus)
    for name in ("one.db", "two.db"):
        publish(corpus, tmp_path / name)
    dumps = []
    for name in ("one.db", "two.db"):
        with sqlite3.connect(tmp_path / name) as db:
            dumps.append([line for line in db.iterdump() if '"runs"' not in line])
    assert dumps[0] == dumps[1]


def test_search_finds_what_is_published(corpus, tmp_path):
    fill(corpus)
    publish(corpus, tmp_path / "site.db")
    with sqlite3.connect(tmp_path / "site.db") as db:
        assert db.execute("SELECT count(*) FROM statements_fts WHERE statements_fts MATCH 'refuse'").fetchone() == (1,)
        assert db.execute("PRAGMA application_id").fetchone() == (PUBLISHED_ID,)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_an_empty_corpus_is_not_published(corpus, tmp_path):
    with pytest.raises(NothingToDo):
        publish(corpus, tmp_path / "site.db")
    assert not (tmp_path / "site.db").exists()


def test_a_file_that_publish_has_not_made_is_never_overwritten(corpus, tmp_path):
    fill(corpus)
    (tmp_path / "mine.db").write_text("my notes")
    with pytest.raises(BadInput, match="left alone"):
        publish(corpus, tmp_path / "mine.db")
    assert (tmp_path / "mine.db").read_text() == "my notes"


def test_a_publication_that_breaks_leaves_the_former_one(corpus, tmp_path, monkeypatch):
    fill(corpus)
    out = tmp_path / "site.db"
    publish(corpus, out)
    before = out.read_bytes()

    def full(*_: object) -> None:
        raise StorageFull("full")

    monkeypatch.setattr("corpus.publish._fill", full)
    with pytest.raises(StorageFull):
        publish(corpus, out)
    assert out.read_bytes() == before
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://[bad", "//no.scheme", "", None],
)
def test_an_address_that_a_page_must_not_link_to_is_left_out(url):
    assert web_url(url) is None


def test_a_stranger_s_title_is_one_short_line():
    assert label("a\nb  c") == "a b c"
    shortened = label("x" * 5000)
    assert shortened is not None and len(shortened) == 300 and shortened.endswith("…")
