"""Sources as data: one small YAML file a publisher, in `datasets/sources/` and in the user's own folder."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from corpus.data import data_path
from corpus.errors import BadInput
from crawler.urls import NotAWebAddress, canonical, host_of

#: What only a look at the publisher's site can tell: such a value needs the date of that look.
ONLY_CHECKED = ("country", "feed", "sitemap", "robots", "terms", "least", "most")
#: The user's own files are looked for in this folder beside the corpus; one of the same name replaces a shipped one.
OWN_FOLDER = "sources"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Publisher:
    """One publisher: where to begin, and what is known of it.

    `domain` is its host without `www.`; `start` are web pages of it; `section` are the folders of its site (such as
    `/blog/`) that links may lead to, empty for all. `robots` is `allowed` or `forbidden` for the start pages.
    `least` and `most` are how many articles a whole crawl should bring. `checked` is the date (ISO 8601) of the look
    at the site that found `ONLY_CHECKED`.
    """

    domain: str
    start: tuple[str, ...]
    name: str | None = None
    kind: str | None = None
    language: str | None = None
    section: tuple[str, ...] = ()
    country: str | None = None
    feed: str | None = None
    sitemap: str | None = None
    robots: str | None = None
    terms: str | None = None
    least: int | None = None
    most: int | None = None
    checked: str | None = None

    @property
    def start_urls(self) -> tuple[str, ...]:
        """Where a crawl of it begins: the start pages, then the feed and the sitemap if they are known."""
        return (*self.start, *(url for url in (self.feed, self.sitemap) if url))

    def as_yaml(self) -> str:
        """Return the file that `read_sources` reads as this publisher."""
        row = {**asdict(self), "start": list(self.start), "section": list(self.section) or None}
        return yaml.safe_dump(row, sort_keys=False, allow_unicode=True, width=1000)


def read_sources(path: Path) -> list[Publisher]:
    """Return the publishers of one file: a mapping, a list of mappings, or several documents.

    Raises BadInput, which names the file and the key, for a file that cannot be used.
    """
    try:
        documents = list(yaml.load_all(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read: {error}.") from error
    except yaml.YAMLError as error:
        raise BadInput(f"{path} is no YAML that can be read: {' '.join(str(error).split())}.") from error
    entries = [entry for one in documents for entry in (one if isinstance(one, list) else [one])]
    if not entries or not all(isinstance(entry, dict) for entry in entries):
        raise BadInput(f"{path} names no source: it needs at least `domain:` and `start:`.")
    return [_publisher(path, entry) for entry in entries]


def _publisher(path: Path, entry: Mapping[str, Any]) -> Publisher:
    known = {field.name for field in fields(Publisher)}
    if unknown := sorted(str(key) for key in entry if key not in known):
        raise BadInput(f"{path}: there is no key {unknown[0]!r}; the keys are {', '.join(sorted(known))}.")
    values = {key: value for key, value in entry.items() if value is not None}
    for key in ("start", "section"):
        values[key] = _texts(path, key, values.get(key, []))
    for key, value in values.items():
        _check_type(path, key, value)
    if "checked" not in values and (found := [key for key in ONLY_CHECKED if key in values]):
        raise BadInput(f"{path}: {found[0]!r} has a value, but `checked` does not say on which day that was looked up.")
    return Publisher(**{**values, "start": _start_pages(path, values)})


def _texts(path: Path, key: str, value: Any) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise BadInput(f"{path}: {key!r} must be a list of texts.")
    return tuple(listed)


def _check_type(path: Path, key: str, value: Any) -> None:
    if key in ("least", "most"):
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise BadInput(f"{path}: {key!r} must be a number of articles.")
    elif key == "section":
        if not all(folder.startswith("/") and folder.endswith("/") for folder in value):
            raise BadInput(f"{path}: a `section` is a folder of the site, such as /blog/.")
    elif key == "checked":
        if not _DATE.fullmatch(str(value)):
            raise BadInput(f"{path}: `checked` must be a date such as '2026-05-14', in quotes.")
    elif key != "start" and not isinstance(value, str):
        raise BadInput(f"{path}: {key!r} must be a text.")


def _start_pages(path: Path, values: Mapping[str, Any]) -> tuple[str, ...]:
    domain = values.get("domain")
    if not domain or not values["start"]:
        raise BadInput(f"{path}: {'start' if domain else 'domain'!r} is missing.")
    try:
        pages = tuple(canonical(url) for url in values["start"])
    except NotAWebAddress as error:
        raise BadInput(f"{path}: {error}") from error
    if strange := [url for url in pages if not is_within(host_of(url), domain)]:
        raise BadInput(f"{path}: {strange[0]} is no page of {domain}.")
    return pages


def is_within(host: str, domain: str) -> bool:
    """Tell whether `host` is `domain` or stands below it."""
    return host == domain or host.endswith(f".{domain}")


def catalogue(folder: Path | None = None) -> dict[str, Publisher]:
    """Return all publishers by domain: those that ship with Crosstalk, and over them those of the user's `folder`."""
    return {**_shipped(), **_own(folder)}


def own_folder(corpus_path: Path | str | None) -> Path | None:
    """Return where the user's own source files of a corpus are; None for a corpus in memory."""
    return Path(corpus_path).absolute().parent / OWN_FOLDER if corpus_path else None


@cache
def _shipped() -> Mapping[str, Publisher]:
    files = sorted(data_path("datasets", "sources").glob("*.yaml"))
    return {publisher.domain: publisher for path in files for publisher in read_sources(path)}


def publisher_of(host: str, folder: Path | None = None) -> Publisher | None:
    """Return the publisher to whom `host` belongs: the one with the longest domain that it stands in."""
    own = _own(folder)
    return next((found for name in parents(host) if (found := own.get(name) or _shipped_one(name))), None)


@cache
def _own(folder: Path | None) -> Mapping[str, Publisher]:
    paths = sorted(folder.glob("*.yaml")) if folder and folder.is_dir() else []
    return {publisher.domain: publisher for path in paths for publisher in read_sources(path)}


@cache
def _shipped_one(domain: str) -> Publisher | None:
    """Return the shipped publisher of `domain`, whose file bears its name, without reading the others."""
    path = data_path("datasets", "sources", f"{domain}.yaml")
    return read_sources(path)[0] if path.is_file() else None


def picked(publishers: Mapping[str, Publisher], domains: Iterable[str]) -> list[Publisher]:
    """Return the publishers of `domains`; raise BadInput, with those that look alike, for one that there is not."""
    return [_picked(publishers, name.lower().removeprefix("www.")) for name in domains]


def _picked(publishers: Mapping[str, Publisher], name: str) -> Publisher:
    if name in publishers:
        return publishers[name]
    alike = [domain for domain in publishers if name.partition(".")[0] in domain][:5]
    hint = f"; near it: {', '.join(alike)}" if alike else ""
    raise BadInput(f"There is no source {name}{hint}. All of them: crosstalk sources")


def blocked(folder: Path | None = None) -> dict[str, str]:
    """Return the domains that are never requested, each with the reason: of the shipped list and the user's own."""
    paths = [data_path("datasets", "sources", "blocked.csv"), *([folder / "blocked.csv"] if folder else [])]
    return {domain: reason for path in paths if path.is_file() for domain, reason in _blocked_rows(path)}


def _blocked_rows(path: Path) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if rows.fieldnames is None or "domain" not in rows.fieldnames:
            raise BadInput(f"{path} needs the columns domain,reason.")
        for row in rows:
            yield row["domain"].strip().lower(), (row.get("reason") or "on the user's list").strip()


def blocked_because(url: str, domains: Mapping[str, str]) -> str | None:
    """Return why `url` is never requested: its host, or one above it, is among the blocked `domains`; else None."""
    name = next((name for name in parents(host_of(url)) if name in domains), None)
    return f"{name} is never requested: {domains[name]}" if name else None


def parents(host: str) -> Iterator[str]:
    """Yield `host`, then each domain that it stands in."""
    labels = host.split(".")
    for start in range(len(labels)):
        yield ".".join(labels[start:])


def in_section(url: str, sections: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether `url` stands in one of the folders that `sections` names for its domain; True where none is named."""
    folders = next((sections[name] for name in parents(host_of(url)) if name in sections), ())
    return not folders or urlsplit(url).path.startswith(folders)
