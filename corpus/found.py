"""What a corpus holds of a page, a domain or a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from corpus.forgotten import words_of
from corpus.store import Corpus


@dataclass
class Found:
    """What a corpus holds of what is to be forgotten.

    `articles` go whole; of the articles in `quoting` go the lines that name or quote the person. `urls` are the addresses
    of their pages, the quoting ones' too: whatever an archive keeps under them goes.
    """

    kind: str
    what: str
    articles: set[str] = field(default_factory=set)
    quoting: set[str] = field(default_factory=set)
    urls: set[str] = field(default_factory=set)

    def is_gone(self, url: str) -> bool:
        """Tell whether what an archive keeps of `url`, in canonical form, must go."""
        return url in self.urls or (self.kind == "domain" and is_within(host_of(url), self.what))


def find(corpus: Corpus, kind: str, what: str) -> Found:
    """Return what `corpus` holds of `what`: a canonical URL (or the id of an article), a domain, or a person's name."""
    found = Found(kind, what)
    {"url": _find_url, "domain": _find_domain, "person": _find_person}[kind](corpus, found)
    held = {*found.articles, *found.quoting}
    found.urls |= {r["url"] for r in corpus.rows("SELECT url, article_id FROM pages") if r["article_id"] in held}
    found.urls |= {r["url"] for r in corpus.rows("SELECT id, url FROM articles") if r["id"] in held and r["url"]}
    return found


def _find_url(corpus: Corpus, found: Found) -> None:
    """Find the article of an address, and every article in the very same words."""
    url = found.what
    page = corpus.value("SELECT article_id FROM pages WHERE url = ?", [url])
    for row in corpus.rows("SELECT id, text FROM articles WHERE ? IN (id, url) OR id = ?", [url, page]):
        same = corpus.rows("SELECT id FROM articles WHERE text = ?", [row["text"]])
        found.articles |= {row["id"], *(one["id"] for one in same)}
    if corpus.value("SELECT 1 FROM pages WHERE url = ?", [url]):
        found.urls.add(url)


def _find_domain(corpus: Corpus, found: Found) -> None:
    rows = corpus.rows("SELECT id, url FROM articles WHERE url IS NOT NULL")
    found.articles = {row["id"] for row in rows if is_within(host_of(row["url"]), found.what)}
    found.urls = {r["url"] for r in corpus.rows("SELECT url FROM pages") if is_within(host_of(r["url"]), found.what)}


def _find_person(corpus: Corpus, found: Found) -> None:
    """Find the articles that a person wrote, and those that name the person or quote him by name or surname."""
    name = f" {' '.join(words_of(found.what))} "
    for row in corpus.rows("SELECT id, author, title, text FROM articles"):
        if name in _spaced(row["author"]):
            found.articles.add(row["id"])
        elif name in _spaced(f"{row['title']}\n{row['text']}"):
            found.quoting.add(row["id"])
    for row in corpus.rows("SELECT article_id, text, title FROM article_versions"):
        if row["article_id"] not in found.articles and name in _spaced(f"{row['title']}\n{row['text']}"):
            found.quoting.add(row["article_id"])
    for row in corpus.rows("SELECT DISTINCT article_id, speaker FROM statements WHERE speaker IS NOT NULL"):
        if row["article_id"] not in found.articles and name == _spaced(row["speaker"]):
            found.quoting.add(row["article_id"])


def _spaced(text: str | None) -> str:
    return f" {' '.join(words_of(text or ''))} "


def host_of(url: str) -> str:
    """Return the host of `url` in lower case; empty for what is no web address."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:  # no address, so on no host
        return ""


def is_within(host: str, domain: str) -> bool:
    """Tell whether `host` is `domain` or stands below it."""
    return host == domain or host.endswith(f".{domain}")
