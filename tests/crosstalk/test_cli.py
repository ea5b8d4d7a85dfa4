"""The command line: each mistake gives one clear line and a non-zero exit, and nothing stored is lost."""

from __future__ import annotations

import json
import signal
import socket
import sqlite3
import subprocess
import sys
import time

import pytest

from tests.conftest import ROOT

ARTICLE = """Why marketing and IT quarrel

14 May 2013 Jane Otter

CIOs complain that marketing buys tools without asking anybody. The IT department takes months to change one page.
Both sides need to agree on one calendar. In a survey 77 percent of CIOs said so.
"""


@pytest.fixture
def corpus_db(tmp_path, crosstalk):
    """A corpus of one article, annotated."""
    (tmp_path / "one.txt").write_text(ARTICLE, encoding="utf-8")
    db = str(tmp_path / "corpus.db")
    assert crosstalk("import", str(tmp_path / "one.txt"), "--db", db)[0] == 0
    return db


def assert_one_clear_line(result: tuple[int, str, str], *words: str) -> None:
    status, _, err = result
    assert status not in (0, None)
    assert len(err.strip().splitlines()) == 1, err
    assert "Traceback" not in err
    for word in words:
        assert word in err


def test_help_answers_without_loading_a_model(crosstalk):
    code = "import sys; from crosstalk.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    code += "assert not {'torch', 'spacy', 'scrapy', 'bertopic'} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False).returncode == 0


def test_a_missing_file_is_told(tmp_path, crosstalk):
    assert_one_clear_line(crosstalk("import", str(tmp_path / "no.txt"), "--db", str(tmp_path / "c.db")), "no.txt")


def test_an_empty_folder_is_told(tmp_path, crosstalk):
    (tmp_path / "empty").mkdir()
    assert_one_clear_line(crosstalk("import", str(tmp_path / "empty"), "--db", str(tmp_path / "c.db")), "empty")


def test_a_binary_is_told_and_the_corpus_keeps_what_it_had(tmp_path, crosstalk, corpus_db):
    (tmp_path / "x.html").write_bytes(bytes(range(256)) * 50)
    assert_one_clear_line(crosstalk("import", str(tmp_path / "x.html"), "--db", corpus_db), "binary")
    with sqlite3.connect(corpus_db) as db:
        assert db.execute("SELECT count(*) FROM articles").fetchone() == (1,)


def test_a_database_of_another_schema_is_told_and_left_alone(tmp_path, crosstalk):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE books (title TEXT)")
    before = path.read_bytes()
    for command in ("annotate", "themes", "status"):
        assert_one_clear_line(crosstalk(command, "--db", str(path)), "not a Crosstalk corpus")
    assert path.read_bytes() == before


def test_a_corpus_that_is_not_there_is_told(tmp_path, crosstalk):
    assert_one_clear_line(crosstalk("annotate", "--db", str(tmp_path / "no.db")), "There is no corpus")


def test_serving_what_was_not_published_is_told(crosstalk, corpus_db, tmp_path):
    assert_one_clear_line(crosstalk("serve", corpus_db), "crosstalk publish")
    assert_one_clear_line(crosstalk("serve", str(tmp_path / "no.db")), "no published database")


def test_a_port_in_use_is_told(crosstalk, corpus_db, tmp_path):
    site = str(tmp_path / "site.db")
    assert crosstalk("publish", site, "--db", corpus_db)[0] == 0
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = crosstalk("serve", site, "--port", str(taken.getsockname()[1]))
    assert_one_clear_line(result, "in use", "--port")


def test_a_full_disk_is_told_and_what_was_stored_stays_readable(tmp_path, corpus_db):
    (tmp_path / "long.txt").write_text(
        "A long article on marketing and IT\n\n" + "Words and words and words. " * 40_000
    )
    code = (
        "import sys; from corpus import Corpus; from crosstalk.cli import main\n"
        "opened = Corpus.open.__func__\n"
        "def small(cls, path, **more):\n"
        "    corpus = opened(cls, path, **more)\n"
        "    pages = corpus.value('PRAGMA page_count')\n"
        "    corpus.db.execute(f'PRAGMA max_page_count = {pages + 3}')\n"
        "    return corpus\n"
        "Corpus.open = classmethod(small)\n"
        f"main(['import', {str(tmp_path / 'long.txt')!r}, '--db', {corpus_db!r}])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert_one_clear_line((done.returncode, done.stdout, done.stderr), "full", "unharmed")
    with sqlite3.connect(corpus_db) as db:
        assert db.execute("SELECT title FROM articles").fetchall() == [("Why marketing and IT quarrel",)]
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_ctrl_c_ends_with_one_line_and_keeps_what_was_done(tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(2000):
        (folder / f"{n:04}.txt").write_text(
            f"Article {n} on marketing and IT\n\n" + ARTICLE.replace("months", f"{n} months")
        )
    db = tmp_path / "corpus.db"
    command = [sys.executable, "-m", "crosstalk", "import", str(folder), "--db", str(db)]
    running = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=_interruptible
    )
    for _ in range(600):
        time.sleep(0.1)
        if db.exists() and _articles(db):
            break
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert_one_clear_line((running.returncode, "", err), "Stopped")
    assert 0 < _articles(db) < 2000


def _interruptible() -> None:
    """Undo what a shell does to jobs in the background, which would not hear of Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _articles(db) -> int:
    with sqlite3.connect(db) as opened:
        try:
            return opened.execute("SELECT count(*) FROM articles").fetchone()[0]
        except sqlite3.OperationalError:
            return 0


def test_status_tells_what_is_there_as_json(crosstalk, corpus_db):
    status, out, _ = crosstalk("status", "--db", corpus_db, "--json")
    facts = json.loads(out)
    assert status == 0
    assert facts["tables"]["articles"] == 1
    assert facts["uncoded"] == 1


def test_a_public_crawl_without_contact_is_refused(tmp_path, crosstalk):
    result = crosstalk("crawl", "https://example.org/", "--db", str(tmp_path / "c.db"), env={"CROSSTALK_CONTACT": ""})
    assert_one_clear_line(result, "contact")


def test_the_register_is_listed_and_corrected_before_the_first_article(tmp_path, crosstalk):
    db = str(tmp_path / "new.db")
    status, out, _ = crosstalk("studies", "--json", "--db", db)
    assert status == 0 and len(json.loads(out)["studies"]) == 71
    bad = tmp_path / "bad.csv"
    bad.write_text("correction,subject,target\nsame_study,nobody,accenture-2013\n", encoding="utf-8")
    assert_one_clear_line(crosstalk("studies", "add", str(bad), "--db", db), "line 2", "nobody")
    good = tmp_path / "good.csv"
    good.write_text("id,title,organisation,year\nmine-2020,My poll,Me,2020\n", encoding="utf-8")
    assert crosstalk("studies", "add", str(good), "--db", db)[0] == 0
    assert "corrected by hand" in crosstalk("studies", "--db", db)[1]
    assert crosstalk("publish", str(tmp_path / "site.db"), "--db", db)[0] == 0
