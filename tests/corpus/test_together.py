"""Two commands on one corpus wait for each other, or say in one line why they don't."""

from __future__ import annotations

import multiprocessing
import sqlite3
import threading
import time

import pytest

from corpus import Corpus, store
from corpus.errors import CrosstalkError, StorageFull
from corpus.publish import publish
from corpus.stages import AtWork, only_stage_of
from nlp.annotate import annotate
from tests.corpus.test_migrations import STEPS, of_form
from tests.nlp.line_coder import LineCoder


@pytest.fixture
def path(filled, tmp_path):
    path = tmp_path / "corpus.db"
    with sqlite3.connect(path) as copy:
        filled.db.conn.backup(copy)
    return path


@pytest.fixture
def writer(path):
    """Another command that is in the middle of writing."""
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    yield other
    other.close()


def test_a_command_waits_for_one_that_is_writing(path, writer):
    threading.Timer(0.5, lambda: writer.execute("COMMIT")).start()
    began = time.monotonic()
    with Corpus.open(path) as corpus, corpus.transaction():
        corpus.execute("UPDATE articles SET author = 'Waited'")
    assert time.monotonic() - began >= 0.4


def test_a_command_that_waited_too_long_says_that_another_is_writing(path, writer, monkeypatch):
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.1)
    with pytest.raises(StorageFull, match="Another command is writing"):
        Corpus.open(path)


def test_reading_says_so_too(path, monkeypatch):
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.1)
    with Corpus.open(path) as corpus:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        for read in (lambda: corpus.rows("SELECT * FROM articles"), lambda: corpus.value("SELECT 1 FROM articles")):
            with pytest.raises(StorageFull, match="Another command is writing"):
                read()
        other.close()


def opened(path, barrier, told):
    barrier.wait()
    try:
        Corpus.open(path).close()
        told.put("opened")
    except CrosstalkError as error:
        told.put(str(error))


@pytest.mark.parametrize("former", [False, True], ids=["a new corpus", "one of the first form"])
def test_commands_that_start_at_once_make_or_upgrade_a_corpus_together(tmp_path, former):
    context = multiprocessing.get_context("fork")
    for n in range(4):
        new = tmp_path / f"{n}.db"
        if former:
            of_form(new, STEPS[:1])
        barrier, told = context.Barrier(4), context.Queue()
        started = [context.Process(target=opened, args=(new, barrier, told)) for _ in range(4)]
        for process in started:
            process.start()
        assert [told.get(timeout=60) for _ in started] == ["opened"] * 4
        for process in started:
            process.join()


def test_a_transaction_that_reads_first_waits_too(path):
    """Two that read before they write would each wait for the other's reading to end."""
    ready = threading.Barrier(2)
    failed = []

    def count():
        with Corpus.open(path) as corpus:
            for _ in range(3):
                ready.wait(timeout=60)
                try:
                    with corpus.transaction():
                        words = corpus.value("SELECT words FROM articles WHERE id = 'a'")
                        time.sleep(0.05)
                        corpus.execute("UPDATE articles SET words = ? WHERE id = 'a'", [words + 1])
                except StorageFull as error:
                    failed.append(str(error))

    both = [threading.Thread(target=count) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    with Corpus.open(path) as corpus:
        assert not failed and corpus.value("SELECT words FROM articles WHERE id = 'a'") == 10 + 6


def test_a_second_stage_says_that_one_is_at_work_and_changes_nothing(path):
    with Corpus.open(path) as first, Corpus.open(path) as second, only_stage_of(first):
        before = second.rows("SELECT * FROM runs")
        with pytest.raises(AtWork, match="Another command is coding or grouping"):
            annotate(second, LineCoder())
        assert second.rows("SELECT * FROM runs") == before


def test_a_publication_shows_one_moment(path, tmp_path, monkeypatch):
    """What another command wants to write while the rows are read comes after them."""
    from corpus import publish as module

    read = module._tables
    refused = []

    def meanwhile(corpus, policy):
        tables = read(corpus, policy)
        other = sqlite3.connect(path, timeout=0.1)
        try:
            other.execute("DELETE FROM theme_statements")
            other.commit()
        except sqlite3.OperationalError as error:
            refused.append(str(error))
        finally:
            other.close()
        return tables

    monkeypatch.setattr(module, "_tables", meanwhile)
    with Corpus.open(path) as corpus:
        publish(corpus, tmp_path / "p.db")
    assert refused == ["database is locked"]
