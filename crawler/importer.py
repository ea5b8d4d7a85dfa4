"""Files and folders into the corpus: saved pages and texts, tables of articles, and archives of the web."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus import Corpus
from corpus.errors import BadInput
from crawler import rows, warc
from crawler.extract import NothingToRead
from crawler.families import assign_families
from crawler.files import files_of, read_file, unusable
from crawler.gathering import Gathering
from crawler.items import Page
from crawler.relevance import score
from crawler.replay import Replay
from crawler.store import FORGOTTEN, PageRow, now, sha256, store_article, store_page, to_article

#: What a count is called when nothing of the file or row is in the corpus.
NOT_IN = ("left out", FORGOTTEN)

#: Called after each file, and within a large one after each article: how many are done, how many files there are.
Progress = Callable[[int, int, Path], None]


@dataclass
class ImportReport:
    """What an import did: files and rows by what became of them, and why the others were left out.

    `archived` counts the pages of archives by their outcome, and the records that are no pages by why; `notes` tell what
    of a good file or row was not used.
    """

    counts: Counter[str] = field(default_factory=Counter)
    archived: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def imported(self) -> int:
        """How many files, rows and pages of archives were read into the corpus, new or not."""
        read = sum(n for name, n in self.counts.items() if name not in NOT_IN)
        return read + self.archived.total()


def import_paths(
    corpus: Corpus,
    paths: Sequence[Path | str],
    *,
    everything: bool = False,
    sample: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Read the files and folders `paths` into `corpus`, each article in a transaction of its own.

    A path given by name that cannot be used raises BadInput before anything is written. A bad file in a folder, a bad row
    of a table and a damaged record of an archive are reported, and the others go in; if none can, BadInput is raised.
    Files and rows are scored for relevance and never dropped; pages of an archive are judged as a crawl judges them,
    unless `everything` is wanted.
    """
    files = files_of(paths)
    one = _Import(corpus, Replay(corpus, everything=everything, sample=sample), sample)
    for done, file in enumerate(files, start=1):
        one.read(file, lambda n, done=done, file=file: progress(done - 1 + n, len(files), file) if progress else None)  # type: ignore[misc]
        if progress:
            progress(done, len(files), file)
    report = one.finished()
    assign_families(corpus)
    if not report.imported and FORGOTTEN not in report.counts:
        raise BadInput(f"Nothing could be imported. {' '.join(report.problems[:1])}".strip())
    return report


class _Import:
    """One import under way: what came in, and the parts of articles that wait for each other."""

    def __init__(self, corpus: Corpus, replay: Replay, sample: bool) -> None:
        self.corpus = corpus
        self.replay = replay
        self.sample = sample
        self.gathering = Gathering()
        self.report = ImportReport()

    def read(self, file: Path, watch: Callable[[int], None]) -> None:
        """Read one file, of whatever kind."""
        name = file.name.lower()
        if problem := unusable(file):
            self._left_out(file.resolve().as_uri(), problem)
        elif name.endswith(warc.ENDINGS):
            self.replay.read(file, watch)
        elif name.endswith(rows.ENDINGS):
            self._table(file, watch)
        else:
            self._page(file)

    def finished(self) -> ImportReport:
        """Store what waited for other parts, and return the report."""
        for page in self.gathering.whole():
            self._store(page)
        self.replay.finish()
        self.report.archived = self.replay.counts
        self.report.problems += self.replay.problems
        return self.report

    def _page(self, file: Path) -> None:
        data, where = file.read_bytes(), file.resolve().as_uri()
        try:
            extract = read_file(file, data)
        except NothingToRead as error:
            return self._left_out(where, f"{file} was left out: {error}.")
        page = Page(where, fetched_at=now(), content_sha256=sha256(data), extract=extract)
        for ready in self.gathering.take(page):
            self._store(ready)
        return None

    def _table(self, file: Path, watch: Callable[[int], None]) -> None:
        table, where = rows.Table(file), file.resolve().as_uri()
        for row in table.rows():
            address = f"{where}#line={row.line}"
            if row.extract is None:
                self._left_out(address, f"{file}, line {row.line}, was left out: {row.problem}.")
            else:
                digest = sha256(repr(row.extract).encode())
                self._store(Page(address, fetched_at=now(), content_sha256=digest, extract=row.extract))
            if row.note:
                self.report.notes.append(f"{file}, line {row.line}: {row.note}, and was left empty.")
            watch(self.report.counts.total())
        if table.unknown:
            unused = ", ".join(sorted(table.unknown))
            self.report.notes.append(
                f"{file}: these columns were not used: {unused}; known are {', '.join(rows.COLUMNS)}."
            )

    def _left_out(self, where: str, problem: str) -> None:
        self.report.counts["left out"] += 1
        self.report.problems.append(problem)
        with self.corpus.transaction():
            store_page(self.corpus, PageRow(where, "not_text", fetched_at=now(), error=problem))

    def _store(self, page: Page) -> None:
        """Write an article and the rows of its pages in one transaction, and count what became of it."""
        extract = page.extract
        assert extract and page.fetched_at
        known_as = self.corpus.value("SELECT article_id FROM pages WHERE url = ?", [page.url])
        article = to_article(
            extract,
            score(extract.title, extract.text, extract.canonical),
            url=extract.canonical,
            fetched_at=page.fetched_at,
            sample=self.sample,
            known_as=known_as,
        )
        with self.corpus.transaction():
            stored = store_article(self.corpus, article, extract.publication)
            gone = stored.change == FORGOTTEN
            row = PageRow(page.url, FORGOTTEN if gone else "stored", fetched_at=page.fetched_at)
            held = replace(row, content_sha256=page.content_sha256, article_id=stored.article_id)
            store_page(self.corpus, row if gone else held)
            for part in page.also:
                store_page(self.corpus, replace(row, url=part.url, outcome="continuation", part_of=page.url))
        self.report.counts[stored.change] += 1 + len(page.also)
