"""Build the database that is published: a new file, moved into place only when it is whole."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlite_utils import Database

from corpus import evaluations
from corpus.by_hand import by_hand
from corpus.errors import BadInput, NothingToDo
from corpus.estimates import prevalence_rows
from corpus.excerpt import Excerpt, excerpt
from corpus.published_themes import first_theme, theme_tables
from corpus.schema import split_statements
from corpus.store import Corpus, storage_errors

POLICIES = ("excerpt", "full", "none")
#: "CTLP" in ASCII: a published database, which is no corpus to work on.
PUBLISHED_ID = 0x43544C50
#: Where strangers' texts serve as labels they are cut to this many characters, with an ellipsis that says so.
LABEL_LENGTH = 300
SEARCHED = {"statements": ["text"], "articles": ["title", "text"], "themes": ["label", "description", "keywords"]}

Row = dict[str, Any]


def publish(corpus: Corpus, out: str | Path, *, policy: str = "excerpt") -> dict[str, int]:
    """Write the published database to `out` and return the rows of each table.

    Raises NothingToDo when there is no article and no finding, and BadInput when `out` cannot be written. A former file
    at `out` stays as it is until the new one is complete.
    """
    out = Path(out)
    if policy not in POLICIES:
        raise BadInput(f"There is no text policy {policy!r}; use one of {', '.join(POLICIES)}.")
    if not corpus.value("SELECT (SELECT count(*) FROM articles) + (SELECT count(*) FROM findings)"):
        raise NothingToDo("There are no articles to publish yet. Gather some first: crosstalk import PATH")
    refuse_stale_themes(corpus)
    _refuse_stranger(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"{out.parent} cannot be made: {error.strerror}.") from error
    new = out.with_name(out.name + ".new")
    new.unlink(missing_ok=True)
    try:
        try:
            db = Database(sqlite3.connect(new))
        except sqlite3.OperationalError as error:
            raise BadInput(f"{out} cannot be written: {error}.") from error
        with storage_errors(), corpus.transaction():  # one transaction: all tables tell of one moment
            counts = _fill(db, corpus, policy)
        db.close()
        new.replace(out)
    finally:
        new.unlink(missing_ok=True)
    return counts


def refuse_stale_themes(corpus: Corpus) -> None:
    """Raise BadInput when statements were coded anew since the themes were made: their counts would lead to no words."""
    stale = corpus.value(
        "SELECT count(*) FROM themes WHERE statements != "
        "(SELECT count(*) FROM theme_statements WHERE theme_statements.theme_id = themes.id)"
    )
    if stale:
        raise BadInput(
            f"{stale} themes are older than the coding of their statements. Make them anew first: crosstalk themes"
        )


def _refuse_stranger(out: Path) -> None:
    """Never overwrite a file that publish has not made."""
    if out.is_dir():
        raise BadInput(f"{out} is a folder; name the file to write.")
    if not out.exists():
        return
    try:
        with sqlite3.connect(f"file:{out}?mode=ro", uri=True) as db:
            made_by_us = db.execute("PRAGMA application_id").fetchone()[0] == PUBLISHED_ID
    except sqlite3.DatabaseError:
        made_by_us = False
    if not made_by_us:
        raise BadInput(f"{out} was not made by crosstalk publish, so it is left alone; name another file.")


def _fill(db: Database, corpus: Corpus, policy: str) -> dict[str, int]:
    with db.atomic():
        for statement in split_statements(files("corpus").joinpath("publish.sql").read_text(encoding="utf-8")):
            db.conn.execute(statement)
        tables = _tables(corpus, policy)
        for name, rows in tables.items():
            if rows:
                db.table(name).insert_all(rows)
    for table, columns in SEARCHED.items():
        db.table(table).enable_fts(columns, tokenize="porter")
    db.execute(f"PRAGMA application_id = {PUBLISHED_ID}")
    db.execute("ANALYZE")
    db.execute("VACUUM")
    return {name: len(rows) for name, rows in tables.items()}


def _tables(corpus: Corpus, policy: str) -> dict[str, list[Row]]:
    texts = _published_texts(corpus, policy)
    corrected = by_hand(corpus)
    articles = [
        _article(row, texts[row["id"]].text, policy) | {"by_hand": corrected.get(row["id"])}
        for row in corpus.rows("SELECT * FROM articles ORDER BY id")
    ]
    theme_of, themes = first_theme(corpus), theme_tables(corpus)
    by_id = {row["id"]: row for row in articles}
    return {
        "sources": corpus.rows("SELECT id, domain, name, kind, country, language FROM sources ORDER BY id"),
        "articles": _family_order(articles),
        "themes": themes.pop("themes"),
        "statements": [
            {**_placed(row, texts, by_id), "theme_id": theme_of.get(row["id"]), "by_hand": corrected.get(row["id"])}
            for row in corpus.rows("SELECT * FROM statements ORDER BY article_id, position, kind, id")
        ],
        "statement_objects": corpus.rows("SELECT * FROM statement_objects ORDER BY statement_id, object"),
        **_register(corpus),
        "statistics": [
            _placed(row, texts, by_id)
            for row in corpus.rows('SELECT * FROM statistics ORDER BY article_id, start, "end", id')
        ],
        "statement_findings": corpus.rows(
            "SELECT * FROM statement_findings WHERE statement_id IN (SELECT id FROM statements) ORDER BY 1, 2"
        ),
        **themes,
        "theme_redirects": _redirects(corpus),
        "evaluations": evaluations.published(corpus),
        "prevalence": prevalence_rows(corpus),
        "runs": corpus.rows("SELECT * FROM runs WHERE finished IS NOT NULL ORDER BY id"),
    }


def _register(corpus: Corpus) -> dict[str, list[Row]]:
    """Return the survey register; an address that no page may link to is left out of it."""
    told = (
        "SELECT * FROM retellings WHERE article_id IS NULL OR article_id IN (SELECT id FROM articles) "
        "ORDER BY finding_id, origin, id"
    )
    return {
        "studies": [{**row, "url": web_url(row["url"])} for row in corpus.rows("SELECT * FROM studies ORDER BY id")],
        "findings": corpus.rows("SELECT * FROM findings ORDER BY id"),
        "retellings": [{**row, "url": web_url(row["url"])} for row in corpus.rows(told)],
        "finding_links": corpus.rows("SELECT * FROM finding_links ORDER BY finding_id, other_id"),
        "register_corrections": corpus.rows("SELECT * FROM register_corrections ORDER BY id"),
    }


def published_rows(corpus: Corpus, policy: str) -> dict[str, list[Row]]:
    """Return the rows of each published table by its name, as `publish` would write them under `policy`."""
    return _tables(corpus, policy)


def _published_texts(corpus: Corpus, policy: str) -> dict[str, Excerpt]:
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for table in ("statements", "statistics"):
        for row in corpus.rows(f'SELECT article_id, start, "end" FROM {table}'):
            spans[row["article_id"]].append((row["start"], row["end"]))
    return {
        row["id"]: excerpt(row["text"], spans[row["id"]], policy)
        for row in corpus.rows("SELECT id, text FROM articles")
    }


def _family_order(articles: list[Row]) -> list[Row]:
    """The head of a family comes before its witnesses, because these refer to it."""
    return sorted(articles, key=lambda row: (row["family_id"] != row["id"], row["id"]))


def _article(row: Row, text: str, policy: str) -> Row:
    return {
        **row,
        "title": label(row["title"]),
        "author": label(row["author"]),
        "author_title": label(row["author_title"]),
        "url": web_url(row["url"]),
        "year": _year(row["published"]),
        "text": text,
        "text_policy": policy,
    }


def _placed(row: Row, texts: dict[str, Excerpt], articles: dict[str, Row]) -> Row:
    """Move a statement's or figure's offsets into the published text, and give it its article's year and source."""
    published = texts[row["article_id"]]
    start, end = published.offsets[row["start"], row["end"]]
    article = articles[row["article_id"]]
    placed = {**row, "start": start, "end": end, "year": article["year"], "source_id": article["source_id"]}
    if "heading" in row and row["heading"] and row["heading"] not in published.text:
        placed["heading"] = None
    return placed


def _redirects(corpus: Corpus) -> list[Row]:
    """Follow each ended theme to the one that lives, over those that ended in between."""
    alive = {row["id"] for row in corpus.rows("SELECT id FROM themes")}
    leads = {row["theme_id"]: row["other_id"] for row in corpus.rows("SELECT * FROM theme_redirects ORDER BY theme_id")}
    found = []
    for ended in leads:
        seen, at = {ended}, leads[ended]
        while at not in alive and at in leads and at not in seen:
            seen.add(at)
            at = leads[at]
        if ended not in alive:
            found.append({"theme_id": ended, "other_id": at if at in alive else None})
    return found


def _year(published: str | None) -> int | None:
    return int(published[:4]) if published and published[:4].isdigit() else None


def label(text: str | None) -> str | None:
    """Return `text` on one line, cut to a label's length with an ellipsis."""
    if text is None:
        return None
    line = " ".join(text.split())
    return line if len(line) <= LABEL_LENGTH else line[: LABEL_LENGTH - 1].rstrip() + "…"


def web_url(url: str | None) -> str | None:
    """Return `url` when it is an address that a page may link to, else None: strangers' URLs are never trusted."""
    try:
        parts = urlsplit(url or "")
    except ValueError:  # such as an open bracket in the host: no address
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
