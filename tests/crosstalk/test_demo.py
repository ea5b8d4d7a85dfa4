"""The demo: the whole pipeline on the sample site, and what must hold of what it leaves."""

from __future__ import annotations

import csv
import json
import sqlite3

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def corpus_rows(demo):
    db = sqlite3.connect(demo / "corpus.db")
    db.row_factory = sqlite3.Row
    yield lambda sql: db.execute(sql).fetchall()
    db.close()


@pytest.mark.parametrize("database", ["corpus.db", "crosstalk.db"])
@pytest.mark.parametrize("table", ["statements", "statistics"])
def test_every_offset_gives_the_exact_words(demo, database, table):
    with sqlite3.connect(demo / database) as db:
        rows = db.execute(
            f'SELECT a.text, t.start, t."end", t.text FROM {table} t JOIN articles a ON a.id = t.article_id'
        ).fetchall()
    assert rows
    assert all(text[start:end] == words for text, start, end, words in rows)


#: An interview that hardly names either side; the relevance rule sees no pair in it.
SEEN_AS_OFF_TOPIC = {"http://cornerofficetalk.example/interviews/2009/02/halvorsen-northway.html"}


def test_every_article_of_the_manifests_is_there_and_nothing_off_topic(corpus_rows):
    entries = [
        json.loads(line)
        for manifest in sorted((ROOT / "datasets" / "sample").glob("*/manifest.jsonl"))
        for line in manifest.read_text(encoding="utf-8").splitlines()
    ]
    stored = {row["url"] for row in corpus_rows("SELECT url FROM articles")}
    wanted = {e["url"] for e in entries if e["kind"] in ("article", "copy", "teaser") and e["on_topic"]}
    assert wanted - stored <= SEEN_AS_OFF_TOPIC
    assert not stored & {
        e["url"] for e in entries if e["kind"] in ("near_miss", "forbidden", "foreign", "archive", "home")
    }


def test_no_address_holds_a_port(corpus_rows):
    urls = [row[0] for t in ("articles", "pages") for row in corpus_rows(f"SELECT url FROM {t}")]
    assert urls
    assert all(":" not in url.split("//", 1)[1].split("/", 1)[0] for url in urls)


def test_all_texts_are_marked_as_sample(corpus_rows):
    assert [row[0] for row in corpus_rows("SELECT DISTINCT sample FROM articles")] == [1]


def test_copies_of_the_press_release_are_one_family(corpus_rows):
    families = corpus_rows("SELECT family_id, count(*) AS n FROM articles GROUP BY family_id HAVING n > 1")
    assert [row["n"] for row in families] == [3]


def test_the_forbidden_folder_was_not_fetched(corpus_rows):
    (row,) = corpus_rows("SELECT outcome, status FROM pages WHERE url LIKE '%/members/%'")
    assert (row["outcome"], row["status"]) == ("forbidden_by_robots", None)


def test_the_summary_tells_five_themes_of_each_kind_and_where_things_lie(demo):
    out = (demo / "output.txt").read_text(encoding="utf-8")
    assert out.count("  5. ") == 2
    for word in ("crosstalk.db", "sample_themes.csv", "make serve", "Invented articles, real studies"):
        assert word in out


def test_the_theme_csv_opens_as_a_table_largest_first(demo):
    with (demo / "exports" / "sample_themes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    counts = [int(row["articles"]) for row in rows]
    assert counts == sorted(counts, reverse=True)
    assert all(row["quotation 1"] and row["permalink"].startswith("http") for row in rows)


#: When and in which crawl a page was last asked for.
STAMPS = ("fetched_at", "crawl_id")


def snapshot(db) -> dict[str, list[tuple]]:
    with sqlite3.connect(db) as opened:
        tables = [row[0] for row in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [t for t in tables if t not in ("runs", "crawls") and not t.startswith(("sqlite_", "_sqlite"))]
        found = {}
        for table in kept:
            columns = [row[1] for row in opened.execute(f"PRAGMA table_info({table})") if row[1] not in STAMPS]
            names = ", ".join(f'"{c}"' for c in columns)
            found[table] = sorted(opened.execute(f"SELECT {names} FROM {table}").fetchall(), key=repr)
        return found


def test_running_everything_again_changes_nothing_but_runs(demo, crosstalk):
    before = snapshot(demo / "corpus.db")
    files = {path.name: path.read_bytes() for path in (demo / "exports").iterdir()}
    assert crosstalk("demo", "--out", str(demo))[0] == 0
    assert snapshot(demo / "corpus.db") == before
    assert {path.name: path.read_bytes() for path in (demo / "exports").iterdir()} == files


def test_bounds_hold_their_value(demo):
    with sqlite3.connect(demo / "corpus.db") as db:
        assert db.execute("SELECT count(*) FROM statistics WHERE NOT (low <= value AND value <= high)").fetchone() == (
            0,
        )


def test_everything_that_the_demo_made_follows_from_its_rows(demo, crosstalk):
    status, out, err = crosstalk(
        "verify", "--db", str(demo / "corpus.db"), str(demo / "crosstalk.db"), str(demo / "exports")
    )
    assert status == 0, out + err
