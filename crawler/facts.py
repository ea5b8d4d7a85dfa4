"""What a page says about itself in machine-readable form: JSON-LD, meta elements, links."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from lxml.html import HtmlElement

from crawler.blocks import squeeze
from crawler.dates import iso_date
from crawler.urls import host_of, resolve

ARTICLE_TYPES = re.compile(r"article|posting|report|review", re.IGNORECASE)
AUTHOR_METAS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl")
DATE_METAS = (
    "article:published_time", "datepublished", "date", "dc.date", "dcterms.date", "dc.date.issued", "pubdate",
    "publishdate", "publish-date", "publication_date", "sailthru.date", "parsely-pub-date", "release-date", "citation_date",
    "og:published_time", "originalpublicationdate",
)  # fmt: skip
#: Query keys, and path endings, that count the pages of one article.
PAGE_KEYS = frozenset(("page", "pg", "pagenum", "pageno", "pagenumber", "paged", "slide", "slidenumber", "currentpage"))
#: A bare number ends a page's path too, but not after the digits of a date (/2012/05/).
_PAGE_PATH = re.compile(r"(?:/page[/-]?|(?<!/\d{4})(?<!/\d{2})/|\.html?-|-page-)(\d{1,2})/?$", re.IGNORECASE)
#: `/a.html-2` follows `/a.html`.
_ENDING = re.compile(r"\.html?$", re.IGNORECASE)
#: What a link to another page of the same article says, when it does not say the number.
_PAGER_TEXT = re.compile(r"^\W*(?:(?:next|previous|prev|go to|continue|back)( to)?( page)?( \d+)?)?\W*$", re.IGNORECASE)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")


@dataclass(frozen=True)
class Facts:
    """Machine-readable facts of one page; each may be missing, or be wrong."""

    title: str | None = None
    author: str | None = None
    author_title: str | None = None
    published: str | None = None
    publication: str | None = None
    url: str | None = None
    is_article: bool | None = None
    types: frozenset[str] = frozenset()
    pager_next: str | None = None
    pager_prev: str | None = None


def read_facts(tree: HtmlElement, url: str | None) -> Facts:
    """Return the facts of `tree`, a page found at `url` (None for a file)."""
    metas = _metas(tree)
    article = next(_articles_in(tree), {})
    own = url or _own_url(tree, metas, None)
    author, job = _author(article.get("author"))
    kind = metas.get("og:type", "")
    return Facts(
        title=_text(article.get("headline")) or metas.get("og:title") or metas.get("twitter:title"),
        author=author or next((who for key in AUTHOR_METAS if (who := _author(metas.get(key))[0])), None),
        author_title=job,
        published=_published(article, metas),
        publication=metas.get("og:site_name") or _text(_field(article.get("publisher"), "name")),
        url=_own_url(tree, metas, url),
        types=_types(tree, kind),
        is_article=True if article or kind == "article" else (False if kind in ("website", "blog") else None),
        pager_next=_pager(tree, own, 1),
        pager_prev=_pager(tree, own, -1),
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        if name and (content := squeeze(html.unescape(meta.get("content") or ""))):
            metas.setdefault(name, content)
    return metas


def _types(tree: HtmlElement, kind: str) -> frozenset[str]:
    """Return the types that the page gives itself, in lower case: og:type, and those of its JSON-LD outside any list."""
    named = [found.get("@type") for found in _described(tree)]
    flat = [one for name in named for one in (name if isinstance(name, list) else [name])]
    return frozenset(str(one).lower() for one in (*flat, kind) if one)


def _articles_in(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the JSON-LD objects of `tree` that describe an article."""
    yield from (found for found in _described(tree) if ARTICLE_TYPES.search(str(found.get("@type"))))


def _described(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the JSON-LD objects of `tree`; broken JSON describes nothing."""
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except json.JSONDecodeError:  # a page's own fault; its other facts still count
            continue
        yield from _objects(data)


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for part in data:
            yield from _objects(part)
    elif isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph", []))


def _field(data: Any, key: str) -> Any:
    if isinstance(data, list):
        data = data[0] if data else None
    return data.get(key) if isinstance(data, dict) else None


def _text(value: Any) -> str | None:
    return squeeze(html.unescape(value)) or None if isinstance(value, str) else None


def _author(value: Any) -> tuple[str | None, str | None]:
    """Return (name, job title) of an author given as text, object, or list of either; an address is no name."""
    if isinstance(value, list):
        people = [_author(person) for person in value]
        names = [name for name, _ in people if name]
        return (", ".join(names) or None, people[0][1] if people else None)
    name = _text(value) if isinstance(value, str) else _text(_field(value, "name"))
    name = re.sub(r"^by\s+", "", name, flags=re.IGNORECASE) if name else None
    if (
        not name
        or "://" in name
        or "@" in name
        or name.lower() in ("admin", "administrator", "staff", "editor", "none")
    ):
        return None, None
    return name, _text(_field(value, "jobTitle"))


def _published(article: dict[str, Any], metas: dict[str, str]) -> str | None:
    dates = [_text(article.get("datePublished")), *(metas.get(key) for key in DATE_METAS)]
    return next((iso for text in dates if (iso := iso_date(text))), None)


def _own_url(tree: HtmlElement, metas: dict[str, str], url: str | None) -> str | None:
    """Return the address that the page gives as its own: canonical link, og:url, or a browser's note on a saved page.

    A home page named as the canonical address of something else is a template's fault and is passed over.
    """
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    saved = [
        match.group(1)
        for note in tree.getroottree().xpath("//comment()")
        if (match := _SAVED_FROM.search(note.text or ""))
    ]
    for link in (*links, metas.get("og:url"), *saved):
        found = resolve(url or "", link) if link else None
        if found and (urlsplit(found).path != "/" or urlsplit(found).query) and _same_site(found, url):
            return found
    return None


def _same_site(found: str, url: str | None) -> bool:
    return url is None or host_of(found).split(".")[-2:] == host_of(url).split(".")[-2:]


def _pager(tree: HtmlElement, url: str | None, step: int) -> str | None:
    """Return the link to the page of the same article that is `step` after this one."""
    if not url:
        return None
    wanted, here = page_number(url) + step, _without_page(url)
    for link in tree.iter("a", "link"):
        href = link.get("href") or ""
        # most links say something else: only the few that may be a pager's are resolved
        if not _says_page(link, wanted) or (found := resolve(url, href or "#")) is None:
            continue
        if page_number(found) == wanted and _without_page(found) == here:
            return found
    return None


def _says_page(link: HtmlElement, number: int) -> bool:
    text = squeeze(str(link.text_content()))
    return link.tag == "link" or text.strip(" .[]()") == str(number) or bool(_PAGER_TEXT.match(text))


def page_number(url: str) -> int:
    """Return which page of its article `url` is; 1 when it does not say."""
    parts = urlsplit(url)
    for key, value in parse_qsl(parts.query):
        if key.lower() in PAGE_KEYS and value.isdigit():
            return int(value)
    match = _PAGE_PATH.search(parts.path)
    return int(match.group(1)) if match else 1


def _without_page(url: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    parts = urlsplit(url)
    query = tuple((key, value) for key, value in parse_qsl(parts.query) if key.lower() not in PAGE_KEYS)
    return parts.netloc, _ENDING.sub("", _PAGE_PATH.sub("", parts.path).rstrip("/")), query
