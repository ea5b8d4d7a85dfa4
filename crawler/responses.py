"""From a response to a Page: what the server said of it, and what was read from it."""

from __future__ import annotations

from scrapy.http import Response

from crawler.decode import decode
from crawler.extract import NothingToRead
from crawler.items import Page
from crawler.page import read_html
from crawler.plaintext import read_text
from crawler.relevance import score
from crawler.store import now, sha256

HTML_TYPES = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "")
REDIRECTS = (301, 302, 303, 307, 308)


def page_of(response: Response, url: str | None = None) -> Page:
    """Return the page of `response`, unread; `url` is its canonical address, when that is another than was sent."""
    return Page(
        url=url or response.url,
        status=response.status,
        fetched_at=now(),
        etag=header(response, "ETag"),
        last_modified=header(response, "Last-Modified"),
        content_sha256=sha256(response.body) if response.body else None,
    )


def read_into(page: Page, response: Response, text: str) -> None:
    """Read the `text` of `response` into `page`; one that holds none is settled as `not_text`."""
    kind = media_type(response)
    if kind not in (*HTML_TYPES, "text/plain"):
        return page.settle("not_text", f"its type is {kind}")
    try:
        page.extract = read_text(text) if kind == "text/plain" else read_html(text, page.url)
    except NothingToRead as error:
        return page.settle("not_text", str(error))
    return judge_relevance(page)


def text_of(response: Response) -> str:
    """Return the body of `response` as text, by the character set that it names or else by its looks; empty for no text."""
    if media_type(response) not in (*HTML_TYPES, "text/plain"):
        return ""
    declared = (header(response, "Content-Type") or "").partition("charset=")[2].strip("\"' ;") or None
    return decode(response.body, declared)


def judge_relevance(page: Page) -> None:
    """Score what was read into `page`."""
    if page.extract:
        page.relevance = score(page.extract.title, page.extract.text, page.url)


def header(response: Response, name: str) -> str | None:
    """Return a header of `response` as text, None when it has none."""
    value = response.headers.get(name)
    return value.decode("latin-1") if isinstance(value, bytes) else None


def media_type(response: Response) -> str:
    """Return the media type that the server names, without its parameters."""
    return (header(response, "Content-Type") or "").partition(";")[0].strip().lower()
