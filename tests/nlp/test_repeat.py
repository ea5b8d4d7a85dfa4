"""A result is made again from its bundle, to the last byte; where it is not, the row and the versions are told."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from corpus import Corpus
from corpus.bundle import lock, make_bundle, read_bundle
from corpus.corrections import COLUMNS
from corpus.errors import BadInput, NothingToDo
from nlp.annotate import annotate
from nlp.embeddings import load_embedder
from nlp.repeat import repeat, settings_of
from nlp.themes import ThemeSettings, fit_themes
from tests.conftest import article
from tests.nlp.line_coder import LineCoder
from tests.nlp.test_themes import COMPLAINTS

MINILM = "all-MiniLM-L6-v2"
SETTINGS = ThemeSettings(codebook=None, refits=2)


def gather(corpus: Corpus, years: range) -> None:
    rows = []
    for n in years:
        lines = [form.format(n) for forms in COMPLAINTS.values() for form in forms]
        found = article("\n".join([*lines, "The end."]), published=f"20{n}-01-01", title=f"Of {n}", relevance=90)
        rows.append({**found.__dict__, "relevance_reason": "r", "family_id": found.id})
    with corpus.transaction():
        corpus.write("articles", rows)


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    """A corpus with a past: grouped, then corrected and grown, then grouped anew."""
    path = tmp_path_factory.mktemp("repeat") / "corpus.db"
    with Corpus.open(path) as corpus:
        for years in (range(11, 14), range(14, 16)):
            gather(corpus, years)
            annotate(corpus, LineCoder())
            fit_themes(corpus, load_embedder(MINILM), SETTINGS)
            theme = corpus.value("SELECT min(id) FROM themes")
            first = corpus.value("SELECT min(id) FROM statements")
            lines = f"rename_theme,{theme},By hand,Ann,clearer\nset_holder,{first},cmo,Ann,it is"
            path.with_name("corrections.csv").write_text(f"{','.join(COLUMNS)}\n{lines}\n", "utf-8")
    return path


@pytest.fixture(scope="module")
def bundle(db):
    with Corpus.open(db) as corpus:
        return make_bundle(corpus)


def again(content: bytes, folder, **more):
    return repeat(read_bundle(content), folder, LineCoder(), load_embedder(MINILM), **more)


def test_a_result_with_a_past_comes_out_the_same(bundle, tmp_path):
    found = again(bundle, tmp_path / "again")
    assert (found.same, found.differing, found.makers) == (("theme_statements.csv", "themes.csv"), (), ())
    assert b"By hand" in (tmp_path / "again" / "exports" / "themes.csv").read_bytes()


def test_equal_corpora_give_equal_bundles(db, bundle):
    with Corpus.open(db) as corpus:
        assert make_bundle(corpus) == bundle


def test_what_was_changed_by_other_means_is_found_with_its_row(db, bundle, tmp_path):
    with Corpus.open(db) as corpus, corpus.transaction():
        corpus.execute("UPDATE statements SET score = 0.5 WHERE text LIKE 'IT takes 12 months%'")
        changed = make_bundle(corpus)
        corpus.execute("UPDATE statements SET score = 0.9 WHERE text LIKE 'IT takes 12 months%'")
    found = dict(again(changed, tmp_path / "again").differing)
    assert "score" in found["theme_statements.csv"] and "row" in found["theme_statements.csv"]


def test_other_versions_are_told(bundle, tmp_path):
    opened = read_bundle(bundle)
    older = tuple("numpy==0.1" if line.startswith("numpy==") else line for line in opened.lock)
    facts = {**opened.facts, "annotate": {"coder": "lines-0"}, "machine": {**opened.facts["machine"], "python": "3.9"}}
    found = repeat(replace(opened, lock=older, facts=facts), tmp_path / "again", LineCoder(), load_embedder(MINILM))
    told = "\n".join(found.makers)
    assert "python: 3.9 there" in told and "coder: lines-0 there" in told and "numpy: 0.1 there" in told


def test_without_texts_it_holds_none_and_takes_those_of_a_corpus_that_has_them(db, tmp_path):
    with Corpus.open(db) as corpus:
        content = make_bundle(corpus, texts=False)
        assert "The end." not in str(read_bundle(content).tables)
        assert not again(content, tmp_path / "again", texts=corpus).differing
        with pytest.raises(BadInput, match="name a corpus"):
            again(content, tmp_path / "none")
        with corpus.transaction():
            corpus.execute("UPDATE articles SET text = text || '.' WHERE title = 'Of 12'")
        with pytest.raises(BadInput, match="another text"):
            again(content, tmp_path / "other", texts=corpus)
        with corpus.transaction():
            corpus.execute("UPDATE articles SET text = substr(text, 1, length(text) - 1) WHERE title = 'Of 12'")


def test_only_the_last_grouping_can_be_repeated(db):
    with Corpus.open(db) as corpus:
        last = corpus.value("SELECT max(id) FROM runs WHERE command = 'themes'")
        assert read_bundle(make_bundle(corpus, run=last)).facts["run"] == last
        with pytest.raises(BadInput, match="is not the last grouping"):
            make_bundle(corpus, run=1)
        with pytest.raises(BadInput, match="no run 99"):
            make_bundle(corpus, run=99)


def test_a_corpus_without_themes_has_nothing_to_bundle(corpus):
    with pytest.raises(NothingToDo):
        make_bundle(corpus)


def test_a_damaged_bundle_and_a_strange_file_are_refused(bundle):
    damaged = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bundle)) as old, zipfile.ZipFile(damaged, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"" if name == "tables/articles.jsonl" else old.read(name))
    with pytest.raises(BadInput, match=r"damaged: tables/articles\.jsonl"):
        read_bundle(damaged.getvalue())
    with pytest.raises(BadInput, match="no bundle"):
        read_bundle(b"text")


def test_a_codebook_of_ones_own_must_be_given(bundle):
    opened = read_bundle(bundle)
    own = replace(opened, facts={**opened.facts, "themes": {**opened.facts["themes"], "codebook": "mine.yaml"}})
    with pytest.raises(BadInput, match=r"mine\.yaml"):
        settings_of(own)
    assert settings_of(own, "mine.yaml").codebook == "mine.yaml"


def test_the_lock_names_each_package_once_with_its_version():
    names = [line.split("==")[0] for line in lock()]
    assert names == sorted(set(names)) and "numpy" in names
