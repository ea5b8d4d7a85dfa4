"""Each rule is broken on purpose, and verify finds the row."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable

import pytest

from corpus.errors import BadInput
from corpus.exports import Filters, export
from corpus.forgotten import hashed
from corpus.publish import publish
from corpus.verify import OVERTAKEN, verify_corpus, verify_export, verify_published
from corpus.verify.corpus_checks import CHECKS

SITE = "http://site.example"


def failing(verdict) -> dict[str, str]:
    return {failure.check: failure.row for failure in verdict.failures}


def test_a_sound_corpus_passes_every_check(filled):
    verdict = verify_corpus(filled)
    assert not verdict.failures and verdict.checks == [*CHECKS, OVERTAKEN]


@pytest.mark.parametrize(
    "since",
    [
        "INSERT INTO runs VALUES (2, 'annotate', '2015-01-01', NULL, '{}', '{}', '{}')",
        "INSERT INTO forgotten VALUES ('url', 'x', '2015-01-01', 'asked')",
    ],
    ids=["coding", "forgetting"],
)
def test_themes_that_were_overtaken_are_told_in_one_line(filled, since):
    with filled.transaction():
        filled.execute("INSERT INTO runs VALUES (1, 'themes', '2014-01-01', '2014-01-01', '{}', '{}', '{}')")
        filled.execute("DELETE FROM theme_statements WHERE statement_id IN ('s1', 's3')")
        assert len(verify_corpus(filled).failures) > 2
        filled.execute(since)
    (failure,) = verify_corpus(filled).failures
    assert failure.check == OVERTAKEN and "run crosstalk themes" in failure.what


BROKEN: dict[str, tuple[str, str]] = {
    "foreign keys": ("INSERT INTO theme_years VALUES ('gone', 2013, 1, 1)", "theme_years row"),
    "statements lead to their words": ("UPDATE statements SET start = start + 1 WHERE id = 's1'", "statements s1"),
    "figures lead to their words": (
        'INSERT INTO statistics (id, article_id, text, start, "end", value, low, high, unit, nature, population, claim) '
        "VALUES ('n1', 'a', '5%', 0, 2, 5, 5, 5, 'percent', 'level', 'cmo', 'c')",
        "statistics n1",
    ),
    "places in the text": ("UPDATE statements SET position = 7 WHERE id = 's1'", "statements s2"),
    "words and dates of articles": ("UPDATE articles SET words = 11", "articles a"),
    "one theme a statement": (
        "INSERT INTO theme_statements VALUES ('t2', 's1', 1.0, 1)",
        "statements s1",
    ),
    "vectors": ("INSERT INTO embeddings VALUES ('abc', 'm', x'003c003c')", "embeddings abc"),
    "runs": ("INSERT INTO runs VALUES (1, 'themes', '2014-01-02', '2014-01-01', '{}', '{}', '{}')", "runs 1"),
    "errors of the coder": ("INSERT INTO coder_errors VALUES (1, '{}', '2026-01-01')", "coder_errors 1"),
    "codings are of the texts": ("INSERT INTO codings VALUES ('a', 'other', 'coder')", "articles a"),
    "sides, kinds and scores": ("UPDATE statements SET holder = 'cfo' WHERE id = 's2'", "statements s2"),
    "families are trees": (
        "INSERT INTO articles (id, text, words, relevance, relevance_reason, family_id) "
        "VALUES ('b', 'x', 1, 60, 'r', 'c'), ('c', 'y', 1, 60, 'r', 'a')",
        "articles b",
    ),
    "theme members": (
        "UPDATE theme_statements SET theme_id = 't2' WHERE statement_id = 's1'",
        "theme_statements t2, s1",
    ),
    "theme counts": ("UPDATE themes SET by_cmo = 7 WHERE id = 't1'", "themes t1"),
    "theme years": ("UPDATE theme_years SET families = 9 WHERE theme_id = 't1'", "theme_years t1, 2013"),
    "old theme addresses": ("INSERT INTO theme_redirects VALUES ('old', 'nowhere')", "theme_redirects old"),
    "pages and articles": ("UPDATE articles SET relevance_reason = ''", "articles a"),
    "findings": (
        "INSERT INTO findings (id, population, claim, value, low, high, unit, nature, retellings, articles, families, "
        "agreement, origin) VALUES ('f', 'cmo', 'c', 5, 5, 5, 'percent', 'level', 2, 0, 0, 'exact', 'catalogue')",
        "findings f",
    ),
    "figures and studies": (
        'INSERT INTO statistics (id, article_id, text, start, "end", value, low, high, unit, nature, population, claim, '
        "finding_id) VALUES ('n2', 'a', 'IT', 0, 2, 5, 5, 5, 'percent', 'level', 'cmo', 'c', 'gone')",
        "statistics n2",
    ),
    "answers of themes": (
        "INSERT INTO theme_links (recommendation_id, frustration_id, strength, families, pairs, rank) "
        "VALUES ('t1', 't2', 1, 1, 1, 1)",
        "theme_links t2, t1",
    ),
    "objects of themes": ("INSERT INTO theme_objects VALUES ('t1', 'crm', 3, 1)", "theme_objects t1, crm"),
    "likenesses": ("INSERT INTO statement_neighbours VALUES ('s1', 's2', 0.9, 1)", "statement_neighbours s1, s2"),
    "firmness": ("UPDATE themes SET firmness = 0.4, firmness_low = 0.6 WHERE id = 't1'", "themes t1"),
    "queue of a crawl": (
        "INSERT INTO pages (url, outcome, host, queued, crawl_id) VALUES ('https://s.example/b', 'waiting', 's.example', 1, 9)",
        "pages https://s.example/b",
    ),
    "nothing forgotten is there": (
        f"INSERT INTO forgotten VALUES ('url', '{hashed('url', 'https://s.example/a')}', '2026-01-01', 'asked')",
        "articles a",
    ),
    "changes by hand hold": (
        "INSERT INTO by_hand VALUES (1, '[]', 'a', 's1', 'holder', 'cmo', 'both')",
        "statements s1",
    ),
    "corrections": (
        "INSERT INTO corrections VALUES (1, 'hide_theme', 't9', '', 'Ann', 'noise', 'misfit', NULL)",
        "corrections 1",
    ),
}


@pytest.mark.parametrize("check", BROKEN)
def test_a_broken_rule_is_found_with_its_row(filled, check):
    sql, row = BROKEN[check]
    filled.db.execute("PRAGMA foreign_keys = OFF")
    with filled.transaction():
        filled.execute(sql)
    found = failing(verify_corpus(filled))
    assert found.get(check, "").startswith(row), found


ALSO_BROKEN = {
    "a pair of sentences that left their themes": (
        "INSERT INTO theme_link_pairs VALUES ('t2', 't1', 1, 's1', 's3', 1)",
        ("answers of themes", "theme_link_pairs t1, t2, 1"),
    ),
    "a figure out of its own bounds": (
        'INSERT INTO statistics (id, article_id, text, start, "end", value, low, high, unit, nature, population, claim) '
        "VALUES ('n3', 'a', 'IT', 0, 2, 5, 6, 7, 'percent', 'level', 'cmo', 'c')",
        ("figures and studies", "statistics n3"),
    ),
    "a dropped sentence that is there": (
        "INSERT INTO by_hand VALUES (1, '[]', 'a', 's1', 'dropped', NULL, NULL)",
        ("changes by hand hold", "statements s1"),
    ),
    "an added sentence that is not": (
        "INSERT INTO by_hand VALUES (1, '[]', 'a', 's9', 'added', NULL, NULL)",
        ("changes by hand hold", "statements s9"),
    ),
    "a line that was forgotten": (
        f"INSERT INTO forgotten VALUES ('block', '{hashed('block', 'Meet weekly.')}', '2026-01-01', 'asked')",
        ("nothing forgotten is there", "articles a"),
    ),
    "a place counted from the end": (
        'UPDATE statements SET start = start - 56, "end" = "end" - 56 WHERE id = \'s2\'',
        ("places in the text", "statements s2"),
    ),
    "a statement told twice": (
        "INSERT INTO statements SELECT 's9', article_id, kind, text, start, \"end\", position, heading, score, holder, target, "
        "addressee, speaker, speaker_side, why, not_factual FROM statements WHERE id = 's1'",
        ("places in the text", "statements s9"),
    ),
    "a date that is none": (
        "UPDATE articles SET published = '2013-02-30'",
        ("words and dates of articles", "articles a"),
    ),
    "a holder that is no side": (
        "UPDATE statements SET holder = 'tech' WHERE id = 's1'",
        ("sides, kinds and scores", "statements s1"),
    ),
    "an author on no side": ("UPDATE articles SET author_side = 'hr'", ("sides, kinds and scores", "articles a")),
    "a statement that no coding knows": (
        "INSERT INTO articles (id, text, words, relevance, relevance_reason, family_id) VALUES ('z', 'x', 1, 9, 'r', 'z'); "
        "INSERT INTO codings VALUES ('z', '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881', 'c')",
        ("codings are of the texts", "articles a"),
    ),
    "a probability above one": (
        "UPDATE theme_statements SET probability = 1.5 WHERE statement_id = 's3'",
        ("one theme a statement", "theme_statements t2, s3"),
    ),
    "ranks with a gap": (
        "UPDATE theme_statements SET rank = 9 WHERE statement_id = 's2'",
        ("one theme a statement", "themes t1"),
    ),
    "an old address that leads in a circle": (
        "INSERT INTO theme_redirects VALUES ('o1', 'o2'), ('o2', 'o1')",
        ("old theme addresses", "theme_redirects o1"),
    ),
    "an old address of a theme that is there": (
        "INSERT INTO theme_redirects VALUES ('t1', 't2')",
        ("old theme addresses", "theme_redirects t1"),
    ),
    "a vector that is cut": ("INSERT INTO embeddings VALUES ('abc', 'm', x'003c00')", ("vectors", "embeddings abc")),
    "a vector of another length": (
        "INSERT INTO embeddings VALUES ('abc', 'm', x'003c'), ('abd', 'm', x'003c0000')",
        ("vectors", "embeddings abd"),
    ),
    "settings that nobody can read": (
        "INSERT INTO runs VALUES (1, 'themes', '2014', '2015', '{', '{}', '{}')",
        ("runs", "runs 1"),
    ),
    "a name that is not the one given by hand": (
        "INSERT INTO corrections VALUES (1, 'rename_theme', 't1', 'By hand', 'Ann', 'clearer', 'applied', NULL)",
        ("corrections", "themes t1"),
    ),
    "a part of a page that nobody met": (
        "INSERT INTO page_parts VALUES ('https://s.example/2', 'https://s.example/1', 2, '{}')",
        ("queue of a crawl", "page_parts https://s.example/2"),
    ),
}


@pytest.mark.parametrize("name", ALSO_BROKEN)
def test_each_way_of_breaking_a_rule_is_found(filled, name):
    sql, (check, row) = ALSO_BROKEN[name]
    filled.db.execute("PRAGMA foreign_keys = OFF")
    with filled.transaction():
        for statement in sql.split("; "):
            filled.execute(statement)
    assert (check, row) in {(failure.check, failure.row) for failure in verify_corpus(filled).failures}


def test_every_rule_has_a_test_that_breaks_it():
    assert set(BROKEN) == set(CHECKS) - {"database integrity"}, "integrity is broken below, in a file of its own"


def test_a_damaged_file_is_found(filled, tmp_path):
    path = tmp_path / "c.db"
    copy = sqlite3.connect(path)
    filled.db.conn.backup(copy)
    copy.execute("CREATE INDEX idx_broken ON statements(text)")
    copy.commit()
    page, size = (
        copy.execute(sql).fetchone()[0]
        for sql in ("SELECT rootpage FROM sqlite_master WHERE name = 'idx_broken'", "PRAGMA page_size")
    )
    copy.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * size + 8 : (page - 1) * size + 14] = b"\xff" * 6
    path.write_bytes(content)
    from corpus import Corpus

    with Corpus.open(path) as corpus:
        assert "database integrity" in failing(verify_corpus(corpus))


@pytest.fixture
def published(filled, tmp_path):
    path = tmp_path / "p.db"
    publish(filled, path)
    return path


def test_a_fresh_publication_passes(filled, published):
    assert not verify_published(published, filled).failures


@pytest.mark.parametrize(
    ("sql", "check"),
    [
        (
            "UPDATE articles SET text = text || ' More of the article than may be shown.'",
            "published rows are those of the corpus",
        ),
        ("UPDATE statements SET text = 'IT is quick.' WHERE id = 's1'", "published statements lead to their words"),
        ("DELETE FROM statements_fts WHERE rowid = 1", "search indexes agree with their tables"),
        ("DELETE FROM theme_statements WHERE statement_id = 's3'", "published rows are those of the corpus"),
        ("INSERT INTO theme_years VALUES ('gone', 2013, 1, 1)", "published foreign keys"),
        ("CREATE TABLE leak AS SELECT zeroblob(99999) AS b; DROP TABLE leak", "no freed pages hold old text"),
    ],
)
def test_a_publication_that_was_changed_is_found(filled, published, sql, check):
    with sqlite3.connect(published) as db:
        db.executescript(sql)
    assert check in failing(verify_published(published, filled))


def test_a_publication_older_than_the_corpus_is_found(filled, published):
    with filled.transaction():
        filled.execute("UPDATE statements SET score = 0.5 WHERE id = 's1'")
    found = [(failure.check, failure.row) for failure in verify_published(published, filled).failures]
    assert ("published rows are those of the corpus", "statements s1") in found


def drop(folder):
    (folder / "sample_themes.csv").unlink()


def shorten(folder):
    path = folder / "sample_theme_statements.jsonl"
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")


def miscount(folder):
    """A file that was short from the start, with a manifest that has its checksum."""
    shorten(folder)
    manifest = folder / "sample_manifest.json"
    told = json.loads(manifest.read_text("utf-8"))
    for file in told["files"]:
        file["sha256"] = hashlib.sha256((folder / file["name"]).read_bytes()).hexdigest()
    manifest.write_text(json.dumps(told), "utf-8")


def half(folder):
    (folder / "sample_themes.csv.new").write_text("name")


@pytest.mark.parametrize("damage", [drop, shorten, miscount, half])
def test_a_damaged_export_is_found(filled, tmp_path, damage: Callable):
    export(filled, tmp_path, site=SITE, formats=["csv", "jsonl", "parquet"])
    assert not verify_export(tmp_path).failures
    damage(tmp_path)
    assert len(verify_export(tmp_path).failures) == 1


def resign(folder, change):
    """Change a file and give the manifest its new checksum, as somebody would who wants it to pass."""
    path = folder / "sample_theme_statements.csv"
    path.write_bytes(change(path.read_bytes()))
    manifest = folder / "sample_manifest.json"
    told = json.loads(manifest.read_text("utf-8"))
    for file in told["files"]:
        file["sha256"] = hashlib.sha256((folder / file["name"]).read_bytes()).hexdigest()
    manifest.write_text(json.dumps(told), "utf-8")


@pytest.mark.parametrize(
    ("options", "change"),
    [({}, (b"0.9", b"0.8")), ({"filters": Filters(kind="frustration"), "safe": False}, (b"cmo", b"cio"))],
)
def test_an_export_that_was_changed_with_its_checksum_is_found_by_the_corpus(filled, tmp_path, options, change):
    export(filled, tmp_path, site=SITE, formats=["csv", "jsonl", "xlsx"], **options)
    assert not verify_export(tmp_path, filled).failures
    resign(tmp_path, lambda content: content.replace(*change))
    assert not verify_export(tmp_path).failures
    (failure,) = verify_export(tmp_path, filled).failures
    assert failure.row == "sample_theme_statements.csv" and "line 2" in failure.what


def test_an_export_of_tables_by_name_is_compared_too(filled, tmp_path):
    export(filled, tmp_path, site=SITE, tables=["statements"])
    assert not verify_export(tmp_path, filled).failures
    with filled.transaction():
        filled.execute("UPDATE statements SET score = 0.5 WHERE id = 's1'")
    assert [failure.row for failure in verify_export(tmp_path, filled).failures] == ["sample_statements.csv"]


def test_an_export_of_an_earlier_grouping_is_checked_by_its_checksums_alone(filled, tmp_path):
    export(filled, tmp_path, site=SITE)
    with filled.transaction():
        filled.execute("INSERT INTO runs VALUES (1, 'themes', '2014', '2015', '{}', '{}', '{}')")
        filled.execute("INSERT INTO theme_history (theme_id, event, run_id) VALUES ('t1', 'born', 1)")
        filled.execute("UPDATE statements SET score = 0.5 WHERE id = 's1'")
    assert not verify_export(tmp_path, filled).failures


def test_what_is_no_export_or_publication_is_refused(filled, tmp_path):
    with pytest.raises(BadInput, match="no manifest"):
        verify_export(tmp_path)
    (tmp_path / "x.db").write_text("text")
    with pytest.raises(BadInput):
        verify_published(tmp_path / "x.db")
