"""The frontier: which addresses are known, which is asked for next, and where a crawl that was stopped goes on.

It lives in `pages`, a row an address from the moment it is met, so that a crawl may be killed at any time and holds no
more in memory than the names of its hosts. Rows are written in the transaction of the page that showed them.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from corpus import Corpus
from corpus.forgotten import Forgotten
from crawler.items import Link
from crawler.links import LIST, START
from crawler.outcomes import WITH_ARTICLE
from crawler.sources import in_section
from crawler.store import now
from crawler.urls import site_of
from crawler.variants import own_forms

#: An address that was being read so many times when a crawl broke off is what breaks it.
MOST_TRIES = 5
#: So many addresses are remembered as written; the rows know the others.
MOST_RECENT = 20_000
#: A host that does not answer so many times in a row is left alone until the next crawl.
MOST_FAILURES = 5

Row = dict[str, str | int | None]


@dataclass(frozen=True)
class Task:
    """The next address to ask for, and what is known of it from before."""

    url: str
    host: str
    depth: int
    priority: int
    redirects: int
    tries: int
    outcome: str
    part_of: str | None
    article_id: str | None
    etag: str | None
    last_modified: str | None
    content_sha256: str | None


@dataclass(frozen=True)
class Bounds:
    """How far a crawl goes: the hosts it may visit, the most pages, the links from a start, and when it looks again.

    A page with an article is asked for again after `recheck` days, lists by every crawl; with `afresh`, all pages are.
    Links of a domain in `sections` are asked for within its folders only; feeds, and what a page leads on to, are spared.
    """

    hosts: tuple[str, ...]
    max_pages: int
    max_depth: int
    recheck: float
    afresh: bool = False
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_TASK = """
SELECT url, host, depth, priority, redirects, tries, outcome, part_of, article_id, etag, last_modified, content_sha256
FROM pages WHERE queued = 1 AND host = ? AND {which} ORDER BY priority DESC, depth, url LIMIT 1
"""
_ANY, _PARTS_ONLY = "1", "part_of IS NOT NULL"
#: What a crawl was killed in comes after everything else: it may be what killed it.
_UNTRIED = "tries = 0"
_MET = """
INSERT INTO pages (url, outcome, error, host, depth, priority, reason, referrer, redirects, queued)
VALUES (:url, :outcome, :error, :host, :depth, :priority, :reason, :referrer, :redirects, :queued)
ON CONFLICT (url) DO UPDATE SET
    outcome = CASE outcome WHEN 'outside' THEN excluded.outcome ELSE outcome END,
    error = CASE outcome WHEN 'outside' THEN excluded.error ELSE error END,
    queued = CASE WHEN outcome IN ('outside', 'waiting') THEN max(queued, excluded.queued) ELSE queued END,
    reason = CASE WHEN excluded.priority > priority OR (excluded.priority = priority AND excluded.reason < reason)
             THEN excluded.reason ELSE reason END,
    priority = max(priority, excluded.priority), depth = min(depth, excluded.depth)
WHERE excluded.priority > priority OR (excluded.priority = priority AND excluded.reason < reason)
   OR excluded.depth < depth OR (outcome = 'outside' AND excluded.outcome <> 'outside')
"""
_AGAIN = """
INSERT INTO pages (url, outcome, host, depth, priority, reason, referrer, redirects, part_of, queued)
VALUES (:url, 'waiting', :host, :depth, :priority, :reason, :referrer, :redirects, :part_of, 1)
ON CONFLICT (url) DO UPDATE SET
    queued = 1, part_of = coalesce(excluded.part_of, part_of), priority = max(priority, excluded.priority),
    outcome = CASE WHEN outcome = 'outside' THEN 'waiting' ELSE outcome END,
    depth = min(depth, excluded.depth), redirects = excluded.redirects
"""
_OUTSIDE = "SELECT url FROM pages WHERE host = ? AND outcome = 'outside'"
_NOW_INSIDE = "UPDATE pages SET outcome = 'waiting' WHERE url = ?"
_ASK_AGAIN = f"""
UPDATE pages SET queued = 1 WHERE queued = 0 AND part_of IS NULL AND host = :host AND depth <= :depth AND (
    outcome IN ('waiting', 'listing', 'timeout', 'error', 'in_parts')
    OR (outcome = 'status' AND status >= 429)
    OR (:afresh AND outcome NOT IN ('robots_txt', 'outside', 'refused', 'blocked', 'forgotten', 'gone'))
    OR (outcome IN ({", ".join(f"'{name}'" for name in WITH_ARTICLE)}, 'status', 'forbidden_by_robots') AND fetched_at < :before)
)
"""


class Frontier:
    """The queue of one crawl over the rows of `pages`."""

    def __init__(self, corpus: Corpus, bounds: Bounds, crawl_id: int) -> None:
        self.corpus, self.bounds, self.crawl_id = corpus, bounds, crawl_id
        self.hosts = frozenset(bounds.hosts)
        self.forgotten = Forgotten.of(corpus)
        self.turns = deque(sorted(self.hosts))
        self.empty: set[str] = set()
        self.asked: int = corpus.value(
            "SELECT count(*) FROM pages WHERE crawl_id = ? AND outcome <> 'robots_txt'", [crawl_id]
        )
        self.recent: dict[str, tuple[int, str, int]] = {}
        self.failures: dict[str, int] = {}
        self.set_aside: dict[str, str] = {}

    def next_task(self, busy: Collection[str]) -> Task | None:
        """Return the best address of the next host in turn that is not `busy`, or None when there is none now.

        What a crawl was killed in waits until no other address can be asked for.
        """
        return self._next(busy, _UNTRIED) or self._next(busy, _ANY)

    def _next(self, busy: Collection[str], which: str) -> Task | None:
        for _ in range(len(self.turns)):
            host = self.turns[0]
            self.turns.rotate(-1)
            if host in busy or host in self.set_aside or host in self.empty:
                continue
            if task := self._best(host, which):
                self.asked += 1
                return task
            if which == _ANY:
                self.empty.add(host)
        return None

    def _best(self, host: str, which: str = _ANY) -> Task | None:
        """Return the best address of `host`; beyond the most pages only what completes an article."""
        bound = _ANY if self.asked < self.bounds.max_pages else _PARTS_ONLY
        row = self.corpus.db.execute(_TASK.format(which=f"{bound} AND {which}"), [host]).fetchone()
        return Task(*row) if row else None

    def has_more(self, busy: Collection[str]) -> bool:
        """Tell whether an address waits that may be asked for once its host is free."""
        open_hosts = (host for host in self.turns if host not in self.empty and host not in self.set_aside)
        return any(host in busy or self._best(host) for host in open_hosts)

    def known_own_form(self, url: str) -> str | None:
        """Return the known address of which `url` is the print or phone form."""
        known = "SELECT url FROM pages WHERE url = ? AND outcome NOT IN ('status', 'gone', 'outside', 'refused')"
        return next((form for form in own_forms(url) if self.corpus.value(known, [form])), None)

    def add(self, links: Iterable[Link], referrer: str | None) -> None:
        """Write the rows of `links` inside the caller's transaction."""
        met: list[Row] = []
        again: list[Row] = []
        for link in links:
            if self._written(link):
                continue
            if self.forgotten.hashes and self.forgotten.page(link.url, site_of(link.url)):
                continue  # not even its address is kept
            row = self._row(link, referrer)
            (again if link.again else met).append(row)
            if row["queued"]:
                self.empty.discard(row["host"])
        if met:
            self.corpus.db.conn.executemany(_MET, met)
        if again:
            self.corpus.db.conn.executemany(_AGAIN, again)

    def _written(self, link: Link) -> bool:
        """Tell whether the row of `link` has all that it says; a menu's links come again on every page."""
        known, says = self.recent.get(link.url), (link.priority, link.reason, link.depth)
        if not link.again and known and known[:2] == says[:2] and known[2] <= link.depth:
            return True
        if len(self.recent) >= MOST_RECENT:
            self.recent.clear()
        self.recent[link.url] = says
        return False

    def _row(self, link: Link, referrer: str | None) -> Row:
        host = site_of(link.url)
        within = host in self.hosts and (
            link.priority >= LIST or not self.bounds.sections or in_section(link.url, self.bounds.sections)
        )
        outcome = "outside" if link.outcome == "waiting" and not within else link.outcome
        return {
            "url": link.url, "host": host, "outcome": outcome, "error": link.error, "depth": link.depth,
            "priority": link.priority, "reason": link.reason or None, "referrer": referrer, "redirects": link.redirects,
            "part_of": link.part_of, "queued": int(outcome == "waiting" and link.depth <= self.bounds.max_depth),
        }  # fmt: skip

    def told(self, host: str, *, answered: bool) -> None:
        """Take note of whether a host answered; one that keeps silent is set aside."""
        if answered:
            self.failures.pop(host, None)
            return
        self.failures[host] = self.failures.get(host, 0) + 1
        if self.failures[host] >= MOST_FAILURES:
            self.set_aside.setdefault(host, f"it did not answer {MOST_FAILURES} times in a row")

    def left(self) -> int:
        """Count the addresses of the hosts that were met and not asked for."""
        marks = ", ".join("?" for _ in self.bounds.hosts)
        sql = f"SELECT count(*) FROM pages WHERE outcome = 'waiting' AND host IN ({marks})"
        return int(self.corpus.value(sql, self.bounds.hosts))


def start_crawl(corpus: Corpus, starts: Collection[str], bounds: Bounds) -> int:
    """Return the id of the crawl from `starts`: of the one that was stopped, or of a new one, with its addresses queued."""
    wanted = json.dumps(sorted({*starts, *bounds.hosts}))
    stopped = "SELECT id FROM crawls WHERE starts = ? AND finished IS NULL ORDER BY id DESC LIMIT 1"
    known = None if bounds.afresh else corpus.value(stopped, [wanted])
    if known is not None:
        return int(known)
    with corpus.transaction():
        corpus.execute("INSERT INTO crawls (started, starts) VALUES (?, ?)", (now(), wanted))
        crawl_id = int(corpus.value("SELECT max(id) FROM crawls"))
        frontier = Frontier(corpus, bounds, crawl_id)
        frontier.add(_start_links(starts), None)
        for host in bounds.hosts:
            _ask_again(corpus, host, bounds)
    return crawl_id


def count_broken_off(corpus: Corpus, url: str | None) -> None:
    """Count a try for the page that a crawl broke off in reading: one that ends the program is found out at last."""
    with corpus.transaction():
        corpus.execute("UPDATE pages SET tries = tries + 1 WHERE url = ? AND queued = 1", (url,))


def end_crawl(corpus: Corpus, crawl_id: int) -> None:
    """Note that a crawl has come to its end: the next one from the same addresses is a new one."""
    with corpus.transaction():
        corpus.execute("UPDATE crawls SET finished = ? WHERE id = ?", (now(), crawl_id))


def _start_links(starts: Iterable[str]) -> Iterator[Link]:
    return (Link(url, START, "the crawl starts here", again=True) for url in starts)


def _ask_again(corpus: Corpus, host: str, bounds: Bounds) -> None:
    """Queue what a new crawl asks `host` for again, and what earlier ones met and left."""
    before = (datetime.now(UTC) - timedelta(days=bounds.recheck)).strftime("%Y-%m-%dT%H:%M:%SZ")
    values = {"host": host, "depth": bounds.max_depth, "before": before, "afresh": int(bounds.afresh)}
    outside = [row["url"] for row in corpus.rows(_OUTSIDE, [host])]
    corpus.db.conn.executemany(_NOW_INSIDE, [(url,) for url in outside if in_section(url, bounds.sections)])
    corpus.db.conn.execute(_ASK_AGAIN, values)
