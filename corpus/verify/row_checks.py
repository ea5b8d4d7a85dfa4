"""The rules of single rows: places in the text, words and dates of articles, vectors, runs, measured errors."""

from __future__ import annotations

import json
import re
from datetime import date

import numpy as np

from corpus.errors import BadInput
from corpus.prevalence import read_errors
from corpus.store import Corpus
from corpus.verify.failure import Findings

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?")
#: Vectors are kept in half precision, and have unit length but for rounding.
_HALF, _OFF_UNIT = np.float16, 0.01


def places(corpus: Corpus) -> Findings:
    """Statements and figures have a beginning before their end, a place each, and come in the order of the text."""
    for table in ("statements", "statistics"):
        for row in corpus.db.query(f'SELECT id, start, "end" FROM {table} WHERE start < 0 OR "end" <= start'):
            yield f"{table} {row['id']}", f"its place is {row['start']} to {row['end']}"
    before: dict[str, object] = {}
    for row in corpus.db.query(
        "SELECT id, article_id, kind, start, position FROM statements ORDER BY article_id, start, kind, id"
    ):
        if before.get("article_id") == row["article_id"]:
            if (before["start"], before["kind"]) == (row["start"], row["kind"]):
                yield f"statements {row['id']}", f"it is {before['id']} over again"
            elif before["position"] > row["position"]:
                yield f"statements {row['id']}", f"it stands behind {before['id']}, and its position before that one's"
        before = row


def articles(corpus: Corpus) -> Findings:
    """An article's words are counted rightly, and its date is one."""
    for row in corpus.db.query("SELECT id, text, words, published FROM articles"):
        if (words := len(row["text"].split())) != row["words"]:
            yield f"articles {row['id']}", f"it says {row['words']:,} words, counted again there are {words:,}"
        if row["published"] is not None and not _is_date(row["published"]):
            yield f"articles {row['id']}", f"{row['published']!r} is no date"


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


def vectors(corpus: Corpus) -> Findings:
    """The vectors of one model have one length, unit size and nothing but numbers."""
    sizes: dict[str, int] = {}
    for row in corpus.db.query("SELECT text_sha256, model_sha256, vector FROM embeddings"):
        name = f"embeddings {row['text_sha256'][:12]}"
        if len(row["vector"]) % _HALF().itemsize:
            yield name, "its vector is cut"
            continue
        vector = np.frombuffer(row["vector"], dtype=_HALF).astype(np.float64)
        if len(vector) != sizes.setdefault(row["model_sha256"], len(vector)):
            yield name, f"its vector has {len(vector)} numbers, another of this model {sizes[row['model_sha256']]}"
        elif not abs(float(np.linalg.norm(vector)) - 1) < _OFF_UNIT:
            yield name, "its vector is none of unit length"


def runs(corpus: Corpus) -> Findings:
    """A run tells readable settings, versions and counts, and ends after it began."""
    for row in corpus.db.query("SELECT * FROM runs"):
        if row["finished"] is not None and row["finished"] < row["started"]:
            yield f"runs {row['id']}", f"it ended at {row['finished']}, before it began"
        for name in ("parameters", "versions", "counts"):
            try:
                json.loads(row[name] or "{}")
            except ValueError:
                yield f"runs {row['id']}", f"its {name} are no JSON"


def coder_errors(corpus: Corpus) -> Findings:
    """The errors measured on the analyst's own gold can be read."""
    for row in corpus.db.query("SELECT id, errors FROM coder_errors"):
        try:
            read_errors(row["errors"])
        except BadInput as error:
            yield f"coder_errors {row['id']}", str(error)
