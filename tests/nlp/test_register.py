"""The register: articles' figures get their study, join the finding they tell, and stay there over reruns and corrections."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Corpus
from corpus.errors import BadInput
from corpus.ids import article_id
from corpus.records import Article
from corpus.register import register_facts
from nlp.coder import figure_rows
from nlp.pipeline import load_pipeline
from nlp.reading import read
from nlp.register.catalogue import shipped_catalogue
from nlp.register.corrections import add_corrections
from nlp.register.likeness import Likeness
from nlp.register.stage import register

ARTICLES = [
    "The CMO-CIO Disconnect is a study by Accenture.\n\nIn it 77% of CIOs say alignment with the CMO matters.",
    "Accenture's The CMO-CIO Disconnect says that 23 percent of CIOs hold that alignment with the CMO does not matter.",
    "In its 2014 CMO-CIO Alignment Survey Accenture found 83 percent of CIOs saying they need to align with marketing.",
    "The Marlow Institute polled 212 CMOs. Sixty-one percent lack the skills for their plans.",
    "A survey of CMOs says that 46 percent of marketers are most frustrated by the slow pace of IT.",
]


def fill(corpus: Corpus, texts: list[str], order: int = 1) -> None:
    from dataclasses import asdict

    for n, text in list(enumerate(texts))[::order]:
        id = article_id(None, text)
        article = Article(id=id, text=text, url=f"https://paper.example/{n}", published="2014-05-02", family_id=id)
        corpus.write("articles", [asdict(article)])
        corpus.write("statistics", (asdict(s) for s in figure_rows(article, read(load_pipeline(), text, None))))


def make(corpus: Corpus) -> None:
    """Without vectors: shared stems decide."""
    register(corpus, likeness=Likeness())


@pytest.fixture
def filled(corpus: Corpus) -> Corpus:
    fill(corpus, ARTICLES)
    make(corpus)
    return corpus


def told(corpus: Corpus, words: str) -> dict:
    return corpus.rows("SELECT * FROM statistics WHERE words = ?", [words])[0]


def test_a_figure_joins_the_finding_of_its_study_told_straight_or_as_its_opposite(filled):
    rows = filled.rows("SELECT agreement FROM retellings WHERE finding_id = 'accenture-2013-02' AND origin = 'corpus'")
    assert sorted(row["agreement"] for row in rows) == ["complement", "exact"]
    finding = filled.rows("SELECT * FROM findings WHERE id = 'accenture-2013-02'")[0]
    assert (finding["articles"], finding["families"], finding["value"]) == (2, 2, 77)


def test_editions_stay_apart(filled):
    assert told(filled, "83 percent")["study_id"] == "accenture-2014"
    assert told(filled, "77%")["study_id"] == "accenture-2013"


def test_a_study_that_nobody_listed_becomes_a_candidate_and_its_sample_tells_who_was_asked(filled):
    figure = told(filled, "Sixty-one percent")
    (study,) = filled.rows("SELECT * FROM studies WHERE id = ?", [figure["study_id"]])
    assert (study["organisation"], study["candidate"], study["origin"]) == ("Marlow Institute", 1, "corpus")
    assert figure["population"] == "cmo"


def test_a_figure_without_a_source_is_told_so_and_offered_the_finding_it_resembles(filled):
    figure = told(filled, "46 percent")
    assert figure["study_id"] is None and figure["finding_id"] is None
    assert figure["study_why"].startswith("unsourced")
    assert figure["suggested_id"] == "rackspace-2015-05" and figure["likeness"] > 0.4


def dump(corpus: Corpus) -> dict:
    return {t: corpus.rows(f"SELECT * FROM {t} ORDER BY 1, 2") for t in
            ("studies", "statistics", "findings", "retellings", "finding_links", "statement_findings")}  # fmt: skip


def test_a_rerun_and_another_order_of_articles_give_the_same_rows(filled):
    first = dump(filled)
    make(filled)
    assert dump(filled) == first
    with Corpus.in_memory() as other:
        fill(other, ARTICLES, order=-1)
        make(other)
        assert dump(other) == first


def test_an_article_that_goes_takes_its_candidate_with_it(filled):
    filled.execute("DELETE FROM statistics WHERE article_id = ?", [article_id(None, ARTICLES[3])])
    make(filled)
    assert filled.value("SELECT count(*) FROM studies WHERE organisation = 'Marlow Institute'") == 0


# Corrections ----------------------------------------------------------------------------------------------------------


def correct(corpus: Corpus, tmp_path: Path, text: str) -> int:
    file = tmp_path / "corrections.csv"
    file.write_text(text, encoding="utf-8")
    return add_corrections(corpus, file, shipped_catalogue())


def test_a_candidate_that_is_ruled_to_be_a_study_is_that_study_for_all_reruns(filled, tmp_path):
    candidate = told(filled, "Sixty-one percent")["study_id"]
    correct(filled, tmp_path, f"correction,subject,target,note\nsame_study,{candidate},gartner-spend-2022,seen\n")
    for _ in range(2):
        make(filled)
        assert told(filled, "Sixty-one percent")["study_id"] == "gartner-spend-2022"
        assert filled.value("SELECT by_hand FROM studies WHERE id = 'gartner-spend-2022'") == 1
        assert filled.value("SELECT count(*) FROM studies WHERE id = ?", [candidate]) == 0
    assert len(register_facts(filled)["corrections"]) == 1


def test_two_findings_that_are_ruled_one_are_one_for_all_reruns_and_shown_as_made_by_hand(filled, tmp_path):
    figure = told(filled, "83 percent")
    text = f"correction,subject,target\nsame_finding,{figure['id']},accenture-2014-01\n"
    correct(filled, tmp_path, text)
    for _ in range(2):
        make(filled)
        assert told(filled, "83 percent")["finding_id"] == "accenture-2014-01"
        assert filled.value("SELECT by_hand FROM findings WHERE id = 'accenture-2014-01'") == 1


def test_a_figure_that_is_ruled_to_tell_something_else_gets_a_finding_of_its_own(filled, tmp_path):
    figure = told(filled, "77%")
    correct(filled, tmp_path, f"correction,subject,target\nother_finding,{figure['id']},\n")
    make(filled)
    finding = told(filled, "77%")["finding_id"]
    assert finding != "accenture-2013-02"
    assert filled.value("SELECT by_hand FROM findings WHERE id = ?", [finding]) == 1


def test_an_added_study_is_found_in_articles(filled, tmp_path):
    text = "id,title,organisation,year,side,titles,url\nmarlow-2014,Skills poll,Marlow Institute,2014,cmo,,https://m.example/\n"
    correct(filled, tmp_path, text)
    make(filled)
    assert told(filled, "Sixty-one percent")["study_id"] == "marlow-2014"
    assert filled.value("SELECT by_hand FROM studies WHERE id = 'marlow-2014'") == 1


REFUSED = {
    "an unknown study": ("correction,subject,target\nsame_study,nobody,accenture-2013\n", "line 2, subject: 'nobody'"),
    "a correction nobody knows": ("correction,subject\nsame_figure,x\n", "line 2, correction: 'same_figure' is none of"),
    "no figure": ("correction,subject\nother_finding,accenture-2099-01\n", "line 2, subject: 'accenture-2099-01' is no figure"),
    "the head of a finding": ("correction,subject\nother_finding,accenture-2013-02\n", "stands for its finding"),
    "a study without a title": ("id,title,organisation\nmine,,Somebody\n", "line 2, title: it is empty"),
    "an id with blanks": ("id,title,organisation\nMy study,T,Somebody\n", "line 2, id"),
    "a second row that is not right": (
        "id,title,organisation,year\nmine,T,Somebody,2014\nother,T,Somebody,20x4\n", "line 3, year: '20x4' is no year"),
    "nothing": ("id,title,organisation\n", "holds no row"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_is_not_right_is_refused_with_line_and_reason_and_nothing_stored_changes(filled, tmp_path, case):
    text, reason = case
    before = dump(filled)
    with pytest.raises(BadInput) as refused:
        correct(filled, tmp_path, text)
    assert reason in str(refused.value)
    assert not filled.value("SELECT count(*) FROM register_corrections") and dump(filled) == before
