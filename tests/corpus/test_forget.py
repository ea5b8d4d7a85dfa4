"""What is forgotten is gone to the last byte, does not come back, and nothing else goes with it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from corpus import Article, Corpus
from corpus.errors import BadInput, NothingToDo
from corpus.forget import forget
from corpus.found import find
from corpus.publish import publish
from crawler.frontier import Bounds, Frontier
from crawler.items import Link
from crawler.store import PageRow, store_article, store_page
from crosstalk.what import what_is

SECRET = "Marketing buys zanzibarian software without asking the IT department at all."
OTHERS = "Both sides should meet on Mondays and write down what they decide together."
QUOTED = '"They never answer our tickets before lunch," said Jane Otter, the marketing chief of a lamp maker.'
URL, OTHER = "http://lamps.example/a", "http://wicks.example/b"


def fill(corpus: Corpus) -> None:
    """Two articles, of which one quotes a person, coded, in one theme each."""
    texts = {"a": f"{SECRET}\n{OTHERS}", "b": f"{OTHERS}\n{QUOTED}\n{OTHERS.replace('Mondays', 'Fridays')}"}
    with corpus.transaction():
        for id_, url, author in (("a", URL, "Bo Berg"), ("b", OTHER, "Ann Lee")):
            article = Article(id=id_, text=texts[id_], url=url, title=f"Title {id_}", author=author, words=20)
            store_article(corpus, Article(**{**article.__dict__, "source_id": url.split("/")[2]}))
            store_page(corpus, PageRow(url, "stored", article_id=id_))
            corpus.write("codings", [{"article_id": id_, "text_sha256": "x", "coder": "c"}], key="article_id")
        version = {"article_id": "a", "replaced_at": "2020", "title": "Old", "text": f"{SECRET} It was so in 2019."}
        corpus.write("article_versions", [version], key=("article_id", "replaced_at"))
        corpus.write(
            "pages",
            [{"url": "http://lamps.example/copy", "outcome": "copy", "error": f"the same page as {URL}"}],
            key="url",
        )
        mark(corpus, "s1", "a", texts["a"], SECRET)
        mark(corpus, "s2", "b", texts["b"], QUOTED, speaker="Otter")
        mark(corpus, "s3", "b", texts["b"], OTHERS.replace("Mondays", "Fridays"))
        corpus.write("statement_objects", [{"statement_id": "s1", "object": "crm"}], key=("statement_id", "object"))
        theme(corpus, "f1", f"“{SECRET}”", ["s1", "s2"])
        study = {"id": "t", "title": "A zanzibarian survey", "organisation": "?", "origin": "corpus", "candidate": 1}
        corpus.write("studies", [study])
        corpus.execute("INSERT INTO embeddings VALUES ('k', 'm', x'00')")
        parameters = f'{{"urls": ["{URL}", "{OTHER}"]}}'
        corpus.execute(
            "INSERT INTO runs (command, started, parameters, versions) VALUES ('crawl', '2020', ?, '{}')", [parameters]
        )


def mark(corpus: Corpus, id_: str, article: str, text: str, words: str, speaker: str | None = None) -> None:
    row = {
        "id": id_, "article_id": article, "kind": "frustration", "text": words, "start": text.index(words),
        "end": text.index(words) + len(words), "position": 0, "heading": None, "score": 0.9, "holder": "cio",
        "target": "cmo", "addressee": "none", "speaker": speaker, "speaker_side": "none", "why": "made", "not_factual": 0,
    }  # fmt: skip
    corpus.write("statements", [row])


def theme(corpus: Corpus, id_: str, label: str, members: list[str]) -> None:
    counts = dict.fromkeys(
        ("articles", "families", "sources", "by_cmo", "by_cio", "by_both", "by_org", "by_other", "by_none"), 1
    )
    row = {
        "id": id_,
        "kind": "frustration",
        "label": label,
        "description": label,
        "keywords": "zanzibarian",
        "code": None,
    }
    corpus.write("themes", [{**row, "statements": len(members), **counts, "first_year": None, "last_year": None}])
    rows = [{"theme_id": id_, "statement_id": one, "probability": 1.0, "rank": n} for n, one in enumerate(members, 1)]
    corpus.write("theme_statements", rows, key=("theme_id", "statement_id"))


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    with Corpus.open(tmp_path / "corpus.db") as corpus:
        fill(corpus)
    return tmp_path / "corpus.db"


def take_out(path: Path, kind: str, what: str, **more: bool) -> dict[str, int]:
    with Corpus.open(path) as corpus:
        return forget(corpus, find(corpus, kind, what), "asked to", **more)


def test_an_article_goes_with_all_that_hangs_on_it_and_no_byte_of_it_stays(stored: Path) -> None:
    assert b"zanzibarian" in stored.read_bytes()
    counts = take_out(stored, "url", URL)
    assert {name: counts[name] for name in ("articles", "article_versions", "statements", "statement_objects", "pages")} == {
        "articles": 1, "article_versions": 1, "statements": 1, "statement_objects": 1, "pages": 1,
    }  # fmt: skip
    data = b"".join(file.read_bytes() for file in stored.parent.iterdir())
    for gone in (b"zanzibarian", b"lamps.example/a", b"Bo Berg"):
        assert gone not in data
    with Corpus.open(stored) as corpus:
        assert corpus.rows("SELECT id FROM articles") == [{"id": "b"}]
        assert corpus.value("SELECT count(*) FROM pages WHERE outcome = 'forgotten'") == 1
        assert corpus.db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert corpus.rows("SELECT DISTINCT why FROM forgotten") == [{"why": "asked to"}]
        assert corpus.value("SELECT command FROM runs WHERE finished IS NOT NULL") == "forget"


def test_the_next_publication_waits_for_new_themes(stored: Path) -> None:
    take_out(stored, "url", URL)
    with Corpus.open(stored) as corpus, pytest.raises(BadInput, match="Make them anew"):
        publish(corpus, stored.parent / "site.db")


def test_a_domain_goes_with_its_source_and_its_pages(stored: Path) -> None:
    take_out(stored, "domain", "lamps.example")
    assert b"lamps.example" not in stored.read_bytes()
    with Corpus.open(stored) as corpus:
        assert corpus.rows("SELECT id FROM sources") == [{"id": "wicks.example"}]


def test_of_an_article_that_quotes_a_person_only_those_lines_go(stored: Path) -> None:
    counts = take_out(stored, "person", "Jane Otter")
    assert (counts["lines"], counts["statements"]) == (1, 1)
    assert b"Otter" not in stored.read_bytes()
    with Corpus.open(stored) as corpus:
        (row,) = corpus.rows(
            'SELECT s.text, start, "end", a.text AS whole FROM statements s JOIN articles a ON a.id = "b" WHERE s.id = "s3"'
        )
        assert row["whole"][row["start"] : row["end"]] == row["text"]
        assert corpus.rows("SELECT article_id FROM codings") == [{"article_id": "a"}]


def test_what_a_person_wrote_goes_whole(stored: Path) -> None:
    assert take_out(stored, "person", "bo berg")["articles"] == 1
    assert b"zanzibarian" not in stored.read_bytes()


@pytest.mark.parametrize(
    ("kind", "what", "fields"),
    [
        ("url", URL, {}),
        ("url", URL, {"id": "c", "url": None}),
        ("domain", "lamps.example", {"id": "d", "url": "http://www.lamps.example/new", "text": "New words."}),
        (
            "person",
            "Bo Berg",
            {"id": "e", "url": "http://x.example/", "author": "Ann Lee, Bo Berg", "text": "New words."},
        ),
    ],
    ids=["its address", "its text without an address", "another page of the domain", "another article of the person"],
)
def test_it_does_not_come_back(stored: Path, kind: str, what: str, fields: dict[str, str]) -> None:
    take_out(stored, kind, what)
    article = Article(**{"id": "a", "text": f"{SECRET}\n{OTHERS}", "url": URL, "author": "Bo Berg", **fields})
    with Corpus.open(stored) as corpus, corpus.transaction():
        assert store_article(corpus, article).change == "forgotten"
        assert corpus.rows("SELECT id FROM articles") == [{"id": "b"}]


def test_the_lines_of_a_person_do_not_come_back(stored: Path) -> None:
    take_out(stored, "person", "Jane Otter")
    text = f"{OTHERS}\n{QUOTED}\nWe asked Jane Otter again."
    with Corpus.open(stored) as corpus, corpus.transaction():
        store_article(
            corpus,
            Article(id="b", text=text, url=OTHER, title="What Jane Otter says", author="Ann Lee", fetched_at="2026"),
        )
        assert corpus.rows("SELECT title, text FROM articles WHERE id = 'b'") == [{"title": None, "text": OTHERS}]


def test_a_dry_run_tells_the_same_and_changes_nothing(stored: Path) -> None:
    with sqlite3.connect(stored) as db:
        before = list(db.iterdump())
    told = take_out(stored, "url", URL, dry_run=True)
    with sqlite3.connect(stored) as db:
        assert list(db.iterdump()) == before
    assert told == take_out(stored, "url", URL)


def test_what_is_forgotten_already_is_told(stored: Path) -> None:
    take_out(stored, "url", URL)
    with pytest.raises(NothingToDo, match="forgotten already"):
        take_out(stored, "url", URL)


def test_what_the_corpus_does_not_hold_can_be_forgotten_beforehand(stored: Path) -> None:
    assert take_out(stored, "domain", "never.example") == {}
    with Corpus.open(stored) as corpus:
        assert corpus.value("SELECT count(*) FROM forgotten WHERE kind = 'domain'") == 1


@pytest.mark.parametrize(
    ("text", "kind", "form"),
    [
        ("http://www.lamps.example:80/a?utm_source=x", "url", "http://www.lamps.example/a"),
        ("www.Lamps.example", "domain", "lamps.example"),
        ("Jane  Otter", "person", "Jane Otter"),
        ("0123456789ab", "url", "0123456789ab"),
    ],
)
def test_what_a_user_types_is_told_apart(text: str, kind: str, form: str) -> None:
    assert what_is(text) == (kind, form)


@pytest.mark.parametrize("text", ["Otter", "ftp://x.example/", ""])
def test_what_is_none_of_the_three_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        what_is(text)


def test_a_crawl_does_not_even_note_a_link_to_what_is_forgotten(stored: Path) -> None:
    take_out(stored, "url", URL)
    with Corpus.open(stored) as corpus, corpus.transaction():
        frontier = Frontier(
            corpus, Bounds(hosts=("lamps.example",), max_pages=9, max_depth=9, recheck=1.0, afresh=False), 1
        )
        frontier.add([Link(URL, 50), Link("http://lamps.example/next", 50)], "http://lamps.example/")
        assert corpus.rows("SELECT url FROM pages WHERE outcome = 'waiting'") == [{"url": "http://lamps.example/next"}]
