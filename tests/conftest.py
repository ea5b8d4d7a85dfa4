"""What all tests share: a corpus in memory, the coder, and the demo built once."""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("CROSSTALK_THREADS", "2")

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Article, Corpus

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def corpus() -> Iterator[Corpus]:
    with Corpus.in_memory() as opened:
        yield opened


@pytest.fixture(scope="session")
def coder():
    from nlp.coder import load_coder

    return load_coder()


@pytest.fixture(scope="session")
def crosstalk():
    """Run the command line in a process of its own, as a user does; give (status, standard output, standard error)."""

    def run(*arguments: str, cwd: Path = ROOT, env: dict[str, str] | None = None) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "crosstalk", *arguments],
            capture_output=True,
            text=True,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            timeout=1500,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    return run


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, crosstalk) -> Path:
    """The folder of a demo run: corpus.db, crosstalk.db, exports/ and output.txt.

    CROSSTALK_TEST_DEMO names a copy of a ready one, for a quick look while writing a test; CI never sets it.
    """
    if ready := os.environ.get("CROSSTALK_TEST_DEMO"):
        return Path(ready)
    folder = tmp_path_factory.mktemp("demo")
    status, out, err = crosstalk("demo", "--out", str(folder))
    assert status == 0, err
    (folder / "output.txt").write_text(out, encoding="utf-8")
    return folder


def article(text: str, **fields: object) -> Article:
    """An article with a text and, unless told otherwise, an id made from it."""
    from corpus.ids import article_id

    return Article(**{"id": article_id(None, text), "text": text, "words": len(text.split()), **fields})
