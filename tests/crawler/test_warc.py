"""Archives: what a crawl kept gives the same articles without the net; anybody's are read, damaged ones as far as they go."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from backports import zstd
from scrapy.http import HtmlResponse
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus import Corpus
from corpus.errors import BadInput
from crawler.archive import ArchiveFiles
from crawler.importer import import_paths
from crawler.rewrite import forget_in_archive
from tests.crawler.test_crawl import FIRST, HOST, OTHER, SCRIPT, SECOND, page, site  # noqa: F401

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = page("The CMO, the CIO and the lamp", FIRST)


def articles(db: Path | Corpus) -> list[dict[str, object]]:
    sql = "SELECT * FROM articles ORDER BY id"
    if isinstance(db, Corpus):
        return db.rows(sql)
    with Corpus.open(db) as corpus:
        return [{**row, "fetched_at": None} for row in corpus.rows(sql)]


def test_what_a_crawl_kept_gives_the_same_articles_again(site: Path, tmp_path: Path) -> None:  # noqa: F811
    crawled, rebuilt, archive = tmp_path / "crawled.db", tmp_path / "rebuilt.db", tmp_path / "archive"
    command = [sys.executable, str(SCRIPT), str(site), str(crawled), json.dumps({"archive": str(archive)})]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, capture_output=True)
    (file,) = archive.glob("*.warc.gz")
    with Corpus.open(rebuilt) as corpus:
        report = import_paths(corpus, [file])
    assert articles(crawled) == articles(rebuilt) != []
    assert articles(crawled)[0]["text"] == f"{FIRST}\n{SECOND}"
    assert report.problems == []
    told = {"stored", "continuation", "off_topic", "other_language", "listing", "status", "not HTML", "robots.txt"}
    assert told <= set(report.archived)


def archive_of(folder: Path, pages: dict[str, str], most_bytes: int = 10**9) -> list[Path]:
    files = ArchiveFiles(folder, most_bytes)
    for url, body in pages.items():
        files.write(HtmlResponse(url, headers={"Content-Type": "text/html; charset=utf-8"}, body=body.encode()))
    files.close()
    return sorted(folder.glob("*.warc.gz"))


PAGES = {
    f"http://{HOST}/a": ARTICLE,
    f"http://{HOST}/b": page("How to trim a lamp", f"{OTHER}\n{OTHER.replace('lamp', 'torch')}"),
    f"http://{HOST}/c": page("Again the CMO and the CIO", SECOND + " They have told it to everybody since."),
}


def test_a_full_file_is_closed_and_another_begun(tmp_path: Path) -> None:
    files = archive_of(tmp_path / "archive", PAGES, most_bytes=1)
    assert len(files) == len(PAGES)
    assert all(gzip.decompress(file.read_bytes()).startswith(b"WARC/1.0") for file in files)


def test_a_file_that_was_cut_off_is_read_as_far_as_it_goes_and_one_line_says_so(corpus: Corpus, tmp_path: Path) -> None:
    (file,) = archive_of(tmp_path / "archive", PAGES)
    file.write_bytes(file.read_bytes()[:-60])
    report = import_paths(corpus, [file], everything=True)
    assert [row["url"] for row in articles(corpus)] and len(articles(corpus)) == 2
    assert len(report.problems) == 1
    assert "\n" not in report.problems[0]


def test_pages_of_an_archive_are_judged_as_a_crawl_judges_them_unless_all_are_wanted(
    corpus: Corpus, tmp_path: Path
) -> None:
    files = archive_of(tmp_path / "archive", PAGES)
    report = import_paths(corpus, files)
    assert report.archived["off_topic"] == 1
    assert import_paths(corpus, files, everything=True).archived["off_topic"] == 0
    assert f"http://{HOST}/b" in {row["url"] for row in articles(corpus)}


def test_an_archive_imported_again_changes_nothing(corpus: Corpus, tmp_path: Path) -> None:
    files = archive_of(tmp_path / "archive", PAGES)
    import_paths(corpus, files)
    before = articles(corpus), corpus.rows("SELECT * FROM pages ORDER BY url")
    import_paths(corpus, files)
    assert (articles(corpus), corpus.rows("SELECT * FROM pages ORDER BY url")) == before


def foreign(path: Path, gzipped: bool) -> Path:
    """Write an archive as others do: chunked and packed bodies, a revisit, a picture, a redirect, metadata."""
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=gzipped)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "another"}))

        def response(url: str, body: bytes, headers: dict[str, str], status: str = "200 OK", **more: str) -> None:
            http = StatusAndHeaders(status, list({"Content-Type": "text/html", **headers}.items()), protocol="HTTP/1.1")
            payload = BytesIO(body)
            writer.write_record(
                writer.create_warc_record(url, "response", payload=payload, http_headers=http, warc_headers_dict=more)
            )

        packed = gzip.compress(ARTICLE.encode())
        response("http://one.example/a", packed, {"Content-Encoding": "gzip"})
        half = ARTICLE.encode()[:200], ARTICLE.replace("lamp", "wick").encode()[200:]
        chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in half) + b"0\r\n\r\n"
        response("http://two.example/a", chunked, {"Transfer-Encoding": "chunked"})
        packed = zstd.compress(page("The CMO, the CIO and the oil", SECOND.replace("fuse", "can")).encode())
        response("http://six.example/a", packed, {"Content-Encoding": "zstd"})
        response("http://three.example/a", b"moved", {"Location": "/x"}, "301 Moved")
        response("http://four.example/a", b"\x89PNG", {"Content-Type": "image/png"})
        response(
            "http://five.example/a", page("The CIO and the CMO", SECOND).encode(), {}, **{"WARC-Truncated": "length"}
        )
        again = writer.create_revisit_record(
            "http://one.example/a", "sha1:X", "http://one.example/a", "2020-01-01T00:00:00Z"
        )
        writer.write_record(again)
        writer.write_record(writer.create_warc_record("dns:one.example", "resource", payload=BytesIO(b"1.2.3.4")))
    return path


@pytest.mark.parametrize("name", ["x.warc", "x.warc.gz"])
def test_anybody_s_archive_is_read(corpus: Corpus, tmp_path: Path, name: str) -> None:
    report = import_paths(corpus, [foreign(tmp_path / name, name.endswith(".gz"))])
    found = {row["url"]: row["access"] for row in articles(corpus)}
    assert found == {
        "http://one.example/a": "full",
        "http://two.example/a": "full",
        "http://five.example/a": "partial",
        "http://six.example/a": "full",
    }
    passed_over = {name: report.archived[name] for name in ("status", "not HTML", "seen before", "other record")}
    assert passed_over == {"status": 1, "not HTML": 1, "seen before": 1, "other record": 2}


def test_a_body_that_unpacks_to_more_than_a_page_may_be_costs_its_own_record_only(
    corpus: Corpus, tmp_path: Path
) -> None:
    bomb = ArchiveFiles(tmp_path / "archive")
    packed = gzip.compress(b"<p>" + bytes(30_000_000))
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    bomb.write(HtmlResponse("http://bomb.example/", headers=headers, body=packed))
    bomb.write(HtmlResponse("http://one.example/a", headers={"Content-Type": "text/html"}, body=ARTICLE.encode()))
    bomb.close()
    report = import_paths(corpus, list((tmp_path / "archive").iterdir()))
    assert report.archived == {"too large": 1, "stored": 1, "other record": 1}


def test_what_is_no_archive_is_told(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "x.warc.gz").write_bytes(b"\x1f\x8bnothing of the kind")
    with pytest.raises(BadInput, match="Nothing could be imported"):
        import_paths(corpus, [tmp_path / "x.warc.gz"])


def test_forgotten_pages_leave_an_archive_and_the_others_stay_as_they_were(corpus: Corpus, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    (file,) = archive_of(archive, PAGES)
    told = forget_in_archive(archive, lambda url: url.endswith("/a"), dry_run=True)
    assert (told.records, FIRST.split()[0] in gzip.decompress(file.read_bytes()).decode()) == (1, True)
    assert forget_in_archive(archive, lambda url: url.endswith("/a")).records == 1
    assert [path.name for path in archive.iterdir()] == [file.name]
    assert FIRST.split("\n")[0] not in gzip.decompress(file.read_bytes()).decode()
    import_paths(corpus, [file], everything=True)
    assert [row["url"] for row in articles(corpus)] and {row["url"] for row in articles(corpus)} == set(list(PAGES)[1:])


def test_of_a_file_that_was_cut_off_the_damaged_end_goes_with_the_rewriting(tmp_path: Path) -> None:
    (file,) = archive_of(tmp_path / "archive", PAGES)
    file.write_bytes(file.read_bytes()[:-60])
    done = forget_in_archive(tmp_path / "archive", lambda url: url.endswith("/a"))
    assert (done.records, len(done.problems)) == (1, 1)
