"""The frontier hands out each address once, the best of a host first, and forgets nothing."""

from __future__ import annotations

import pytest

from corpus import Corpus
from crawler.frontier import MOST_FAILURES, Bounds, Frontier, count_broken_off, end_crawl, start_crawl
from crawler.items import Link
from crawler.store import PageRow, store_page

HOME, OTHER = "http://lamps.example/", "http://torches.example/"
BOUNDS = Bounds(("lamps.example", "torches.example"), max_pages=100, max_depth=3, recheck=30)


@pytest.fixture
def frontier(corpus: Corpus) -> Frontier:
    return Frontier(corpus, BOUNDS, start_crawl(corpus, [HOME, OTHER], BOUNDS))


def asked(frontier: Frontier, busy: tuple[str, ...] = ()) -> list[str]:
    """Ask for all there is, one by one, and settle each as a list."""
    found = []
    while task := frontier.next_task(busy):
        found.append(task.url)
        settle(frontier, task.url, "listing")
    return found


def settle(frontier: Frontier, url: str, outcome: str, **known: object) -> None:
    row = PageRow(url, outcome, fetched_at="2020-01-01T00:00:00Z", host=url.split("/")[2], crawl_id=frontier.crawl_id)
    with frontier.corpus.transaction():
        store_page(frontier.corpus, row)


def add(frontier: Frontier, *links: Link) -> None:
    with frontier.corpus.transaction():
        frontier.add(links, HOME)


def test_the_best_of_a_host_comes_first_and_hosts_take_turns(frontier: Frontier) -> None:
    add(frontier, Link(HOME + "a", 20), Link(HOME + "b", 70), Link(OTHER + "c", 10))
    assert asked(frontier) == [HOME, OTHER, HOME + "b", OTHER + "c", HOME + "a"]


def test_a_busy_host_is_passed_over(frontier: Frontier) -> None:
    assert asked(frontier, busy=("lamps.example",)) == [OTHER]
    assert frontier.has_more(("lamps.example",))


def test_an_address_is_handed_out_once_however_often_it_is_met(frontier: Frontier) -> None:
    add(frontier, Link(HOME + "a", 20), Link(HOME + "a", 60, "better words"))
    add(frontier, Link(HOME + "a", 40, "worse words"))
    (row,) = frontier.corpus.rows("SELECT priority, reason FROM pages WHERE url = ?", [HOME + "a"])
    assert row == {"priority": 60, "reason": "better words"}
    assert asked(frontier).count(HOME + "a") == 1
    add(frontier, Link(HOME + "a", 90))
    assert asked(frontier) == []


def test_every_address_has_a_row_with_an_outcome(frontier: Frontier) -> None:
    add(frontier, Link("http://stranger.example/x"), Link(HOME + "x", outcome="refused", error="it is a door"))
    add(frontier, Link(HOME + "deep", depth=4))
    asked(frontier)
    rows = frontier.corpus.rows("SELECT url, outcome FROM pages WHERE outcome <> 'listing' ORDER BY url")
    assert [(row["url"], row["outcome"]) for row in rows] == [
        (HOME + "deep", "waiting"), (HOME + "x", "refused"), ("http://stranger.example/x", "outside"),
    ]  # fmt: skip
    assert frontier.left() == 1


def test_beyond_the_most_pages_only_the_rest_of_an_article_is_asked_for(corpus: Corpus) -> None:
    bounds = Bounds(("lamps.example",), max_pages=1, max_depth=3, recheck=30)
    frontier = Frontier(corpus, bounds, start_crawl(corpus, [HOME], bounds))
    add(frontier, Link(HOME + "a", 90), Link(HOME + "b?page=2", 10, again=True, part_of=HOME + "b"))
    assert asked(frontier) == [HOME, HOME + "b?page=2"]
    assert frontier.left() == 1


def test_a_crawl_that_was_stopped_goes_on_and_one_that_ended_begins_anew(corpus: Corpus) -> None:
    first = start_crawl(corpus, [HOME, OTHER], BOUNDS)
    frontier = Frontier(corpus, BOUNDS, first)
    settle(frontier, HOME, "listing")
    assert start_crawl(corpus, [OTHER, HOME], BOUNDS) == first
    assert asked(Frontier(corpus, BOUNDS, first)) == [OTHER]
    end_crawl(corpus, first)
    second = start_crawl(corpus, [HOME, OTHER], BOUNDS)
    assert second != first
    assert asked(Frontier(corpus, BOUNDS, second)) == [HOME, OTHER]


def test_a_crawl_from_elsewhere_is_another_crawl(corpus: Corpus) -> None:
    assert start_crawl(corpus, [HOME], BOUNDS) != start_crawl(corpus, [OTHER], BOUNDS)


@pytest.mark.parametrize(
    ("outcome", "again"),
    [
        ("listing", True), ("timeout", True), ("error", True), ("stored", True), ("gone", True), ("off_topic", False),
        ("copy", False), ("not_text", False), ("refused", False), ("robots_txt", False), ("forgotten", False),
    ],
)  # fmt: skip
def test_a_new_crawl_asks_again_for_lists_failures_and_old_articles(corpus: Corpus, outcome: str, again: bool) -> None:
    frontier = Frontier(corpus, BOUNDS, start_crawl(corpus, [HOME], BOUNDS))
    settle(frontier, HOME + "x", outcome)
    end_crawl(corpus, frontier.crawl_id)
    later = Frontier(corpus, BOUNDS, start_crawl(corpus, [HOME], BOUNDS))
    assert (HOME + "x" in asked(later)) is again


def test_a_host_that_a_later_crawl_may_visit_is_no_longer_outside(frontier: Frontier) -> None:
    add(frontier, Link("http://stranger.example/x", 30))
    wider = Bounds((*BOUNDS.hosts, "stranger.example"), 100, 3, 30)
    later = Frontier(frontier.corpus, wider, start_crawl(frontier.corpus, [HOME], wider))
    assert "http://stranger.example/x" in asked(later)


def test_a_host_that_keeps_silent_is_set_aside(frontier: Frontier) -> None:
    for _ in range(MOST_FAILURES - 1):
        frontier.told("lamps.example", answered=False)
    frontier.told("lamps.example", answered=True)
    assert not frontier.set_aside
    for _ in range(MOST_FAILURES):
        frontier.told("lamps.example", answered=False)
    assert asked(frontier) == [OTHER]
    assert frontier.set_aside == {"lamps.example": "it did not answer 5 times in a row"}


def test_a_page_that_a_crawl_was_killed_in_is_counted_until_it_comes(frontier: Frontier) -> None:
    for _ in range(3):
        count_broken_off(frontier.corpus, HOME)
    other = frontier.next_task(())
    assert other and other.url == OTHER
    settle(frontier, OTHER, "listing")
    task = frontier.next_task(())
    assert task and (task.url, task.tries) == (HOME, 3)
    settle(frontier, HOME, "listing")
    count_broken_off(frontier.corpus, HOME)
    assert frontier.corpus.value("SELECT tries FROM pages WHERE url = ?", [HOME]) == 0
