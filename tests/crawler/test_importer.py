"""Files go in once; what cannot go in is said in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Corpus
from corpus.errors import BadInput
from crawler.importer import import_paths

PAGES = Path(__file__).parent / "pages"


def tables(corpus: Corpus) -> dict[str, list[dict[str, object]]]:
    names = ("articles", "sources", "article_versions")
    found = {name: corpus.rows(f"SELECT * FROM {name} ORDER BY 1") for name in names}
    return {
        **found,
        "pages": corpus.rows("SELECT url, outcome, content_sha256, error, article_id FROM pages ORDER BY 1"),
    }


def test_a_folder_goes_in_and_a_second_import_changes_nothing(corpus: Corpus) -> None:
    first = import_paths(corpus, [PAGES / "plain_cards.txt", PAGES / "lists.html"])
    before = tables(corpus)
    second = import_paths(corpus, [PAGES / "plain_cards.txt", PAGES / "lists.html"])
    assert (first.counts, second.counts) == ({"new": 2}, {"unchanged": 2})
    assert tables(corpus) == before


def test_a_file_without_an_address_has_an_id_from_its_text(corpus: Corpus, tmp_path: Path) -> None:
    text = (PAGES / "plain_cards.txt").read_text("utf-8")
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(text, "utf-8")
    import_paths(corpus, [tmp_path])
    assert corpus.rows("SELECT count(*) AS n, max(url) AS url FROM articles") == [{"n": 1, "url": None}]
    assert corpus.value("SELECT count(*) FROM pages") == 2


def test_a_saved_page_keeps_the_address_that_it_names(corpus: Corpus, tmp_path: Path) -> None:
    page = (
        '<link rel="canonical" href="http://www.lamps.example:80/a?utm_source=x"><h1>Lamps</h1>'
        + "<p>Light, all day.</p>" * 9
    )
    (tmp_path / "a.html").write_text(page, "utf-8")
    import_paths(corpus, [tmp_path])
    assert corpus.rows("SELECT url, source_id FROM articles") == [
        {"url": "http://www.lamps.example/a", "source_id": "lamps.example"}
    ]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("missing.txt", None, "There is no file"),
        ("picture.png", b"\x89PNG", "its ending is .png"),
        ("binary.txt", b"\x00\x01\x02 text", "binary file"),
        ("no.warc.gz", b"\x1f\x8b", "Nothing could be imported"),
        ("no.jsonl", b"{}", "line 1, was left out: it has neither text nor html"),
        ("no.csv", b"url,title\n", "has no column `text` or `html`"),
        ("empty.html", b"<html></html>", "no main text"),
        ("empty.txt", b"", "holds no text"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(
    corpus: Corpus, tmp_path: Path, name: str, data: bytes | None, says: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(BadInput, match=says):
        import_paths(corpus, [tmp_path / name])
    assert corpus.value("SELECT count(*) FROM articles") == 0


def test_nothing_is_written_when_one_of_the_named_files_cannot_be_used(corpus: Corpus) -> None:
    with pytest.raises(BadInput, match="There is no file"):
        import_paths(corpus, [PAGES / "lists.html", PAGES / "missing.html"])
    assert corpus.value("SELECT count(*) FROM pages") == 0


def test_an_empty_folder_is_refused(corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is empty"):
        import_paths(corpus, [tmp_path])


def test_bad_files_of_a_folder_are_reported_and_the_others_go_in(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "good.html").write_bytes((PAGES / "broken.html").read_bytes())
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01")
    (tmp_path / "paper.pdf").write_bytes(b"%PDF")
    report = import_paths(corpus, [tmp_path])
    assert report.imported == 1
    assert len(report.problems) == 2
    rows = corpus.rows("SELECT outcome, error FROM pages ORDER BY url")
    assert [row["outcome"] for row in rows] == ["not_text", "stored", "not_text"]
    assert rows[0]["error"] == report.problems[0]


def test_what_is_stored_stays_when_an_import_is_broken_off(corpus: Corpus) -> None:
    def interrupt(done: int, total: int, file: Path) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_paths(corpus, [PAGES / "lists.html", PAGES / "wall.html"], progress=interrupt)
    assert corpus.value("SELECT count(*) FROM articles") == 1


def test_no_text_is_left_out_for_being_off_topic(corpus: Corpus) -> None:
    import_paths(corpus, [PAGES / "lists.html"], sample=True)
    assert corpus.rows("SELECT relevance < 40 AS low, sample FROM articles") == [{"low": 1, "sample": 1}]


def test_an_edited_file_stays_one_article_and_its_former_text_is_kept(corpus, tmp_path):
    file = tmp_path / "note.txt"
    file.write_text("Marketing and IT\n\nThe two departments met on a Monday in the long room. Nobody took notes.\n")
    import_paths(corpus, [file])
    file.write_text("Marketing and IT\n\nThe two departments met on a Tuesday in the long room. Somebody took notes.\n")
    report = import_paths(corpus, [file])
    assert dict(report.counts) == {"changed": 1}
    assert corpus.value("SELECT count(*) FROM articles") == 1
    assert "Tuesday" in corpus.value("SELECT text FROM articles")
    assert "Monday" in corpus.value("SELECT text FROM article_versions")
