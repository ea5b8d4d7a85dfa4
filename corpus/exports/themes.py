"""The two tables that most people want: one row a theme, and one row a statement of a theme."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from corpus.estimates import prevalence_rows
from corpus.exports.filters import Filters
from corpus.exports.table import Column, Table
from corpus.publish import web_url
from corpus.store import Corpus

QUOTATIONS = 3
Row = dict[str, Any]

_THEME_COLUMNS = (
    Column("name", "Name of the theme"),
    Column("kind", "frustration (a problem told as true) or recommendation (advice to a reader or a side)"),
    Column("definition", "What its sentences say, in a sentence"),
    Column("articles", "Articles that voice it, copies of one text counted once", "integer"),
    Column("copies", "Further articles that are copies", "integer"),
    Column("statements", "Sentences in it, as the program found them", "integer"),
    Column("statements corrected", "Sentences in it, corrected for the errors the program is known to make", "number"),
    Column("corrected from", "Lower end of the 95 % interval of that", "number"),
    Column("corrected to", "Upper end of the 95 % interval of that", "number"),
    Column("publications", "Publications that voice it", "integer"),
    Column(
        "by marketing (CMO)",
        "Articles, copies counted once, in which it is marketing: whose pain it is, or who should act",
        "integer",
    ),
    Column("by IT (CIO)", "Articles, copies counted once, in which it is IT", "integer"),
    Column("by both", "Articles, copies counted once, in which it is both", "integer"),
    Column("by the firm", "Articles, copies counted once, in which it is the whole firm", "integer"),
    Column("by others", "Articles, copies counted once, in which it is somebody else", "integer"),
    Column("side not told", "Articles, copies counted once, in which no side is told", "integer"),
    Column("first year", "Year of the earliest article", "integer"),
    Column("last year", "Year of the latest article", "integer"),
    Column("keywords", "Words that set it apart from other themes"),
    Column("code", "Entry of the codebook that it matches, or new"),
)
_THEME_ENDS = (Column("permalink", "Its page on the site"), Column("id", "Its id; stays over reruns"))
_MATCHING = Column("statements matching", "Sentences of it that pass the filters of this export", "integer")
_STATEMENT_COLUMNS = (
    Column("theme", "Name of the theme"),
    Column("kind", "frustration or recommendation"),
    Column("statement", "The sentence, exactly as printed"),
    Column("whose pain", "cmo (marketing), cio (IT), both, org (the firm), other, none"),
    Column("who is blamed", "cmo, cio, both, org, other, tech (technology or vendors), none"),
    Column("who should act", "For recommendations: cmo, cio, both, org, other, none"),
    Column("publication", "Name of the publication"),
    Column("article", "Title of the article"),
    Column("published", "Date of publication, ISO 8601"),
    Column("author", "Author, as printed"),
    Column("score", "How sure the program is of the kind, from 0 to 1", "number"),
    Column("link", "The original article; an invented one, or one without an address, on the site"),
    Column("permalink", "The sentence on the site"),
    Column("theme id", "Id of the theme"),
    Column("statement id", "Id of the sentence"),
)


def theme_tables(corpus: Corpus, filters: Filters, site: str) -> tuple[Table, Table]:
    """Return the tables `themes` and `theme_statements` of the statements that pass `filters`.

    `site` is the address that permalinks start with. Counts on a theme's row are of the whole theme; under filters a
    column more tells how many of its statements pass.
    """
    corrected = {row["theme_id"]: row for row in prevalence_rows(corpus) if row["theme_id"]}
    themes = [
        _theme(corpus, row, corrected.get(row["theme_id"], {}), filters, site)
        for row in _query(corpus, "export_themes", filters)
    ]
    statements = corpus.db.execute(f"SELECT count(*) FROM ({_sql('export_statements')})", filters.parameters)
    return (
        Table("themes", _theme_columns(filters), len(themes), lambda: iter(themes)),
        Table("theme_statements", _STATEMENT_COLUMNS, statements.fetchone()[0], lambda: _rows(corpus, filters, site)),
    )


def _theme_columns(filters: Filters) -> tuple[Column, ...]:
    quotations = [
        Column(f"quotation {n}{what}", meaning)
        for n in range(1, QUOTATIONS + 1)
        for what, meaning in (
            ("", "A sentence that stands for the theme, exactly as printed"),
            (" from", "Publication, article and date of that sentence"),
            (" link", "Where that sentence stands"),
        )
    ]
    return (*_THEME_COLUMNS, *([_MATCHING] if filters.active else []), *quotations, *_THEME_ENDS)


def _sql(name: str) -> str:
    return files("corpus").joinpath("queries", f"{name}.sql").read_text(encoding="utf-8")


def _query(corpus: Corpus, name: str, filters: Filters) -> Iterator[Row]:
    return corpus.db.query(_sql(name), filters.parameters)


def _theme(corpus: Corpus, row: Row, corrected: Row, filters: Filters, site: str) -> Row:
    theme_id = row.pop("theme_id")
    for name, end in (("statements corrected", "value"), ("corrected from", "low"), ("corrected to", "high")):
        row[name] = corrected.get(end)
    said = list(
        corpus.db.query(_sql("export_quotations"), {**filters.parameters, "theme_id": theme_id, "n": QUOTATIONS})
    )
    for n, quotation in enumerate(said, 1):
        row[f"quotation {n}"] = quotation["text"]
        row[f"quotation {n} from"] = _from(quotation)
        row[f"quotation {n} link"] = _link(quotation, site)
    return {**row, "permalink": f"{site}/theme/{quote(theme_id)}", "id": theme_id}


def _from(said: Row) -> str:
    return ", ".join(str(part) for part in (said["publication"], said["article"], said["published"]) if part)


def _link(said: Row, site: str) -> str:
    """A quotation links to its original; an invented article, or one without an address, to its page on our site."""
    original = None if said["sample"] else web_url(said["url"])
    return original or _permalink(said, site)


def _permalink(said: Row, site: str) -> str:
    return f"{site}/article/{quote(said['article_id'])}#{quote(said['statement_id'])}"


def _rows(corpus: Corpus, filters: Filters, site: str) -> Iterator[Row]:
    for row in _query(corpus, "export_statements", filters):
        yield {
            "theme": row["theme"],
            "kind": row["kind"],
            "statement": row["text"],
            "whose pain": row["holder"],
            "who is blamed": row["target"],
            "who should act": row["addressee"],
            "publication": row["publication"],
            "article": row["article"],
            "published": row["published"],
            "author": row["author"],
            "score": row["score"],
            "link": _link(row, site),
            "permalink": _permalink(row, site),
            "theme id": row["theme_id"],
            "statement id": row["statement_id"],
        }
