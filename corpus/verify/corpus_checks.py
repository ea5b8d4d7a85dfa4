"""The rules that every corpus keeps, each a small check that reads rows and nothing else."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from functools import partial
from importlib.resources import files

from corpus.records import KINDS, SIDES
from corpus.store import Corpus
from corpus.verify import promise_checks, row_checks
from corpus.verify.failure import Failure, Findings, Verdict

#: On a theme's row, a side is whose pain a frustration is, or who should act on a recommendation.
SIDES_COUNTED = [side for side in SIDES if side != "tech"]


#: Under this name it is told, in one line, that themes are older than what they rest on.
OVERTAKEN = "themes are of this coding"
#: What follows from a grouping, and does no more once articles came, were coded anew or went.
_FOLLOWS = {
    "theme members",
    "one theme a statement",
    "theme counts",
    "theme years",
    "answers of themes",
    "objects of themes",
}
_SINCE = """
WITH made AS (SELECT max(id) AS id, max(finished) AS finished FROM runs WHERE command = 'themes' AND finished IS NOT NULL)
SELECT 'run ' || runs.id || ', ' || command || ',' AS what FROM runs, made
WHERE runs.id > made.id AND command IN ('crawl', 'import', 'annotate')
UNION ALL
SELECT 'a forgetting' FROM forgotten, made WHERE forgotten_at >= made.finished LIMIT 1
"""


def verify_corpus(corpus: Corpus) -> Verdict:
    """Make every check on a corpus and return what failed; themes that were overtaken are told in one line."""
    verdict = Verdict()
    for name, check in CHECKS.items():
        verdict.make(name, partial(check, corpus))
    verdict.checks.append(OVERTAKEN)
    since = corpus.value(_SINCE)
    if since and any(failure.check in _FOLLOWS for failure in verdict.failures):
        verdict.failures = [failure for failure in verdict.failures if failure.check not in _FOLLOWS]
        verdict.failures.append(
            Failure(
                OVERTAKEN, "themes", f"{since} came after they were made, and changed their rows; run crosstalk themes"
            )
        )
    return verdict


def integrity(corpus: Corpus) -> Findings:
    """The file is whole, by SQLite's own reading."""
    try:
        found = [row[0] for row in corpus.db.execute("PRAGMA integrity_check").fetchall()]
    except sqlite3.DatabaseError as error:  # too damaged even to be checked
        found = [str(error)]
    for line in found:
        if line != "ok":
            yield "database", line


def foreign_keys(corpus: Corpus) -> Findings:
    """Every row that points to another one finds it."""
    for table, rowid, parent, _ in corpus.db.execute("PRAGMA foreign_key_check").fetchall():
        yield f"{table} row {rowid}", f"it points to a row of {parent} that is not there"


def words_at_offsets(corpus: Corpus, table: str) -> Findings:
    """A statement or figure is exactly the words of its article at its offsets."""
    for row in corpus.db.query(
        f'SELECT t.id, t.text, t.start, t."end", a.id AS article_id, a.text AS whole FROM {table} t '
        "LEFT JOIN articles a ON a.id = t.article_id"
    ):
        if row["whole"] is None:
            yield f"{table} {row['id']}", "its article is not there"
        elif row["whole"][row["start"] : row["end"]] != row["text"]:
            yield (
                f"{table} {row['id']}",
                f"article {row['article_id']} has other words at {row['start']} to {row['end']}",
            )


def codings(corpus: Corpus) -> Findings:
    """What was coded is the text that stands there now."""
    for row in corpus.db.query(
        "SELECT c.article_id, c.text_sha256, a.text FROM codings c JOIN articles a ON a.id = c.article_id"
    ):
        if hashlib.sha256(row["text"].encode("utf-8", "surrogatepass")).hexdigest() != row["text_sha256"]:
            yield f"articles {row['article_id']}", "its text is not the one that was coded; run crosstalk annotate"
    if corpus.value("SELECT 1 FROM codings LIMIT 1"):  # what no coding knows was put in by other means
        for row in corpus.db.query(
            "SELECT DISTINCT article_id FROM statements WHERE article_id NOT IN (SELECT article_id FROM codings)"
        ):
            yield f"articles {row['article_id']}", "it has statements, and was never coded"


def sides_and_kinds(corpus: Corpus) -> Findings:
    """Sides and kinds are words of the contract, scores lie between 0 and 1."""
    for row in corpus.db.query("SELECT * FROM statements"):
        strange = [row[name] for name in ("holder", "addressee", "speaker_side") if row[name] not in SIDES_COUNTED]
        strange += [row["target"]] if row["target"] not in SIDES else []
        if row["kind"] not in KINDS or strange:
            yield f"statements {row['id']}", f"{(strange or [row['kind']])[0]!r} is no word of the contract"
        if not 0 <= row["score"] <= 1:
            yield f"statements {row['id']}", f"its score is {row['score']}"
    for table, name in (("articles", "author_side"), ("statistics", "population")):
        for row in corpus.db.query(f"SELECT id, {name} AS side FROM {table}"):
            if row["side"] not in SIDES_COUNTED:
                yield f"{table} {row['id']}", f"{row['side']!r} is no word of the contract"


def families(corpus: Corpus) -> Findings:
    """A family has one head, which is its own head: no chains, no circles."""
    heads = {row["id"]: row["family_id"] for row in corpus.rows("SELECT id, family_id FROM articles")}
    for article, head in heads.items():
        if head is not None and heads.get(head) != head:
            yield f"articles {article}", f"its family {head} is no head of a family"


def _by_sql(corpus: Corpus, name: str) -> Findings:
    """A query in corpus/queries/ that gives a row, and what is wrong with it, for each failure."""
    sql = files("corpus").joinpath("queries", f"verify_{name}.sql").read_text(encoding="utf-8")
    for row in corpus.db.query(sql):
        yield row["row"], row["what"]


def theme_counts(corpus: Corpus) -> Findings:
    """Each count on a theme's row, counted again from its statements."""
    themes = {row["id"]: row for row in corpus.rows("SELECT * FROM themes")}
    members: dict[str, list[dict[str, object]]] = {theme: [] for theme in themes}
    for row in corpus.db.query(
        "SELECT ts.theme_id, s.kind, s.holder, s.addressee, s.article_id, a.family_id, a.source_id, "
        "CAST(substr(a.published, 1, 4) AS INTEGER) AS year FROM theme_statements ts "
        "JOIN statements s ON s.id = ts.statement_id JOIN articles a ON a.id = s.article_id"
    ):
        members.setdefault(row["theme_id"], []).append(row)
    for id, theme in themes.items():
        for name, count in _counted(theme["kind"], members[id]).items():
            if theme[name] != count:
                yield f"themes {id}", f"{name} is {theme[name]}, counted again it is {count}"


def _counted(kind: str, members: list[dict[str, object]]) -> dict[str, object]:
    side = "holder" if kind == "frustration" else "addressee"
    years = [int(str(m["year"])) for m in members if m["year"]]
    return {
        "statements": len(members),
        "articles": len({m["article_id"] for m in members}),
        "families": len({m["family_id"] for m in members}),
        "sources": len({m["source_id"] for m in members if m["source_id"]}),
        **{f"by_{s}": len({m["family_id"] for m in members if m[side] == s}) for s in SIDES_COUNTED},
        "first_year": min(years, default=None),
        "last_year": max(years, default=None),
    }


#: Every rule by the name under which a failure is told.
CHECKS: dict[str, Callable[[Corpus], Findings]] = {
    "database integrity": integrity,
    "foreign keys": foreign_keys,
    "statements lead to their words": partial(words_at_offsets, table="statements"),
    "figures lead to their words": partial(words_at_offsets, table="statistics"),
    "places in the text": row_checks.places,
    "words and dates of articles": row_checks.articles,
    "codings are of the texts": codings,
    "sides, kinds and scores": sides_and_kinds,
    "families are trees": families,
    "theme members": partial(_by_sql, name="theme_members"),
    "one theme a statement": partial(_by_sql, name="memberships"),
    "theme counts": theme_counts,
    "theme years": partial(_by_sql, name="theme_years"),
    "old theme addresses": partial(_by_sql, name="theme_redirects"),
    "pages and articles": partial(_by_sql, name="pages"),
    "findings": partial(_by_sql, name="findings"),
    "figures and studies": partial(_by_sql, name="figures"),
    "answers of themes": partial(_by_sql, name="theme_links"),
    "objects of themes": partial(_by_sql, name="theme_objects"),
    "likenesses": partial(_by_sql, name="neighbours"),
    "firmness": partial(_by_sql, name="firmness"),
    "queue of a crawl": partial(_by_sql, name="frontier"),
    "vectors": row_checks.vectors,
    "runs": row_checks.runs,
    "errors of the coder": row_checks.coder_errors,
    "nothing forgotten is there": promise_checks.forgotten,
    "changes by hand hold": promise_checks.by_hand,
    "corrections": promise_checks.corrections,
}
