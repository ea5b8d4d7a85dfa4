"""Files and folders into the corpus: saved pages (.html, .htm) and texts (.txt, .md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus import Corpus
from corpus.errors import BadInput
from crawler.decode import decode, is_binary
from crawler.extract import Extract, NothingToRead
from crawler.families import assign_families
from crawler.page import read_html
from crawler.plaintext import read_text
from crawler.relevance import score
from crawler.store import PageRow, now, sha256, store_article, store_page, to_article

HTML_ENDINGS = (".html", ".htm")
TEXT_ENDINGS = (".txt", ".md")
LATER_ENDINGS = (".warc", ".warc.gz", ".csv", ".jsonl")
#: A file longer than this is no article.
MOST_BYTES = 20_000_000
_CAN = "Crosstalk imports .html, .htm, .txt and .md"

#: Called after each file with how many are done, how many there are, and the file.
Progress = Callable[[int, int, Path], None]


@dataclass
class ImportReport:
    """What an import did: files by what became of them, and why the others were left out."""

    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    @property
    def imported(self) -> int:
        """How many files are in the corpus now, new or not."""
        return sum(self.counts.values()) - self.counts["left out"]


def import_paths(
    corpus: Corpus, paths: Sequence[Path | str], *, sample: bool = False, progress: Progress | None = None
) -> ImportReport:
    """Read the files and folders `paths` into `corpus`, each file in a transaction of its own.

    A path given by name that cannot be used raises BadInput before anything is written. A bad file in a folder is
    reported and has its row in `pages`, and the others go in; if none can, BadInput is raised.
    """
    files = _files(paths)
    report = ImportReport()
    for done, file in enumerate(files, start=1):
        _import_file(corpus, file, report, sample=sample)
        if progress:
            progress(done, len(files), file)
    assign_families(corpus)
    if not report.imported:
        raise BadInput(f"Nothing could be imported. {report.problems[0]}")
    return report


def _files(paths: Iterable[Path | str]) -> list[Path]:
    """Return the files that `paths` name, in order and once each; raise BadInput for one that cannot be used."""
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        if path.is_dir():
            within = sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))
            if not within:
                raise BadInput(f"The folder {path} is empty. {_CAN}.")
            found |= dict.fromkeys(within)
        elif problem := _unusable(path):
            raise BadInput(problem)
        else:
            found[path] = None
    return list(found)


def _unusable(path: Path) -> str | None:
    """Return a sentence that says why the file `path` cannot be used, or None."""
    if not path.is_file():
        return f"There is no file {path}."
    if path.name.lower().endswith(LATER_ENDINGS):
        return f"{path} cannot be imported yet: .warc, .csv and .jsonl are for a later version. {_CAN}."
    if path.suffix.lower() not in HTML_ENDINGS + TEXT_ENDINGS:
        return f"{path} cannot be imported: its ending is {path.suffix or 'missing'}. {_CAN}."
    if path.stat().st_size > MOST_BYTES:
        return f"{path} is too large to be an article: {path.stat().st_size:,} bytes."
    try:
        with path.open("rb") as file:
            binary = is_binary(file.read(MOST_BYTES))
    except PermissionError:
        return f"{path} cannot be read: permission denied."
    return f"{path} is a binary file, not text." if binary else None


def _import_file(corpus: Corpus, file: Path, report: ImportReport, *, sample: bool) -> None:
    problem = _unusable(file)
    page = PageRow(url=file.resolve().as_uri(), outcome="not_text", fetched_at=now())
    if problem is None:
        data = file.read_bytes()
        try:
            extract = read_file(file, data)
        except NothingToRead as error:
            problem = f"{file} was left out: {error}."
        else:
            report.counts[_store(corpus, extract, page, data, sample=sample)] += 1
            return
    report.counts["left out"] += 1
    report.problems.append(problem)
    with corpus.transaction():
        store_page(corpus, PageRow(page.url, page.outcome, fetched_at=page.fetched_at, error=problem))


def read_file(file: Path, data: bytes) -> Extract:
    """Return what the bytes of `file` hold; raise NothingToRead when that is no text."""
    html = file.suffix.lower() in HTML_ENDINGS
    extract = read_html(data) if html else read_text(decode(data))
    if not extract.text:
        raise NothingToRead("no main text was found in it")
    return extract


def _store(corpus: Corpus, extract: Extract, page: PageRow, data: bytes, *, sample: bool) -> str:
    """Write one file's article and page row in one transaction; return what became of the article."""
    assert page.fetched_at is not None
    relevance = score(extract.title, extract.text, extract.canonical)
    known_as = corpus.value("SELECT article_id FROM pages WHERE url = ?", [page.url])
    article = to_article(
        extract, relevance, url=extract.canonical, fetched_at=page.fetched_at, sample=sample, known_as=known_as
    )
    with corpus.transaction():
        stored = store_article(corpus, article, extract.publication)
        store_page(
            corpus,
            PageRow(
                page.url,
                "stored",
                fetched_at=page.fetched_at,
                content_sha256=sha256(data),
                article_id=stored.article_id,
            ),
        )
    return stored.change
