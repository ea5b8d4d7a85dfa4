"""A survey register for the plain site: one finding told three ways, one misprint, one that nobody sourced."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from made import Row, Writer

LATER = (
    "theme_neighbours", "theme_links", "theme_link_pairs", "theme_objects", "theme_history", "statement_neighbours",
    "evaluations", "unanswered_frustrations", "survey_register", "statement_findings", "finding_links", "retellings",
    "register_corrections", "findings",
)  # fmt: skip


def write_told(writer: Writer) -> None:
    with writer.corpus.transaction():
        writer.corpus.write(
            "studies", [_study("gulf-2013", "The gulf"), _study("hm", "Heard of", candidate=1, year=None)]
        )
        writer.corpus.write(
            "findings", [_finding("g1", 4, "misprint"), _finding("g2", 1, "exact", study_id=None, value=77.0)]
        )
        told = [("t1", "56%", 56.0, "exact"), ("t2", "57%", 57.0, "rounded"), ("t3", "44%", 44.0, "complement"),
                ("t4", "65%", 65.0, "misprint")]  # fmt: skip
        writer.corpus.write(
            "retellings", [_telling("g1", *row) for row in told] + [_telling("g2", "t5", "77%", 77.0, "exact")]
        )
        link = {
            "finding_id": "g1",
            "other_id": "g2",
            "kind": "chance_equality",
            "note": "both of 2013",
            "origin": "catalogue",
        }
        writer.corpus.write("finding_links", [link], key=("finding_id", "other_id"))
        statement = writer.members["f1"][0]["id"]
        pair = {"statement_id": statement, "finding_id": "g1"}
        writer.corpus.write("statement_findings", [pair], key=("statement_id", "finding_id"))
    _write_ties(writer)


def _write_ties(writer: Writer) -> None:
    """Two themes that are near, advice that answers a complaint, sentences alike, and places on the map."""
    pain, advice = writer.members["f1"], writer.members["r1"]
    link = {"recommendation_id": "r1", "frustration_id": "f1"}
    with writer.corpus.transaction():
        near = [{"theme_id": a, "other_id": b, "likeness": 0.7, "rank": 1} for a, b in (("f1", "f2"), ("f2", "f1"))]
        writer.corpus.write("theme_neighbours", near, key=("theme_id", "other_id"))
        writer.corpus.write(
            "theme_links", [{**link, "strength": 0.6, "families": 5, "pairs": 5, "rank": 1}], key=tuple(link)
        )
        shown = {
            "frustration_statement_id": pain[0]["id"],
            "recommendation_statement_id": advice[0]["id"],
            "strength": 0.6,
        }
        writer.corpus.write("theme_link_pairs", [{**link, "rank": 1, **shown}], key=(*link, "rank"))
        alike = {"statement_id": pain[0]["id"], "other_id": pain[1]["id"], "likeness": 0.9, "rank": 1}
        writer.corpus.write("statement_neighbours", [alike], key=("statement_id", "other_id"))
        writer.corpus.write(
            "theme_objects",
            [{"theme_id": "f1", "object": "crm", "statements": 4, "families": 4}],
            key=("theme_id", "object"),
        )
        objects = [
            {"statement_id": row["id"], "object": name}
            for row in pain[:4]
            for name in ("crm", "data")[: 1 + (row is pain[0])]
        ]
        writer.corpus.write("statement_objects", objects, key=("statement_id", "object"))
        history = {
            "theme_id": "f1",
            "event": "grew",
            "run_id": 7,
            "other_id": None,
            "share": 0.9,
            "detail": "9 statements, now 12",
        }
        writer.corpus.write("theme_history", [history], key=("theme_id", "run_id", "event"))
        earlier = writer.corpus.rows("SELECT * FROM runs WHERE id = 7")[0] | {
            "id": 3,
            "finished": "2026-02-01T10:00:00Z",
        }
        writer.corpus.write("runs", [earlier])
        members = [row["id"] for row in pain]
        ways = ((None, "f1"), ("f2", "f1"), ("f1", "f2"))
        moves = [
            {"run_id": 7, "statement_id": members[n], "from_id": start, "to_id": end}
            for n, (start, end) in enumerate(ways)
        ]
        writer.corpus.write("theme_moves", moves, key=("run_id", "statement_id"))
        for place, theme in enumerate(("f1", "f2", "r1")):
            writer.corpus.execute("UPDATE themes SET x = ?, y = ? WHERE id = ?", (place / 2, place % 2, theme))


def _study(key: str, title: str, **more: object) -> Row:
    return {
        "id": key, "title": title, "organisation": "Gulf & Co", "sponsor": "A vendor", "year": 2013, "sample": "405 and 252",
        "origin": "catalogue", "population": "chiefs", "side": "both", "url": "https://gulf.example/", "note": None,
        "candidate": 0, "by_hand": 0, **more,
    }  # fmt: skip


def _finding(key: str, told: int, agreement: str, **more: object) -> Row:
    return {
        "id": key, "study_id": "gulf-2013", "population": "cmo", "subgroup": None, "claim": "CMOs who see a need to align",
        "value": 56.0, "low": 56.0, "high": 57.0, "unit": "percent", "nature": "level", "retellings": told, "articles": 0,
        "families": 0, "agreement": agreement, "origin": "catalogue", "by_hand": 0, **more,
    }  # fmt: skip


def _telling(finding: str, key: str, as_told: str, value: float, agreement: str) -> Row:
    return {
        "id": key, "finding_id": finding, "statistic_id": None, "article_id": None, "url": f"https://told.example/{key}",
        "value": value, "value_as_told": as_told, "agreement": agreement, "year": 2013, "claim": "told so", "note": None,
        "origin": "catalogue", "checked": 0,
    }  # fmt: skip


def age(db: Path) -> Path:
    """Take out of a published file what later versions have brought."""
    with sqlite3.connect(db) as connection:
        there = dict(connection.execute("SELECT name, type FROM sqlite_master").fetchall())
        for name in LATER:
            if name in there:
                connection.execute(f"DROP {there[name]} {name}")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'REFERENCES findings(id)', '') WHERE name = 'statistics'"
        )
    connection.close()
    return db
