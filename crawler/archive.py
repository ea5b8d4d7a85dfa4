"""Keep every response as it came: a Scrapy middleware beside the socket, and WARC files (ISO 28500) beside the corpus."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from http.client import responses
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.errors import BadInput
from crawler.settings import ARCHIVE_SETTING

#: The archive's folder beside the corpus, unless the user names another.
ARCHIVE_FOLDER = "archive"
#: A file that has grown to this many bytes is closed, and the next response begins another.
MOST_FILE_BYTES = 1_000_000_000
ENDING = ".warc.gz"
#: The body is kept as Scrapy hands it on, no longer in chunks: such a header goes by another name.
_HOP_BY_HOP = ("transfer-encoding",)


def archive_folder(corpus_path: Path, chosen: str | Path | None = None) -> Path:
    """Return the folder of a corpus' archive: the one that the user has `chosen`, or the one beside the corpus."""
    return Path(chosen) if chosen else corpus_path.absolute().parent / ARCHIVE_FOLDER


class ArchiveResponses:
    """Write each response that comes from the net, before anything is unpacked, followed or judged."""

    def __init__(self, crawler: Crawler) -> None:
        folder = crawler.settings.get(ARCHIVE_SETTING)
        self.files = ArchiveFiles(Path(folder)) if folder else None
        crawler.signals.connect(self.close, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the archive of one crawl, as Scrapy asks for it."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Write a response, and hand it on as it is."""
        if self.files and "cached" not in response.flags:
            self.files.write(response)
        return response

    def close(self) -> None:
        """Close the file that is open."""
        if self.files:
            self.files.close()


class ArchiveFiles:
    """A folder of WARC files that grows by whole records, one gzip member each.

    A record is written in one go and handed to the system at once, so that a killed crawl leaves at most one record cut
    off at the end of its file. A former file is never opened for writing again: each crawl begins a new one.
    """

    def __init__(self, folder: Path, most_bytes: int = MOST_FILE_BYTES) -> None:
        self.folder = folder
        self.most_bytes = most_bytes
        self._file: BinaryIO | None = None

    def write(self, response: Response) -> None:
        """Append the record of one response."""
        record = BytesIO()
        writer = WARCWriter(record, gzip=True)
        writer.write_record(_record(writer, response))
        file = self._open()
        file.write(record.getvalue())
        file.flush()
        if file.tell() >= self.most_bytes:
            self.close()

    def close(self) -> None:
        """Close the file that is open; the next record begins another."""
        if self._file:
            self._file.close()
            self._file = None

    def _open(self) -> BinaryIO:
        if self._file is None:
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                self._file = _next_file(self.folder).open("xb")
            except OSError as error:
                raise BadInput(f"The archive {self.folder} cannot be written: {error.strerror}.") from error
            self._file.write(_heading(Path(self._file.name).name))
        return self._file


def _next_file(folder: Path) -> Path:
    """Return a name that sorts behind the files that are there, and that no other process gives."""
    time = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
    return folder / f"crosstalk-{time}-{os.getpid()}{ENDING}"


def _heading(name: str) -> bytes:
    """Return the warcinfo record with which a file begins."""
    heading = BytesIO()
    writer = WARCWriter(heading, gzip=True)
    writer.write_record(
        writer.create_warcinfo_record(name, {"software": "Crosstalk", "format": "WARC File Format 1.0"})
    )
    return heading.getvalue()


def _record(writer: WARCWriter, response: Response) -> object:
    """Return the WARC record of `response`: its status line, its headers and its body as they came."""
    headers = [
        (_header_name(name), value.decode("latin-1")) for name, values in response.headers.items() for value in values
    ]
    reason = responses.get(response.status, "")
    address = {"WARC-IP-Address": str(response.ip_address)} if response.ip_address else None
    return writer.create_warc_record(
        response.url,
        "response",
        payload=BytesIO(response.body),
        length=len(response.body),
        http_headers=StatusAndHeaders(f"{response.status} {reason}".strip(), headers, protocol="HTTP/1.1"),
        warc_headers_dict=address,
    )


def _header_name(name: bytes) -> str:
    text = name.decode("latin-1")
    return f"X-Archive-Orig-{text}" if text.lower() in _HOP_BY_HOP else text
