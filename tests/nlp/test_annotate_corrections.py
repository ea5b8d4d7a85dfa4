"""Articles and statements corrected by hand: applied on every run, taken back with their line, reported when they fit nothing."""

from __future__ import annotations

import pytest

from corpus.corrections import COLUMNS
from corpus.ids import statement_id
from corpus.publish import publish
from nlp.annotate import annotate
from tests.conftest import article
from tests.nlp.line_coder import LineCoder

TEXT = "IT is slow.\nMarketing is rude.\nTalk to each other weekly."


class Case:
    """A corpus of three articles, its corrections file and the coder, with what a test asks of them."""

    def __init__(self, corpus, folder) -> None:
        self.corpus, self.file, self.coder = corpus, folder / "corrections.csv", LineCoder()
        rows = [
            article(TEXT, title="Old title", published="2012-01-01"),
            article(TEXT + "\nA copy.", published="2011-01-01"),
        ]
        rows.append(article("Other words.\nThe end."))
        self.first, self.copy, self.other = (row.id for row in rows)
        with corpus.transaction():
            corpus.write("articles", [{**row.__dict__, "relevance_reason": "r", "family_id": row.id} for row in rows])
        self.slow = statement_id(self.first, "frustration", "IT is slow.", 0)

    def run(self, *lines: str):
        self.file.write_text("\n".join([",".join(COLUMNS), *(f"{line},Ann,a reason" for line in lines)]), "utf-8")
        return annotate(self.corpus, self.coder, corrections=self.file)

    def one(self, table: str, id: str) -> dict:
        return next(iter(self.corpus.rows(f"SELECT * FROM {table} WHERE id = ?", [id])), {})

    def everything(self) -> dict[str, list]:
        tables = ("articles", "statements", "statement_objects", "codings", "by_hand", "corrections")
        return {table: self.corpus.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables}


@pytest.fixture
def case(corpus, tmp_path) -> Case:
    return Case(corpus, tmp_path)


STATEMENTS = {
    "holder": ("set_holder,{slow},cmo", "holder", "cmo"),
    "target": ("set_target,{slow},tech", "target", "tech"),
    "kind": ("set_kind,{slow},recommendation", "kind", "recommendation"),
}


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_corrected_statement_stays_corrected_and_says_so(case, name):
    line, field, value = STATEMENTS[name]
    for _ in range(2):
        done = case.run(line.format(slow=case.slow))
        row = case.one("statements", case.slow)
        assert (row[field], done.corrected, done.notes) == (value, 1, ())
        assert row["why"] == "changed by hand: a reason"


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_correction_that_is_taken_back_leaves_no_trace(case, name):
    case.run()
    before = case.everything()
    case.run(STATEMENTS[name][0].format(slow=case.slow), f"drop_statement,{case.slow},")
    case.run()
    assert case.everything() == before


def test_a_second_run_on_the_same_lines_changes_and_codes_nothing(case):
    lines = (
        f"set_holder,{case.slow},cio",
        f"set_title,{case.first},New",
        f"merge_family,{case.copy},{case.first}",
        f"add_statement,{case.first},recommendation: Talk to each other weekly.",
    )
    case.run(*lines)
    before, coded = case.everything(), case.coder.coded
    case.run(*lines)
    assert (case.everything(), case.coder.coded) == (before, coded)


def test_a_dropped_statement_does_not_come_back_with_a_new_coding(case):
    case.run(f"drop_statement,{case.slow},")
    assert not case.one("statements", case.slow)
    case.coder.version = "lines-2"
    done = case.run(f"drop_statement,{case.slow},")
    assert done.coded == 3 and done.corrected == 1 and not case.one("statements", case.slow)


def test_an_added_statement_stands_at_its_words_and_can_be_given_its_sides(case):
    id = statement_id(case.first, "recommendation", "Talk to each other weekly.", 0)
    add = f"add_statement,{case.first},recommendation: Talk to each other weekly."
    case.run(add, f"set_addressee,{id},both")
    row = case.one("statements", id)
    assert TEXT[row["start"] : row["end"]] == row["text"] and row["addressee"] == "both" and row["score"] == 1
    assert case.corpus.value("SELECT note FROM corrections WHERE position = 1") == f"its id is {id}"
    case.run()
    assert not case.one("statements", id)


def test_an_article_is_corrected_and_put_back(case):
    case.run()
    case.run(f"set_title,{case.first},New", f"set_author,{case.first},A. Writer", f"set_published,{case.first},2015-06")
    row = case.one("articles", case.first)
    assert (row["title"], row["author"], row["published"]) == ("New", "A. Writer", "2015-06")
    case.run()
    row = case.one("articles", case.first)
    assert (row["title"], row["author"], row["published"]) == ("Old title", None, "2012-01-01")


def test_another_title_is_coded_anew(case):
    case.run()
    assert case.run(f"set_title,{case.first},New").coded == 1
    assert case.run(f"set_title,{case.first},New").coded == 0


def test_what_a_crawl_changed_since_is_not_put_back(case):
    case.run(f"set_author,{case.first},A. Writer")
    with case.corpus.transaction():
        case.corpus.execute("UPDATE articles SET author = 'Crawled' WHERE id = ?", [case.first])
    case.run()
    assert case.one("articles", case.first)["author"] == "Crawled"


def test_families_are_merged_and_parted(case):
    def families() -> list[str]:
        return [case.one("articles", id)["family_id"] for id in (case.first, case.copy, case.other)]

    case.run(f"merge_family,{case.copy},{case.first}", f"merge_family,{case.first},{case.other}")
    assert families() == [case.other] * 3
    case.run(
        f"merge_family,{case.copy},{case.first}",
        f"merge_family,{case.first},{case.other}",
        f"part_family,{case.other},",
    )
    assert families() == [case.copy, case.copy, case.other], "the earliest of the others becomes their head"
    case.run()
    assert families() == [case.first, case.copy, case.other]


MISFITS = {
    "no such sentence": ("set_holder,s0,cmo", "there is no sentence s0"),
    "no such side": ("set_holder,{slow},cfo", "'cfo' is no holder"),
    "tech is a target only": ("set_holder,{slow},tech", "'tech' is no holder"),
    "a side of the other kind": ("set_addressee,{slow},cmo", "a frustration has no addressee"),
    "no such kind": ("set_kind,{slow},rant", "'rant' is no kind"),
    "no such article": ("set_title,a0,New", "there is no article a0"),
    "no date": ("set_published,{first},2015-13-01", "is no date"),
    "words that are not there": ("add_statement,{first},frustration: IT is quick.", "does not hold these words"),
    "words that are marked": ("add_statement,{first},frustration: IT is", "a frustration already"),
    "no kind before the words": ("add_statement,{first},IT is slow.", "the kind, a colon"),
    "one family already": ("merge_family,{first},{first}", "one family already"),
    "alone already": ("part_family,{first},", "stands alone already"),
}


@pytest.mark.parametrize("name", MISFITS)
def test_a_correction_that_fits_nothing_is_told_and_kept(case, name):
    line, told = MISFITS[name]
    done = case.run(line.format(slow=case.slow, first=case.first))
    assert len(done.notes) == 1 and told in done.notes[0] and done.corrected == 0
    assert case.corpus.value("SELECT outcome FROM corrections") == "misfit"


def test_the_published_rows_say_what_was_corrected(case, tmp_path):
    case.run(f"set_holder,{case.slow},cmo", f"set_title,{case.first},New")
    publish(case.corpus, tmp_path / "p.db")
    from sqlite_utils import Database

    db = Database(tmp_path / "p.db")
    assert db["statements"].get(case.slow)["by_hand"] == "holder"
    assert db["articles"].get(case.first)["by_hand"] == "title"
    assert db["statements"].count_where("by_hand IS NULL") == db["statements"].count - 1
