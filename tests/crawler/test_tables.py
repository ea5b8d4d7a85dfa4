"""Tables of articles: good rows go in, bad ones are told by line, what is not used is told too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import Corpus
from corpus.errors import BadInput
from crawler.importer import import_paths

TEXT = "The CMO and the CIO met on a Monday in the long room of the tower. Nobody took any notes that day."
HTML = f"<html><body><h1>Two chiefs</h1><p>{TEXT}</p><p>{TEXT.replace('Monday', 'Friday')}</p></body></html>"


def table(tmp_path: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding)
    return path


def test_the_columns_of_a_csv_say_what_an_article_is(corpus: Corpus, tmp_path: Path) -> None:
    address = "http://www.lamps.example:80/a?utm_source=x"
    rows = f'URL,title,author,published,text,shelf\n{address},Two chiefs,Ann Lee,2013-05-14,"{TEXT}",7\n'
    report = import_paths(corpus, [table(tmp_path, "a.csv", rows, "utf-8-sig")])
    (row,) = corpus.rows("SELECT url, title, author, published, text, source_id FROM articles")
    url = "http://www.lamps.example/a"
    assert tuple(row.values()) == (url, "Two chiefs", "Ann Lee", "2013-05-14", TEXT, "lamps.example")
    assert report.counts == {"new": 1}
    assert len(report.notes) == 1 and "not used: shelf" in report.notes[0]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_a_spreadsheet_s_own_delimiter_is_known(corpus: Corpus, tmp_path: Path, delimiter: str) -> None:
    rows = delimiter.join(("title", "text")) + "\n" + delimiter.join(("Two chiefs", TEXT.replace(",", ""))) + "\n"
    import_paths(corpus, [table(tmp_path, "a.csv", rows)])
    assert corpus.value("SELECT title FROM articles") == "Two chiefs"


def test_a_row_of_html_is_read_as_a_page(corpus: Corpus, tmp_path: Path) -> None:
    import_paths(corpus, [table(tmp_path, "a.jsonl", json.dumps({"url": "http://lamps.example/a", "html": HTML}))])
    assert corpus.rows("SELECT title, text FROM articles") == [
        {"title": "Two chiefs", "text": f"{TEXT}\n{TEXT.replace('Monday', 'Friday')}"}
    ]


def test_bad_rows_are_told_by_line_and_the_others_go_in(corpus: Corpus, tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": TEXT}),
        "{broken",
        "",
        json.dumps(["a list"]),
        json.dumps({"title": "No text"}),
        json.dumps({"url": "lamps", "text": TEXT}),
        json.dumps({"title": 7, "text": TEXT}),
        json.dumps({"text": TEXT.replace("Monday", "Friday"), "published": "some day"}),
    ]
    report = import_paths(corpus, [table(tmp_path, "a.jsonl", "\n".join(lines))])
    assert report.counts == {"new": 2, "left out": 5}
    told = [problem.partition(", was left out: ") for problem in report.problems]
    assert [where.rpartition(" ")[2] for where, _, _ in told] == ["2", "4", "5", "6", "7"]
    assert told[0][2].startswith("it is no JSON")
    assert len(report.notes) == 1 and "line 8: 'some day' is no date" in report.notes[0]
    assert corpus.value("SELECT count(*) FROM pages WHERE outcome = 'not_text'") == 5


def test_a_csv_row_over_several_lines_is_told_by_its_first(corpus: Corpus, tmp_path: Path) -> None:
    rows = f'title,text\n"Two\nchiefs","{TEXT}"\nonly one cell\n'
    report = import_paths(corpus, [table(tmp_path, "a.csv", rows)])
    assert report.counts == {"new": 1, "left out": 1}
    assert "line 4, was left out: it has 1 cells, the head of the table 2" in report.problems[0]


def test_a_table_imported_again_changes_nothing(corpus: Corpus, tmp_path: Path) -> None:
    path = table(tmp_path, "a.csv", f'text\n"{TEXT}"\n')
    import_paths(corpus, [path])
    before = corpus.rows("SELECT * FROM articles")
    assert import_paths(corpus, [path]).counts == {"unchanged": 1}
    assert corpus.rows("SELECT * FROM articles") == before


def test_a_table_of_bad_rows_alone_is_refused(corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="line 2"):
        import_paths(corpus, [table(tmp_path, "a.csv", 'text\n""\n')])


def part(number: int, text: str, other: int) -> str:
    own, link = (f"http://lamps.example/long{f'?page={n}' if n > 1 else ''}" for n in (number, other))
    body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    head = f'<html><head><link rel="canonical" href="{own}"></head>'
    return f'{head}<body><h1>Long</h1>{body}<a href="{link}">{other}</a></body></html>'


def test_saved_parts_of_one_article_are_joined_in_whatever_order_they_come(corpus: Corpus, tmp_path: Path) -> None:
    second = TEXT.replace("Monday", "Friday")
    (tmp_path / "a.html").write_text(part(2, second, 1), "utf-8")
    (tmp_path / "b.html").write_text(part(1, TEXT, 2), "utf-8")
    report = import_paths(corpus, [tmp_path])
    assert corpus.rows("SELECT url, text, access FROM articles") == [
        {"url": "http://lamps.example/long", "text": f"{TEXT}\n{second}", "access": "full"}
    ]
    assert report.counts == {"new": 2}
    assert {row["outcome"] for row in corpus.rows("SELECT outcome FROM pages")} == {"stored", "continuation"}


def test_an_article_whose_next_page_is_not_among_the_files_is_partial(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "b.html").write_text(part(1, TEXT, 2), "utf-8")
    import_paths(corpus, [tmp_path])
    assert corpus.value("SELECT access FROM articles") == "partial"
