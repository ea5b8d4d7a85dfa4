"""A crawl over real HTTP on loopback: what is asked for, what is stored, what a second crawl changes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from corpus import Corpus

HOST = "lamps.example"
SCRIPT = Path(__file__).with_name("one_crawl.py")
ROOT = Path(__file__).resolve().parents[2]

FIRST = """Marketing bought a lamp in May, and IT was not asked. The CIO found it on the invoice of the CMO, and said so.
The CMO and the CIO did not speak for a week. Marketing worked by the light of the lamp, and the IT department did not."""
SECOND = """On the second page the CMO went down to the IT department with a fuse. The CIO had one already, and they laughed.
Since then marketing and IT buy their lamps together, and the CIO signs what the CMO has chosen."""
OTHER = "A lamp needs oil, a wick and a match. Whoever trims the wick in the evening has light until the morning comes."
GERMAN = (
    "Das Marketing kaufte eine Lampe, und die IT wurde nicht gefragt. Der CIO fand sie auf der Rechnung des CMO wieder."
)


def page(title: str, text: str, extra: str = "") -> str:
    body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return f"<html><head><title>{title}</title></head><body><div><h1>{title}</h1>{body}{extra}</div></body></html>"


LINKS = """<a href="/two?utm_source=home">Two lamps</a> <a href="/gone">Gone</a> <a href="/members/x">Members</a>
<a href="http://stranger.example/">away</a> <a href="/picture">picture</a>"""
SITEMAP = f"<urlset><url><loc>http://{HOST}/hidden</loc></url><url><loc>http://{HOST}/german</loc></url></urlset>"
FILES = {
    "/": ("text/html", page("Lamps", "", LINKS)),
    "/robots.txt": ("text/plain", f"User-agent: *\nDisallow: /members/\nSitemap: http://{HOST}/map.xml\n"),
    "/map.xml": ("application/xml", SITEMAP),
    "/two": ("text/html", page("The CMO, the CIO and the lamp", FIRST, f'<a href="http://{HOST}/two?page=2">2</a>')),
    "/two?page=2": ("text/html", page("The CMO, the CIO and the lamp", SECOND, f'<a href="http://{HOST}/two">1</a>')),
    "/hidden": ("text/html", page("How to trim a lamp", f"{OTHER}\n{OTHER.replace('lamp', 'torch')}")),
    "/german": ("text/html", page("Die Lampe", f"{GERMAN}\n{GERMAN.replace('Lampe', 'Laterne')}")),
    "/members/x": ("text/html", page("Members", FIRST)),
    "/picture": ("image/png", "no picture"),
}
OUTCOMES = {
    "/": "listing", "/robots.txt": "robots_txt", "/map.xml": "listing", "/two": "stored", "/two?page=2": "continuation",
    "/hidden": "off_topic", "/german": "other_language", "/members/x": "forbidden_by_robots", "/gone": "status",
    "/picture": "not_text",
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    (folder / HOST).mkdir()
    lines = []
    for number, (path, (kind, body)) in enumerate(FILES.items()):
        (folder / HOST / f"{number}.file").write_text(body, "utf-8")
        lines.append(json.dumps({"url": f"http://{HOST}{path}", "file": f"{number}.file", "content_type": kind}))
    (folder / HOST / "manifest.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


def run(site: Path, db: Path, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), str(site), str(db), json.dumps(options)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)


def crawled(site: Path, db: Path, **options: object) -> dict[str, dict[str, int]]:
    done = run(site, db, **options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def database(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    db = tmp_path_factory.mktemp("crawl") / "corpus.db"
    crawled(site, db)
    return db


def rows(db: Path) -> dict[str, list[dict[str, object]]]:
    with Corpus.open(db) as corpus:
        found = {
            name: corpus.rows(f"SELECT * FROM {name} ORDER BY 1")
            for name in ("articles", "sources", "article_versions")
        }
        pages = corpus.rows(
            "SELECT url, status, outcome, content_sha256, error, article_id, text_sha256, claims FROM pages ORDER BY url"
        )
    for row in found["articles"]:
        del row["fetched_at"]
    return {**found, "pages": pages}


def test_every_page_asked_for_has_a_row_with_its_outcome(database: Path) -> None:
    assert {row["url"]: row["outcome"] for row in rows(database)["pages"]} == {
        **{f"http://{HOST}{path}": outcome for path, outcome in OUTCOMES.items()},
        "http://stranger.example/": "outside",
    }


def test_the_second_page_is_joined_to_the_first(database: Path) -> None:
    (article,) = rows(database)["articles"]
    assert article["text"] == f"{FIRST}\n{SECOND}"
    assert (article["url"], article["access"]) == (f"http://{HOST}/two", "full")


def test_no_address_holds_a_port(database: Path) -> None:
    found = [str(value) for table in rows(database).values() for row in table for value in row.values()]
    assert not any("127.0.0.1" in value or f"{HOST}:" in value for value in found)


@pytest.mark.slow
def test_reading_everything_afresh_changes_no_row_but_the_time_of_the_look(site: Path, database: Path) -> None:
    before = rows(database)
    report = crawled(site, database, afresh=True)
    assert rows(database) == before
    assert report["articles"] == {"unchanged": 1}


@pytest.mark.slow
def test_a_later_crawl_asks_for_lists_again_and_for_articles_when_their_time_has_come(
    site: Path, database: Path
) -> None:
    before = rows(database)
    assert set(crawled(site, database)["pages"]) == {"listing", "robots_txt"}
    assert rows(database) == before
    report = crawled(site, database, recheck=-1)
    assert report["articles"] == {"unchanged": 1}
    assert set(report["pages"]) == {"listing", "robots_txt", "stored", "continuation", "status", "forbidden_by_robots"}
    assert rows(database) == before


@pytest.mark.slow
def test_ctrl_c_ends_a_crawl_and_keeps_what_came_in(site: Path, tmp_path: Path) -> None:
    done = run(site, tmp_path / "corpus.db", interrupted=True)
    assert done.returncode != 0
    assert done.stderr.rstrip().endswith("KeyboardInterrupt")
    assert rows(tmp_path / "corpus.db")["pages"]


@pytest.mark.slow
def test_a_crawl_asks_for_no_more_pages_than_it_may(site: Path, tmp_path: Path) -> None:
    report = crawled(site, tmp_path / "corpus.db", max_pages=2)
    assert sum(report["pages"].values()) == 3  # and the robots.txt, which is no page
    outcomes = [row["outcome"] for row in rows(tmp_path / "corpus.db")["pages"]]
    assert outcomes.count("waiting") == report["left"] > 0


@pytest.mark.slow
def test_what_one_crawl_left_the_next_one_asks_for(site: Path, database: Path, tmp_path: Path) -> None:
    for _ in range(9):
        if not crawled(site, tmp_path / "corpus.db", max_pages=4)["left"]:
            break
    assert rows(tmp_path / "corpus.db") == rows(database)


@pytest.mark.slow
def test_a_crawl_killed_again_and_again_ends_as_an_undisturbed_one(site: Path, database: Path, tmp_path: Path) -> None:
    db = tmp_path / "corpus.db"
    kills = 0
    while (done := run(site, db, killed=2 + kills % 2)).returncode == -signal.SIGKILL:
        kills += 1
        assert kills < 30
    assert done.returncode == 0, done.stderr
    assert kills > 2
    assert rows(db) == rows(database)
