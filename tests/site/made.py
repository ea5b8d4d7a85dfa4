"""A small invented corpus, published as the site sees it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from datasette.app import Datasette

from corpus.data import data_path
from corpus.ids import article_id, statement_id, statistic_id
from corpus.publish import publish
from corpus.store import Corpus

Row = dict[str, Any]

SIDES = ("cmo", "cio", "both", "org", "other", "none")


class Writer:
    """Writes articles whose marked sentences are given in order; offsets are found, not counted by hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.corpus = Corpus.open(folder / "corpus.db")
        self.members: dict[str, list[Row]] = {}

    def source(self, key: str, name: str | None, **more: Any) -> None:
        with self.corpus.transaction():
            row = {"id": key, "domain": f"{key}.example", "name": name, "kind": "press", "country": "GB"}
            self.corpus.write("sources", [{**row, "language": "en", **more}])

    def article(self, text: str, marks: Iterable[tuple[str, str, Row]] = (), **more: Any) -> str:
        """Write an article; a mark is (kind, words, columns), where `theme` names the theme of a sentence."""
        url = more.get("url", f"https://paper.example/{len(text)}-{abs(hash(text)) % 10**6}")
        key = more.get("id") or article_id(url, text)
        article = {
            "id": key, "url": url, "title": "A plain title", "author": None, "author_title": None,
            "author_side": "none", "published": "2014-05-02", "source_id": "paper", "language": "en",
            "access": "full", "text": text, "words": len(text.split()), "relevance": 80,
            "relevance_reason": "names both sides", "family_id": key, "fetched_at": "2026-03-01T08:00:00Z",
            "sample": 0, **more,
        }  # fmt: skip
        statements, figures = [], []
        for place, (kind, words, columns) in enumerate(marks):
            start = columns.pop("start", text.index(words))
            where = {"article_id": key, "text": words, "start": start, "end": start + len(words)}
            if kind == "figure":
                figures.append(_figure(key, words, place, {**where, **columns}))
            else:
                theme = columns.pop("theme", None)
                statement = _statement(key, kind, words, place, {**where, **columns})
                statements.append(statement)
                self.members.setdefault(theme, []).append({**statement, "article": article})
        with self.corpus.transaction():
            self.corpus.write("articles", [article])
            self.corpus.write("statements", statements)
            self.corpus.write("statistics", figures)
        return key

    def theme(self, key: str, kind: str, label: str, **more: Any) -> None:
        """Write a theme with the counts of the sentences that named it."""
        found = self.members.get(key, [])
        side = "holder" if kind == "frustration" else "addressee"
        families = {s: {m["article"]["family_id"] for m in found if m[side] == s} for s in SIDES}
        years = [int(m["article"]["published"][:4]) for m in found if m["article"]["published"]]
        row = {
            "id": key, "kind": kind, "label": label, "description": f"what is said of {label}",
            "keywords": "queue, waiting, desk", "code": None, "statements": len(found),
            "articles": len({m["article_id"] for m in found}), "sources": 1,
            "families": len({m["article"]["family_id"] for m in found}),
            **{f"by_{s}": len(families[s]) for s in SIDES},
            "first_year": min(years, default=None), "last_year": max(years, default=None), **more,
        }  # fmt: skip
        members = [
            {"theme_id": key, "statement_id": m["id"], "probability": 0.9, "rank": rank}
            for rank, m in enumerate(found, 1)
        ]
        by_year = [
            {
                "theme_id": key,
                "year": year,
                "statements": years.count(year),
                "families": len({m["article"]["family_id"] for m in found if _of_year(m, year)}),
            }
            for year in sorted(set(years))
        ]
        with self.corpus.transaction():
            self.corpus.write("themes", [row])
            self.corpus.write("theme_statements", members, key=("theme_id", "statement_id"))
            self.corpus.write("theme_years", by_year, key=("theme_id", "year"))
            self.corpus.write("theme_redirects", [{"theme_id": f"old-{key}", "other_id": key}], key="theme_id")

    def published(self, policy: str = "excerpt") -> Path:
        out = self.folder / "crosstalk.db"
        publish(self.corpus, out, policy=policy)
        return out


def _of_year(member: Row, year: int) -> bool:
    return str(member["article"]["published"]).startswith(str(year))


def _statement(article: str, kind: str, words: str, place: int, columns: Row) -> Row:
    return {
        "id": statement_id(article, kind, words, place), "kind": kind, "position": place, "heading": None,
        "score": 0.8, "holder": "none", "target": "none", "addressee": "none", "speaker": None,
        "speaker_side": "none", "why": "the subject says so", "not_factual": 0, **columns,
    }  # fmt: skip


def _figure(article: str, words: str, place: int, columns: Row) -> Row:
    value = columns.pop("value", 40.0)
    return {
        "id": statistic_id(article, words, value, place), "value": value, "low": value, "high": value,
        "unit": "percent", "qualifier": None, "nature": "level", "population": "cio",
        "claim": "wait for an answer", "study_id": None, "finding_id": None, **columns,
    }  # fmt: skip


class Site:
    """The site of one published file, asked page by page, without a network."""

    def __init__(self, db: Path, **settings: Any) -> None:
        config = data_path("datasette_config")
        self.db = db
        self.datasette = Datasette(
            files=[str(db)],
            metadata=yaml.safe_load((config / "metadata.yaml").read_text(encoding="utf-8")),
            template_dir=str(config / "templates"),
            plugins_dir=str(config / "plugins"),
            static_mounts=[("static", str(config / "static"))],
            settings={**json.loads((config / "settings.json").read_text(encoding="utf-8")), **settings},
        )
        self.loop = asyncio.new_event_loop()

    def get(self, path: str, **more: Any) -> Any:
        return self.loop.run_until_complete(self.datasette.client.get(path, **more))

    def rows(self, sql: str) -> list[Row]:
        result = self.loop.run_until_complete(self.datasette.get_database("crosstalk").execute(sql))
        return [dict(row) for row in result.rows]
