"""Pages that moved or went (page types, section 10), as far as the server says so: redirects, 404, 410, and later looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from corpus import Corpus
from tests.crawler.trouble.loopback import LINES, Answer, Site, article, crawl, listing, pages, site

pytestmark = pytest.mark.slow


def to(address: str, status: int = 301) -> Answer:
    return Answer(status=status, headers={"Location": address})


def tagged(body: str, tag: str) -> Any:
    """Return a route that answers 304 to whoever has the page already."""

    def answer(request: BaseHTTPRequestHandler) -> Answer:
        known = request.headers.get("If-None-Match") == tag
        return Answer("" if known else body, 304 if known else 200, {"ETag": tag})

    return answer


@dataclass
class Looks:
    """The rows of `pages`, and the articles, after the first and after the second crawl of a site that changed between."""

    at: Site
    first: dict[str, dict[str, Any]]
    second: dict[str, dict[str, Any]]
    texts: dict[str, str]
    versions: list[dict[str, Any]]
    asked_again: dict[str, int]


NAMES = ("steady", "edited", "gone404", "gone410", "homeward", "failing", "tagged", "short-1")
LINKS = {
    **{f"/{name}": f"The CMO, the CIO and what was {name}" for name in NAMES},
    "/old": "Moved", "/chain-0": "A chain", "/loop-a": "A loop", "/away": "Away", "/never": "Never there", "/old-slug": "Home",
}  # fmt: skip


@pytest.fixture(scope="module")
def looks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Looks]:
    db = tmp_path_factory.mktemp("moved") / "corpus.db"
    routes: dict[str, Any] = {f"/{name}": Answer(article(name)) for name in NAMES}
    routes |= {f"/chain-{n}": to(f"/chain-{n + 1}") for n in range(30)}
    routes |= {
        "/": Answer(listing(LINKS)),
        "/tagged": tagged(article("tagged"), '"1"'),
        "/old": to("/steady", 302),
        "/loop-a": to("/loop-b"),
        "/loop-b": to("/loop-a"),
        "/away": to("http://stranger.example/x"),
        "/old-slug": to("/"),
        "/never": Answer("No", 404),
    }
    with site(routes) as at:
        crawl(db, f"{at.url}/")
        first = pages(db, at)
        at.routes |= {
            "/edited": Answer(
                article("edited", lines=(*LINES[:4], "In the end marketing and IT made it up, and both were glad."))
            ),
            "/gone404": Answer("No", 404),
            "/gone410": Answer("No more", 410),
            "/homeward": to("/"),
            "/failing": Answer("Oops", 500),
        }
        at.asked.clear()
        crawl(db, f"{at.url}/", recheck=-1, retries=0)
        with Corpus.open(db) as corpus:
            texts = {str(row["url"]).removeprefix(at.url): row["text"] for row in corpus.rows("SELECT * FROM articles")}
            versions = corpus.rows(
                "SELECT a.url, v.text FROM article_versions v JOIN articles a ON a.id = v.article_id"
            )
        yield Looks(at, first, pages(db, at), texts, versions, dict(at.asked))


@pytest.mark.parametrize(
    ("path", "outcome", "says"),
    [
        ("/old", "copy", "it redirects to"),
        ("/chain-0", "copy", "it redirects to"),
        ("/chain-5", "error", "more than 5 redirects"),
        ("/loop-a", "copy", "it redirects to"),
        ("/loop-b", "copy", "it redirects to"),
        ("/away", "refused", "stranger.example"),
        ("/old-slug", "soft_404", "the home page"),
        ("/never", "status", "HTTP 404"),
        ("http://stranger.example/x", "outside", ""),
    ],
)
def test_a_page_that_is_not_there_has_a_row_that_says_so(looks: Looks, path: str, outcome: str, says: str) -> None:
    assert looks.first[path]["outcome"] == outcome
    assert says in (looks.first[path]["error"] or "")


def test_an_endless_chain_costs_a_few_requests(looks: Looks) -> None:
    assert "/chain-6" not in looks.first


def test_a_redirect_leads_to_one_article(looks: Looks) -> None:
    assert looks.first["/steady"]["outcome"] == "stored"
    assert "/old" not in looks.texts


@pytest.mark.parametrize(("path", "status"), [("/gone404", 404), ("/gone410", 410)])
def test_an_article_that_went_is_noted_and_its_text_kept(looks: Looks, path: str, status: int) -> None:
    assert looks.first[path]["outcome"] == "stored"
    assert (looks.second[path]["outcome"], looks.second[path]["status"]) == ("gone", status)
    assert looks.second[path]["article_id"] == looks.first[path]["article_id"]
    assert path in looks.texts


@pytest.mark.parametrize(("path", "outcome"), [("/homeward", "soft_404"), ("/failing", "status")])
def test_an_article_that_does_not_come_again_keeps_its_text(looks: Looks, path: str, outcome: str) -> None:
    assert looks.second[path]["outcome"] == outcome
    assert looks.second[path]["article_id"] == looks.first[path]["article_id"]
    assert path in looks.texts


def test_a_changed_article_keeps_its_former_text(looks: Looks) -> None:
    (version,) = looks.versions
    assert version["url"] == f"{looks.at.url}/edited"
    assert "made it up" in looks.texts["/edited"]
    assert "made it up" not in version["text"]


def test_a_page_with_a_tag_is_asked_for_on_condition(looks: Looks) -> None:
    assert (looks.second["/tagged"]["outcome"], looks.second["/tagged"]["status"]) == ("unchanged", 304)
    assert looks.second["/tagged"]["etag"] == '"1"'
    assert looks.second["/tagged"]["article_id"] == looks.first["/tagged"]["article_id"]
    assert looks.second["/steady"]["outcome"] == "unchanged"


def test_what_is_no_article_is_not_asked_for_again(looks: Looks) -> None:
    assert not {"/old", "/loop-a", "/chain-0", "/away"} & set(looks.asked_again)
    assert looks.asked_again["/"] == 1
