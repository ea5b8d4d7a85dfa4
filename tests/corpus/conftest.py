"""A small corpus that keeps every rule: one article, three statements, two themes."""

from __future__ import annotations

import pytest

TEXT = "IT is slow \U0001f40c.\n=SUM(A1) wastes our day.\nMeet weekly."


@pytest.fixture
def filled(corpus):
    article = {"url": "https://s.example/a", "title": "=HYPERLINK(1)", "text": TEXT, "words": 10, "relevance": 80}
    article |= {"relevance_reason": "both sides", "source_id": "s", "published": "2013-05-01", "sample": 1}
    said = {"article_id": "a", "speaker_side": "none", "why": "the subject is IT", "not_factual": 0}
    with corpus.transaction():
        corpus.write("sources", [{"id": "s", "domain": "s.example", "name": "The Source"}])
        corpus.write("articles", [article | {"id": "a", "family_id": "a"}])
        rows = [
            ("s1", "frustration", "cmo", 0.9),
            ("s2", "frustration", "cio", 0.6),
            ("s3", "recommendation", "none", 0.8),
        ]
        for at, ((id, kind, holder, score), line) in enumerate(zip(rows, TEXT.split("\n"), strict=True)):
            start = TEXT.index(line)
            place = {"id": id, "kind": kind, "text": line, "start": start, "end": start + len(line), "position": at}
            sides = {"holder": holder, "target": "cio", "addressee": "both" if kind == "recommendation" else "none"}
            corpus.write("statements", [said | place | sides | {"score": score}])
        for id, kind, members in (("t1", "frustration", ["s1", "s2"]), ("t2", "recommendation", ["s3"])):
            theme = {
                "id": id,
                "kind": kind,
                "label": f"Theme {id}",
                "description": "What they say.",
                "keywords": "a, b",
            }
            counts = dict.fromkeys(["by_cmo", "by_cio", "by_both", "by_org", "by_other", "by_none"], 0)
            counts |= {"by_cmo": 1, "by_cio": 1} if id == "t1" else {"by_both": 1}
            theme |= {"statements": len(members), "articles": 1, "families": 1, "sources": 1, **counts}
            theme |= {"first_year": 2013, "last_year": 2013}
            corpus.write("themes", [theme])
            corpus.write(
                "theme_statements",
                [{"theme_id": id, "statement_id": s, "probability": 1.0, "rank": n} for n, s in enumerate(members)],
                key=("theme_id", "statement_id"),
            )
            year = {"theme_id": id, "year": 2013, "statements": len(members), "families": 1}
            corpus.write("theme_years", [year], key=("theme_id", "year"))
    return corpus
