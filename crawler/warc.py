"""Read WARC files, ours, Common Crawl's and anybody's: the web pages among their records, one after another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from backports import zstd
from scrapy.http import HtmlResponse
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawler.responses import HTML_TYPES
from crawler.urls import NotAWebAddress, canonical

ENDINGS = (".warc", ".warc.gz")
_PIECE = 65_536


@dataclass(frozen=True)
class Kept:
    """A page as an archive keeps it: the response, when it came (ISO 8601), and whether the archive cut it off."""

    response: HtmlResponse
    fetched_at: str | None
    cut: bool = False


@dataclass
class WarcReader:
    """Reads one file from front to back, a record at a time, so that its size does not matter.

    `counts` tells the records passed over by why; `problems` are sentences on what could not be read.
    """

    path: Path
    most_bytes: int
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def pages(self) -> Iterator[Kept]:
        """Yield the HTML pages of the file in its order; a damaged end is told in `problems`, and what came before stays."""
        records = 0
        with self.path.open("rb") as file:
            try:
                for record in ArchiveIterator(file, check_digests=True):
                    records += 1
                    if page := self._page(record):
                        yield page
            except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
                self.problems.append(
                    f"{self.path} is damaged behind its first {records:,} records ({_reason(error)}); these were read."
                )

    def _page(self, record: Any) -> Kept | None:
        why_not = _not_a_page(record)
        if why_not:
            self.counts[why_not] += 1
            return None
        url, body = record.rec_headers.get_header("WARC-Target-URI"), _body(record, self.most_bytes)
        if len(body) > self.most_bytes:
            self.counts["too large"] += 1
            return None
        if record.raw_stream.limit or record.digest_checker.passed is False:
            self.counts["damaged"] += 1
            self.problems.append(f"{self.path}: the record of {url} is cut off or damaged; it was left out.")
            return None
        headers = {name: value for name, value in record.http_headers.headers if name.lower() != "content-encoding"}
        cut = record.rec_headers.get_header("WARC-Truncated") is not None
        return Kept(
            HtmlResponse(canonical(url), headers=headers, body=body), record.rec_headers.get_header("WARC-Date"), cut
        )


def _not_a_page(record: Any) -> str | None:
    """Return why a record holds no web page that came whole, or None when it does."""
    if record.rec_type == "revisit":
        return "seen before"  # it says that the words are those of an earlier record, and holds none
    if record.rec_type != "response" or record.http_headers is None:
        return "other record"
    if record.http_headers.get_statuscode() != "200":
        return "status"
    try:
        path = urlsplit(canonical(record.rec_headers.get_header("WARC-Target-URI") or "")).path
    except NotAWebAddress:
        return "other record"
    if path == "/robots.txt":
        return "robots.txt"
    kind = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return None if kind in (*HTML_TYPES, "text/plain") else "not HTML"


def _body(record: Any, most_bytes: int) -> bytes:
    """Return the body, unpacked and joined, as far as one byte beyond the most allowed."""
    stream, pieces, size = record.content_stream(), [], 0
    while size <= most_bytes and (piece := stream.read(min(_PIECE, most_bytes + 1 - size))):
        pieces.append(piece)
        size += len(piece)
    body = b"".join(pieces)
    packed = (record.http_headers.get_header("Content-Encoding") or "").lower() == "zstd"
    return _unpacked(body, most_bytes) if packed else body  # what warcio itself does not unpack


def _unpacked(body: bytes, most_bytes: int) -> bytes:
    try:
        return zstd.ZstdDecompressor().decompress(body, most_bytes + 1)
    except (zstd.ZstdError, EOFError):
        return b""  # a damaged body holds no page


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__
