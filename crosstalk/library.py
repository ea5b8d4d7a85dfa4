"""The small library behind `import crosstalk`: read a corpus as records or data frames, and code a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from corpus import Corpus
from corpus.errors import BadInput
from corpus.exports.filters import Filters
from corpus.ids import article_id
from corpus.records import Article, Statement, Statistic, Theme, ThemeMember

if TYPE_CHECKING:
    import pandas

Record = TypeVar("Record", Article, Statement, Statistic, Theme)


@dataclass(frozen=True)
class Annotation:
    """What was found in one text; `text[start:end]` of it equals each one's `text`."""

    statements: tuple[Statement, ...]
    statistics: tuple[Statistic, ...]


class CorpusReader:
    """A corpus for reading: every method reads anew, in a fixed order. Use it in a `with` block, or `close` it."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    def articles(self) -> Iterator[Article]:
        """Give every article, by id."""
        return _records(Article, self.corpus.db.query("SELECT * FROM articles ORDER BY id"))

    def statements(
        self,
        *,
        kind: str | None = None,
        side: str | None = None,
        since: str | None = None,
        theme: str | None = None,
        min_score: float | None = None,
    ) -> Iterator[Statement]:
        """Give the statements that pass, by article and place; raise BadInput for a filter that cannot be meant.

        `side` is whose pain a frustration is or who should act on a recommendation; `since` a date or its beginning.
        """
        filters = Filters(kind, side, since, theme, min_score)
        filters.check(self.corpus)
        sql = files("corpus").joinpath("queries", "library_statements.sql").read_text(encoding="utf-8")
        objects = self._objects()
        for row in self.corpus.db.query(sql, filters.parameters):
            yield from _records(Statement, [{**row, "objects": objects.get(row["id"], ())}])

    def statistics(self) -> Iterator[Statistic]:
        """Give every figure, by article and place."""
        return _records(
            Statistic, self.corpus.db.query('SELECT * FROM statistics ORDER BY article_id, start, "end", id')
        )

    def themes(self) -> Iterator[Theme]:
        """Give every theme, the largest first, with its members by rank and its years."""
        for row in self.corpus.rows("SELECT * FROM themes ORDER BY families DESC, statements DESC, id"):
            of = [row["id"]]
            members = self.corpus.rows("SELECT * FROM theme_statements WHERE theme_id = ? ORDER BY rank", of)
            years = self.corpus.rows("SELECT * FROM theme_years WHERE theme_id = ? ORDER BY year", of)
            row["members"] = tuple(ThemeMember(m["statement_id"], m["probability"], m["rank"]) for m in members)
            row["years"] = tuple((y["year"], y["statements"], y["families"]) for y in years)
            yield from _records(Theme, [row])

    def frame(self, table: str) -> pandas.DataFrame:
        """Return a whole table as a pandas data frame; raise BadInput for a table that is not there."""
        import pandas

        if table not in self.corpus.db.table_names():
            raise BadInput(f"There is no table {table!r} in this corpus.")
        return pandas.DataFrame.from_records(list(self.corpus.db.table(table).rows))

    def close(self) -> None:
        """Close the file."""
        self.corpus.close()

    def __enter__(self) -> CorpusReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _objects(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for row in self.corpus.db.query("SELECT * FROM statement_objects ORDER BY statement_id, object"):
            found[row["statement_id"]] = (*found.get(row["statement_id"], ()), row["object"])
        return found


def open_corpus(path: str | Path) -> CorpusReader:
    """Open the corpus at `path`; raise NotACorpus when there is none."""
    return CorpusReader(Corpus.open(path, create=False))


def annotate(text: str, *, title: str | None = None, author_side: str = "none") -> Annotation:
    """Code one English text: paragraphs a line each, headings as `# …`, list items as `- …` or with their number.

    The title may pass a side on to the items of a list; `author_side` tells whom "we" means. The classifier is loaded
    at the first call, which takes some seconds. Raises ModelRefused when its backbone is not installed.
    """
    from nlp.coder import load_coder

    statements, statistics = load_coder().annotate(
        Article(article_id(None, text), text, title=title, author_side=author_side, language="en")
    )
    return Annotation(tuple(statements), tuple(statistics))


def _records(record: type[Record], rows: Iterable[dict[str, Any]]) -> Iterator[Record]:
    names = {field.name for field in fields(record)}
    for row in rows:
        yield record(**{name: value for name, value in row.items() if name in names})
