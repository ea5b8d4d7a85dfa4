"""A published file of made rows, as large as a whole discourse: 200,000 sentences of 20,000 articles in 300 themes."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from corpus.publish import PUBLISHED_ID, SEARCHED
from corpus.schema import split_statements

SEED = 8
STATEMENTS, ARTICLES, THEMES, SOURCES, FINDINGS, STUDIES = 200_000, 20_000, 300, 355, 500, 100
SIDES = ("cmo", "cio", "both", "org", "none")
OBJECTS = ("website", "crm", "data", "cloud", "mobile", "social", "martech", "ai", "security", "budget", "skills")
WORDS = (
    "marketing waits weeks budget server queue campaign form vendor data tool cloud desk answer plan meeting agenda owner "
    "customer signs contract nobody asks release launch website security risk report number goal share trust language"
).split()

#: A made vocabulary whose words are as unequal as real ones: the one of rank r stands 1 / (r + 5) as often as the first.
VOCABULARY = [*WORDS, *(f"{a}{b}{c}" for a in "bdfklmnprst" for b in ("an", "er", "ol", "ist", "um") for c in WORDS)]
WEIGHTS = list(accumulate(1 / (rank + 5) for rank in range(len(VOCABULARY))))


def make(path: Path) -> Path:
    """Write the file, unless it is there."""
    if path.exists():
        return path
    db = Database(sqlite3.connect(path))
    with db.atomic():
        for statement in split_statements(files("corpus").joinpath("publish.sql").read_text(encoding="utf-8")):
            db.conn.execute(statement)
        for name, rows in tables(random.Random(SEED)).items():
            for row in rows:
                db.conn.execute(
                    f"INSERT INTO {name} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values())
                )
    for table, columns in SEARCHED.items():
        db.table(table).enable_fts(columns, tokenize="porter")
    db.execute(f"PRAGMA application_id = {PUBLISHED_ID}")
    db.execute("ANALYZE")
    db.close()
    return path


def tables(chance: random.Random) -> dict[str, Iterator[dict[str, Any]]]:
    """Return the made rows of each table, parents first."""
    return {
        "sources": ({"id": f"p{n}", "domain": f"p{n}.example", "name": f"Paper {n}"} for n in range(SOURCES)),
        "articles": _articles(chance),
        "themes": _themes(chance),
        "statements": _statements(chance),
        "theme_statements": _members(),
        "statement_objects": _objects(),
        "studies": (
            {"id": f"s{n}", "title": f"Study {n}", "year": 2006 + n % 20, "candidate": 0} for n in range(STUDIES)
        ),
        "findings": _findings(chance),
        "retellings": _tellings(chance),
    }


def sentence(chance: random.Random, length: int = 18) -> str:
    """Return a made sentence."""
    return " ".join(chance.choices(VOCABULARY, cum_weights=WEIGHTS, k=length)).capitalize() + "."


def _articles(chance: random.Random) -> Iterator[dict[str, Any]]:
    for n in range(ARTICLES):
        year = 2006 + min(int(chance.triangular(0, 20, 8)), 19)
        text = "\n".join(sentence(chance) for _ in range(10))
        yield {
            "id": f"a{n:05}", "title": sentence(chance, 7), "source_id": f"p{n % SOURCES}", "year": year,
            "published": f"{year}-{1 + n % 12:02}-{1 + n % 28:02}", "url": f"https://p{n % SOURCES}.example/{n}",
            "language": "en", "access": "full", "words": 700, "relevance": 60 + n % 40, "relevance_reason": "made",
            "family_id": f"a{n - n % 5:05}" if n % 5 == 1 else f"a{n:05}", "fetched_at": "2026-03-01T08:00:00Z", "sample": 0,
            "text_policy": "excerpt", "text": text,
        }  # fmt: skip


def _themes(chance: random.Random) -> Iterator[dict[str, Any]]:
    for n in range(THEMES):
        kind = "frustration" if n % 2 else "recommendation"
        yield {
            "id": f"{kind[0]}{n}", "label": sentence(chance, 4)[:-1], "kind": kind, "description": sentence(chance),
            "keywords": ", ".join(chance.sample(WORDS, 8)), "families": 600, "articles": 650, "statements": 660,
            "sources": 200, "first_year": 2006, "last_year": 2025, "firmness": chance.random(), "x": chance.random(),
            "y": chance.random(),
        }  # fmt: skip


def _theme_of(n: int) -> str:
    theme = n * 7919 % THEMES
    return f"{'f' if theme % 2 else 'r'}{theme}"


def _statements(chance: random.Random) -> Iterator[dict[str, Any]]:
    for n in range(STATEMENTS):
        theme = _theme_of(n)
        article = n // (STATEMENTS // ARTICLES)
        text = sentence(chance)
        yield {
            "id": f"st{n:06}", "text": text, "kind": "frustration" if theme[0] == "f" else "recommendation",
            "holder": chance.choice(SIDES), "target": chance.choice(SIDES), "addressee": chance.choice(SIDES),
            "theme_id": theme, "article_id": f"a{article:05}", "source_id": f"p{article % SOURCES}",
            "year": 2006 + n % 20, "score": 0.8, "why": "made", "position": n % 10, "start": 0, "end": len(text),
        }  # fmt: skip


def _members() -> Iterator[dict[str, Any]]:
    for n in range(STATEMENTS):
        yield {"theme_id": _theme_of(n), "statement_id": f"st{n:06}", "probability": 0.9, "rank": n // THEMES + 1}


def _objects() -> Iterator[dict[str, Any]]:
    for n in range(0, STATEMENTS, 3):
        yield {"statement_id": f"st{n:06}", "object": OBJECTS[n % len(OBJECTS)]}


def _findings(chance: random.Random) -> Iterator[dict[str, Any]]:
    for n in range(FINDINGS):
        value = float(chance.randint(5, 95))
        yield {
            "id": f"g{n}", "claim": f"{chance.choice(('CMOs', 'CIOs'))} who say {sentence(chance, 6)[:-1].lower()}",
            "study_id": f"s{n % STUDIES}", "population": chance.choice(("cmo", "cio")), "value": value, "low": value - n % 3,
            "high": value, "unit": "percent", "nature": "level", "retellings": 4, "articles": 0, "families": 0,
            "agreement": "rounded" if n % 3 else "exact", "origin": "catalogue", "by_hand": 0,
        }  # fmt: skip


def _tellings(chance: random.Random) -> Iterator[dict[str, Any]]:
    for n in range(4 * FINDINGS):
        value = chance.randint(5, 95)
        yield {
            "id": f"t{n}", "finding_id": f"g{n // 4}", "value_as_told": f"{value}%", "value": value, "claim": "told so",
            "agreement": "rounded", "year": 2010 + n % 10, "url": f"https://told.example/{n}",
            "origin": "catalogue", "checked": 0,
        }  # fmt: skip
