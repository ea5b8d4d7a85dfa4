"""Take an article, a domain or a person out of the corpus for good; of each, a hash stays, the reason and the day."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from corpus.cascade import delete_with_all
from corpus.cut import cut_article
from corpus.errors import NothingToDo
from corpus.forgotten import hashed
from corpus.found import Found, is_within
from corpus.runs import now, run
from corpus.store import Corpus

#: What stands in place of a forgotten address in the rows that stay.
MARK = "forgotten:"
_TO_BE_NAMED = "To be named anew: crosstalk themes"


def forget(corpus: Corpus, found: Found, why: str, *, dry_run: bool = False) -> dict[str, int]:
    """Take out what was `found` and return the rows that go, by table; with `dry_run` nothing is changed.

    Raises NothingToDo for `found` things that the corpus does not hold and that are forgotten already. Freed pages of the
    file are overwritten, and it is packed. Themes that lose statements are older than their coding from then on, so that
    publishing waits for new ones; the cache of vectors and the survey register are emptied, for they are made from words.
    """
    if dry_run:
        return _rehearsed(corpus, found, why)
    corpus.db.execute("PRAGMA secure_delete = ON")
    parameters = {"kind": found.kind, "sha256": hashed(found.kind, found.what)}
    with run(corpus, "forget", parameters) as record, corpus.transaction():
        record.counts = _take_out(corpus, found, why)
    corpus.db.execute("VACUUM")
    corpus.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return record.counts


class _Rehearsal(Exception):
    """Ends a transaction that was only to show what would go."""


def _rehearsed(corpus: Corpus, found: Found, why: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    try:
        with corpus.transaction():
            counts = _take_out(corpus, found, why)
            raise _Rehearsal
    except _Rehearsal:
        return counts


def _take_out(corpus: Corpus, found: Found, why: str) -> dict[str, int]:
    counts: Counter[str] = Counter()
    known = corpus.value("SELECT 1 FROM forgotten WHERE kind = ? AND sha256 = ?", _key(found.kind, found.what))
    if known and not (found.articles or found.quoting or found.urls):
        raise NothingToDo(f"{found.what} is forgotten already, and the corpus holds nothing of it.")
    _remember(corpus, why, _hashes(corpus, found))
    for article_id in sorted(found.quoting):
        _remember(corpus, why, [("block", line) for line in cut_article(corpus, article_id, found.what, counts)])
    _unname_themes(corpus, found.articles | found.quoting)
    delete_with_all(corpus, "articles", found.articles, counts)
    _mark_pages(corpus, found, counts)
    if found.kind == "domain":
        gone = [r["id"] for r in corpus.rows("SELECT id, domain FROM sources") if is_within(r["domain"], found.what)]
        delete_with_all(corpus, "sources", gone, counts)
    if counts["articles"] or counts["statements"] or counts["lines"]:
        counts["embeddings"] = corpus.value("SELECT count(*) FROM embeddings")
        corpus.execute("DELETE FROM embeddings")
        _clear_register(corpus)
    _mark_runs(corpus, found)
    return {name: n for name, n in sorted(counts.items()) if n}


#: The register is made from the figures of all articles, whose words it repeats; whoever forgets makes it anew.
_REGISTER = ("statement_findings", "finding_links", "retellings", "findings")


def _clear_register(corpus: Corpus) -> None:
    """Empty what the survey register has made of the articles: its findings, and the studies it only found named."""
    for table in _REGISTER:
        corpus.execute(f"DELETE FROM {table}")
    named = "SELECT id FROM studies WHERE origin = 'corpus' AND NOT by_hand"
    corpus.execute("UPDATE statistics SET finding_id = NULL, suggested_id = NULL")
    corpus.execute(f"UPDATE statistics SET study_id = NULL WHERE study_id IN ({named})")
    corpus.execute(f"DELETE FROM studies WHERE id IN ({named})")


def _hashes(corpus: Corpus, found: Found) -> list[tuple[str, str]]:
    """Return what is to be known again: the thing itself, and the addresses and texts of articles that go whole."""
    texts = corpus.rows(
        "SELECT id, url, text FROM articles WHERE id IN (SELECT value FROM json_each(?))", [_json(found)]
    )
    hashes = [(found.kind, found.what)]
    if found.kind != "domain":
        hashes += [("text", row["text"]) for row in texts]
        hashes += [("url", url) for url in _addresses(corpus, found) if url.startswith("http")]
    return hashes


def _addresses(corpus: Corpus, found: Found) -> list[str]:
    """Return the addresses of the articles that go whole."""
    sql = "SELECT url FROM {} WHERE {} IN (SELECT value FROM json_each(?)) AND url IS NOT NULL"
    rows = [*corpus.rows(sql.format("articles", "id"), [_json(found)])]
    rows += corpus.rows(sql.format("pages", "article_id"), [_json(found)])
    return sorted({row["url"] for row in rows})


def _remember(corpus: Corpus, why: str, hashes: Iterable[tuple[str, str]]) -> None:
    rows = [{"kind": kind, "sha256": hashed(kind, text), "forgotten_at": now(), "why": why} for kind, text in hashes]
    corpus.write("forgotten", {(r["kind"], r["sha256"]): r for r in rows}.values(), key=("kind", "sha256"))


def _unname_themes(corpus: Corpus, articles: set[str]) -> None:
    """A theme without a code goes by somebody's words: those that may be forgotten ones are taken off it."""
    corpus.execute(
        "UPDATE themes SET label = ?, description = '', keywords = '' WHERE code IS NULL AND id IN ("
        "SELECT theme_id FROM theme_statements JOIN statements ON statements.id = statement_id "
        "WHERE article_id IN (SELECT value FROM json_each(?)))",
        (_TO_BE_NAMED, json.dumps(sorted(articles))),
    )


def _mark_pages(corpus: Corpus, found: Found, counts: Counter[str]) -> None:
    """Leave, of each page that goes, a row that says so, under the hash of its address."""
    going = set(_addresses_of_pages(found, corpus))
    for url in sorted(going):
        corpus.execute("DELETE FROM pages WHERE url = ?", [url])
        corpus.write("pages", [{"url": _mark(url), "outcome": "forgotten"}], key="url")
        counts["pages"] += 1
    _replace_in(corpus, "pages", ("error", "referrer", "reason", "claims", "part_of"), going)
    if "page_parts" in corpus.db.table_names():
        for url in sorted(going):
            corpus.execute("DELETE FROM page_parts WHERE ? IN (url, first_url)", [url])


def mark_page(corpus: Corpus, url: str) -> None:
    """Put, inside the caller's transaction, a mark in place of the row of a page that turned out to be forgotten."""
    why = corpus.value("SELECT why FROM forgotten ORDER BY forgotten_at DESC LIMIT 1") or "forgotten"
    if not corpus.value("SELECT 1 FROM forgotten WHERE kind = ? AND sha256 = ?", _key("url", url)):
        _remember(corpus, why, [("url", url)])
    corpus.execute("DELETE FROM pages WHERE url = ?", [url])
    corpus.write("pages", [{"url": _mark(url), "outcome": "forgotten"}], key="url")


def _addresses_of_pages(found: Found, corpus: Corpus) -> Iterable[str]:
    """Pages of articles that only quote somebody stay; they hold no words."""
    quoting = {r["url"] for r in corpus.rows("SELECT url, article_id FROM pages") if r["article_id"] in found.quoting}
    return (found.urls - quoting) & {r["url"] for r in corpus.rows("SELECT url FROM pages")}


def _replace_in(corpus: Corpus, table: str, columns: Sequence[str], urls: set[str]) -> None:
    present = [column for column in columns if column in corpus.db.table(table).columns_dict]
    for column in present:
        for row in corpus.rows(f"SELECT url, {column} AS told FROM {table} WHERE {column} LIKE '%http%'"):
            if named := [url for url in urls if url in row["told"]]:
                corpus.execute(
                    f"UPDATE {table} SET {column} = ? WHERE url = ?", [_told(row["told"], named), row["url"]]
                )


def _told(text: str, urls: Iterable[str]) -> str:
    for url in sorted(urls, key=len, reverse=True):
        text = re.sub(rf"{re.escape(url)}(?=$|[\s,;)\"'])", _mark(url), text)
    return text


def _mark_runs(corpus: Corpus, found: Found) -> None:
    """Take forgotten addresses and the domain out of what former runs were asked."""
    for row in corpus.rows("SELECT id, parameters FROM runs"):
        asked = json.loads(row["parameters"])
        marked = _marked(asked, found)
        if marked != asked:
            corpus.execute(
                "UPDATE runs SET parameters = ? WHERE id = ?", [json.dumps(marked, sort_keys=True), row["id"]]
            )


def _marked(value: Any, found: Found) -> Any:
    if isinstance(value, dict):
        return {key: _marked(one, found) for key, one in value.items()}
    if isinstance(value, list):
        return [_marked(one, found) for one in value]
    gone = isinstance(value, str) and (value == found.what or found.is_gone(value))
    return _mark(value) if gone else value


def _mark(url: str) -> str:
    return MARK + hashed("url", url)[:16]


def _key(kind: str, what: str) -> list[str]:
    return [kind, hashed(kind, what)]


def _json(found: Found) -> str:
    return json.dumps(sorted(found.articles))
