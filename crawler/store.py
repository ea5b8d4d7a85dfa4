"""Extracts into the corpus: sources, articles with their former versions, and a row for every page seen."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime

from corpus import Article, Corpus
from corpus.forgotten import Forgotten
from corpus.ids import article_id
from crawler.extract import Extract
from crawler.relevance import Relevance
from crawler.sources import own_folder, publisher_of
from crawler.urls import domain, host_of

NEW, CHANGED, SAME, FORGOTTEN = "new", "changed", "unchanged", "forgotten"
#: What a later look at the same article does not change.
_KEPT = ("fetched_at", "family_id")


@dataclass(frozen=True)
class PageRow:
    """A row of `pages`: one URL, what became of it, and why."""

    url: str
    outcome: str
    status: int | None = None
    fetched_at: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_sha256: str | None = None
    error: str | None = None
    article_id: str | None = None
    host: str = ""
    crawl_id: int | None = None
    part_of: str | None = None
    claims: str | None = None
    text_sha256: str | None = None


@dataclass(frozen=True)
class Stored:
    """What became of an article: its id, and `new`, `changed`, `unchanged` or `forgotten`."""

    article_id: str
    change: str


def now() -> str:
    """Return the present time in UTC, to the second, in ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def sha256(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def to_article(
    extract: Extract,
    relevance: Relevance,
    *,
    url: str | None,
    fetched_at: str,
    sample: bool,
    known_as: str | None = None,
) -> Article:
    """Return the article that `extract`, found at the canonical `url` (None for a file), makes.

    `known_as` is the id that a file's article already has, which stays though its text changes.
    """
    return Article(
        id=article_id(url, extract.text) if url or not known_as else known_as,
        text=extract.text,
        url=url,
        title=extract.title,
        author=extract.author,
        author_title=extract.author_title,
        author_side=extract.author_side,
        published=extract.published,
        source_id=domain(url) if url else None,
        language=extract.language,
        access=extract.access,
        words=extract.words,
        relevance=relevance.score,
        relevance_reason=relevance.reason,
        fetched_at=fetched_at,
        sample=int(sample),
    )


_ARTICLE = tuple(one.name for one in fields(Article))
_NEW_ARTICLE = f"INSERT INTO articles ({', '.join(_ARTICLE)}) VALUES ({', '.join(f':{name}' for name in _ARTICLE)})"


def store_article(corpus: Corpus, article: Article, publication: str | None = None) -> Stored:
    """Write `article` and its source inside the caller's transaction; a former text is kept as a version.

    An article that is there in the same words is left as it is, down to the time of its first look. What was forgotten
    does not come back: neither the article, nor those lines of it.
    """
    remaining = Forgotten.of(corpus).remaining(article, host_of(article.url or ""))
    if remaining is None:
        return Stored(article.id, FORGOTTEN)
    article = remaining
    before = next(iter(corpus.rows("SELECT * FROM articles WHERE id = ?", (article.id,))), None)
    row = asdict(article)
    if before is None:
        _store_source(corpus, article, publication)
        corpus.db.conn.execute(_NEW_ARTICLE, {**row, "family_id": article.id})
        return Stored(article.id, NEW)
    if all(before[name] == value for name, value in row.items() if name not in _KEPT):
        return Stored(article.id, SAME)
    if before["text"] != article.text:
        version = {"article_id": article.id, "replaced_at": article.fetched_at}
        corpus.write(
            "article_versions",
            [{**version, "title": before["title"], "text": before["text"]}],
            key=("article_id", "replaced_at"),
        )
    corpus.write("articles", [{**row, **{name: before[name] for name in _KEPT}}])
    return Stored(article.id, CHANGED)


def _store_source(corpus: Corpus, article: Article, publication: str | None) -> None:
    """Write the source of `article` as its file tells it; one without a file goes by what the page says."""
    if article.source_id and not corpus.value("SELECT 1 FROM sources WHERE id = ?", (article.source_id,)):
        known = publisher_of(article.source_id, own_folder(corpus.path))
        source = {
            "id": article.source_id,
            "domain": article.source_id,
            "name": known.name if known else publication,
            "kind": known.kind if known else None,
            "country": known.country if known else None,
            "language": known.language if known else article.language,
        }
        corpus.write("sources", [source])


_COLUMNS = tuple(one.name for one in fields(PageRow))
#: What the frontier knows of an address (its depth, priority and referrer) stays; it leaves the queue.
_STORE_PAGE = f"""
INSERT INTO pages ({", ".join(_COLUMNS)}) VALUES ({", ".join(f":{name}" for name in _COLUMNS)})
ON CONFLICT (url) DO UPDATE SET queued = 0, tries = 0,
{", ".join(f"{name} = excluded.{name}" for name in _COLUMNS if name != "url")}
"""


def store_page(corpus: Corpus, page: PageRow) -> None:
    """Write the row of one page inside the caller's transaction; a later look replaces an earlier one."""
    corpus.db.conn.execute(_STORE_PAGE, asdict(page))
