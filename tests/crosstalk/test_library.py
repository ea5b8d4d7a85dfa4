"""The library: its records, its filters, and every example of its page, run."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

import crosstalk
from corpus.errors import BadInput, NotACorpus
from corpus.records import Statement
from tests.conftest import ROOT

EXAMPLES = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "library.md").read_text("utf-8"), re.S)


@pytest.fixture
def reader(demo):
    with crosstalk.open_corpus(demo / "corpus.db") as corpus:
        yield corpus


def test_records_lead_to_their_words(reader):
    texts = {article.id: article.text for article in reader.articles()}
    statements = list(reader.statements())
    assert statements and all(isinstance(s, Statement) for s in statements)
    assert all(texts[s.article_id][s.start : s.end] == s.text for s in statements)
    assert all(texts[f.article_id][f.start : f.end] == f.text for f in reader.statistics())
    assert any(s.objects for s in statements)


def test_filters_pass_what_they_say(reader):
    theme = next(reader.themes())
    chosen = list(reader.statements(kind=theme.kind, theme=theme.id, min_score=0.5))
    assert chosen and {s.id for s in chosen} <= {m.statement_id for m in theme.members}
    assert all(s.score >= 0.5 and s.kind == theme.kind for s in chosen)
    with pytest.raises(BadInput):
        list(reader.statements(kind="rant"))


def test_themes_carry_members_and_years(reader):
    for theme in reader.themes():
        assert len(theme.members) == theme.statements and sum(y[1] for y in theme.years) <= theme.statements


def test_a_frame_has_every_row(reader):
    assert len(reader.frame("statements")) == reader.corpus.value("SELECT count(*) FROM statements")
    with pytest.raises(BadInput):
        reader.frame("nosuch")


def test_no_corpus_is_one_clear_error(tmp_path):
    with pytest.raises(NotACorpus):
        crosstalk.open_corpus(tmp_path / "none.db")


@pytest.mark.parametrize("example", EXAMPLES, ids=["read", "pandas", "annotate"])
def test_the_examples_of_the_page_run(example, demo):
    code = example.replace("build/corpus.db", str(demo / "corpus.db"))
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stdout.strip(), done.stderr


def test_importing_it_loads_no_heavy_library():
    code = "import crosstalk, sys; assert not {'torch', 'spacy', 'pandas', 'scrapy'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
