"""A corpus of any earlier form comes to the newest with every row, and keeps every rule."""

from __future__ import annotations

import sqlite3
from itertools import permutations

import pytest
from sqlite_utils import Database

from corpus import Corpus
from corpus.schema import APPLICATION_ID, known_steps, migrations
from corpus.verify import verify_corpus

STEPS = sorted(known_steps())

#: A row of every table of the first form, as SQL that its successors understand, too.
FIRST = """
INSERT INTO sources (id, domain) VALUES ('s', 's.example');
INSERT INTO articles (id, url, text, words, relevance, relevance_reason, source_id, family_id, published)
    VALUES ('a', 'https://s.example/a', 'IT is slow. Talk.', 4, 80, 'both sides', 's', 'a', '2013-05-01');
INSERT INTO article_versions VALUES ('a', '2014-01-01T00:00:00Z', 'Old', 'IT is late.');
INSERT INTO pages (url, status, outcome, article_id) VALUES ('https://www.s.example/a', 200, 'stored', 'a');
INSERT INTO statements (id, article_id, kind, text, start, "end", position, score, holder, target, addressee,
    speaker_side, why) VALUES ('s1', 'a', 'frustration', 'IT is slow.', 0, 11, 0, 0.9, 'cmo', 'cio', 'none', 'none', 'w');
INSERT INTO statement_objects VALUES ('s1', 'website');
INSERT INTO studies (id, title, organisation, origin) VALUES ('y', 'A study', 'A firm', 'corpus');
INSERT INTO statistics (id, article_id, text, start, "end", value, low, high, unit, nature, population, claim, study_id)
    VALUES ('n', 'a', 'IT', 0, 2, 5, 5, 5, 'percent', 'level', 'cmo', 'c', 'y');
INSERT INTO themes (id, kind, label, description, keywords, statements, articles, families, sources, by_cmo, by_cio,
    by_both, by_org, by_other, by_none, first_year, last_year)
    VALUES ('f1', 'frustration', 'Slow', 'd', 'k', 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 2013, 2013);
INSERT INTO theme_statements VALUES ('f1', 's1', 1.0, 1);
INSERT INTO theme_years VALUES ('f1', 2013, 1, 1);
INSERT INTO runs VALUES (1, 'themes', '2014-01-01', '2014-01-01', '{}', '{}', '{}');
INSERT INTO embeddings VALUES ('t', 'm', x'003c');
"""


def of_form(path, steps: list[str], *more: str):
    """Write a corpus as it was when only `steps` were known, with rows."""
    db = Database(sqlite3.connect(path))
    if len(steps) < len(STEPS):
        migrations.apply(db, stop_before=next(step for step in STEPS if step not in steps))
    else:
        migrations.apply(db)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.conn.executescript(FIRST + "".join(more))
    rows = {name: list(db.table(name).rows) for name in db.table_names() if not name.startswith(("_", "sqlite"))}
    db.conn.commit()
    db.close()
    return rows


@pytest.mark.parametrize("n", range(1, len(STEPS) + 1), ids=STEPS)
def test_each_form_comes_to_the_newest_with_every_row(tmp_path, n):
    path = tmp_path / "c.db"
    former = of_form(path, STEPS[:n])
    with Corpus.open(path) as corpus:
        for table, rows in former.items():
            now = list(corpus.db.table(table).rows)
            assert [{name: row[name] for name in old} for row, old in zip(now, rows, strict=True)] == rows, table
        assert not verify_corpus(corpus).failures
        newest = {name: corpus.db.table(name).schema for name in corpus.db.table_names()}
    with Corpus.in_memory() as fresh:
        assert {name for name in newest if not name.startswith("_")} == {
            name for name in fresh.db.table_names() if not name.startswith("_")
        }


#: Three steps were made side by side under one number before this rule; corpora know them by these names.
SAME_NUMBER = {"011": {"011_analyst", "011_by_hand", "011_theme_start"}}


def test_each_step_has_a_number_of_its_own():
    by_number: dict[str, set[str]] = {}
    for step in STEPS:
        number = step.partition("_")[0]
        assert len(number) == 3 and number.isdigit(), step
        by_number.setdefault(number, set()).add(step)
    shared = {number: names for number, names in by_number.items() if len(names) > 1}
    assert shared == SAME_NUMBER, "give the new step the next free number"


@pytest.mark.parametrize("order", list(permutations(sorted(SAME_NUMBER["011"]), 2)), ids=" then ".join)
def test_steps_of_one_number_may_have_been_made_in_any_order(tmp_path, order):
    path = tmp_path / "c.db"
    before = [step for step in STEPS if step < "011"]
    former = of_form(path, before)
    db = Database(sqlite3.connect(path))
    for name in order:
        migrations.apply(db, stop_before=[step for step in STEPS if step not in before and step != name])
        before.append(name)
    db.close()
    with Corpus.open(path) as corpus:
        assert {step.name for step in migrations.applied(corpus.db)} == set(STEPS)
        assert corpus.value("SELECT count(*) FROM statements") == len(former["statements"])
        assert not verify_corpus(corpus).failures


def test_a_step_that_fails_leaves_the_corpus_as_it_was(tmp_path):
    path = tmp_path / "c.db"
    of_form(path, STEPS[:1], "CREATE TABLE theme_history (x);")
    before = sqlite3.connect(path).execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    from corpus.errors import CrosstalkError

    with pytest.raises((CrosstalkError, sqlite3.DatabaseError)):
        Corpus.open(path)
    assert sqlite3.connect(path).execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall() == before


def test_the_host_of_a_page_of_the_first_form_is_found(tmp_path):
    of_form(tmp_path / "c.db", STEPS[:1])
    with Corpus.open(tmp_path / "c.db") as corpus:
        assert corpus.value("SELECT host FROM pages") == "s.example"
