"""What a crawl begins with: the sources that were picked, and what their files say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import BadInput
from crawler.sources import Publisher, blocked, blocked_because, catalogue, picked, read_sources
from crawler.urls import NotAWebAddress, canonical

SOURCE_FILES = (".yaml", ".yml")
#: The languages that statements are coded in; of all sources, only those in them are crawled unasked.
CODED = ("en",)


@dataclass(frozen=True)
class Starts:
    """Where a crawl begins: its `urls`, the publishers among them, and the domains that were `passed_over`."""

    urls: tuple[str, ...]
    publishers: tuple[Publisher, ...] = ()
    passed_over: tuple[str, ...] = field(default=())

    @property
    def sections(self) -> dict[str, tuple[str, ...]]:
        """The folders that links of each publisher must stay in."""
        return {one.domain: one.section for one in self.publishers if one.section}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages whose texts are kept: those that are coded, and those of the sources that were picked."""
        return tuple(sorted({*CODED, *(one.language for one in self.publishers if one.language)}))


def starts(arguments: Sequence[str], domains: Sequence[str], folder: Path | None) -> Starts:
    """Return what web addresses and sources files among `arguments`, and the picked `domains`, begin with.

    With neither, all sources begin, but for those in languages that are not coded. Raises BadInput for a blocked
    address, an unknown source, and a file that cannot be used.
    """
    publishers = picked(catalogue(folder), domains) if domains else []
    urls = []
    for argument in arguments:
        if argument.endswith(SOURCE_FILES) and "://" not in argument:
            publishers += read_sources(Path(argument))
        else:
            urls.append(_web_page(argument))
    everything = list(catalogue(folder).values()) if not (arguments or domains) else []
    publishers += [one for one in everything if one.language in (None, *CODED)]
    found = tuple(dict.fromkeys([*urls, *(url for one in publishers for url in one.start_urls)]))
    _refuse_blocked(found, folder)
    foreign = tuple(one.domain for one in everything if one not in publishers)
    return Starts(found, tuple(publishers), foreign)


def publishers_of(arguments: Sequence[str], folder: Path | None) -> list[Publisher]:
    """Return the publishers of domains and sources files; raise BadInput for one that there is not."""
    files = [argument for argument in arguments if argument.endswith(SOURCE_FILES)]
    domains = [argument for argument in arguments if argument not in files]
    return [*(one for file in files for one in read_sources(Path(file))), *picked(catalogue(folder), domains)]


def _web_page(argument: str) -> str:
    try:
        return canonical(argument)
    except NotAWebAddress as error:
        raise BadInput(f"{error} A file of sources ends in .yaml.") from error


def _refuse_blocked(urls: Sequence[str], folder: Path | None) -> None:
    domains = blocked(folder)
    if reason := next((why for url in urls if (why := blocked_because(url, domains))), None):
        raise BadInput(reason if reason.endswith(".") else f"{reason}.")
