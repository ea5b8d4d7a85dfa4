"""crosstalk forget, as a user types it: corpus, archive and register lose it together, and an import brings nothing back."""

from __future__ import annotations

import gzip
from pathlib import Path

from tests.crawler.test_crawl import FIRST, HOST, SECOND, page
from tests.crawler.test_warc import archive_of, articles

URL, OTHER = f"http://{HOST}/a", f"http://{HOST}/b"
PAGES = {
    URL: page("The CMO, the CIO and the lamp", FIRST),
    OTHER: page("Again the CMO and the CIO", f"{SECOND} So it goes."),
}


def test_what_is_forgotten_leaves_corpus_and_archive_and_an_import_brings_nothing_back(
    tmp_path: Path, crosstalk
) -> None:
    (file,) = archive_of(tmp_path / "archive", PAGES)
    copy = tmp_path / "copy.warc.gz"
    copy.write_bytes(file.read_bytes())
    db = tmp_path / "corpus.db"
    assert crosstalk("import", str(file), "--db", str(db))[0] == 0
    asked = ("forget", URL, "--why", "its author asked", "--db", str(db))
    status, told, _ = crosstalk(*asked, "--dry-run")
    assert status == 0 and "Would go: 1 articles" in told and "1 archive records" in told
    assert len(articles(db)) == 2
    assert crosstalk(*asked)[0] == 0
    words = FIRST.split("\n")[0]
    assert words not in gzip.decompress(file.read_bytes()).decode()
    assert words.encode() not in db.read_bytes()
    assert crosstalk("import", str(copy), "--db", str(db))[0] == 0
    assert [row["url"] for row in articles(db)] == [OTHER]
    assert URL.encode() not in db.read_bytes()
    status, _, err = crosstalk("crawl", URL, "--db", str(db), "--contact", "a@lamps.example")
    assert status == 1 and "taken out of this corpus for good" in err
