"""Cut the lines that name or quote a person out of an article, and move the marks of what stays."""

from __future__ import annotations

from collections import Counter

from corpus.cascade import delete_with_all
from corpus.forgotten import words_of
from corpus.store import Corpus

MARKED = ("statements", "statistics")


def cut_article(corpus: Corpus, article_id: str, name: str, counts: Counter[str]) -> list[str]:
    """Cut what `name` says or is named in out of an article and its former texts; return the lines that went.

    Statements and figures in other lines stay, with their offsets moved; the article is coded anew by the next annotate.
    """
    (article,) = corpus.rows("SELECT title, text FROM articles WHERE id = ?", [article_id])
    spoken = [row["text"] for row in corpus.rows(_SPOKEN, [article_id]) if _is_speaker(row["speaker"], name)]
    gone = _lines(article["text"], name, spoken)
    kept = _cut(corpus, article_id, article["text"], gone, counts)
    title = None if _names(article["title"], name) else article["title"]
    corpus.execute(
        "UPDATE articles SET text = ?, title = ?, words = ? WHERE id = ?", (kept, title, len(kept.split()), article_id)
    )
    gone += _cut_versions(corpus, article_id, name, spoken)
    corpus.execute("DELETE FROM codings WHERE article_id = ?", [article_id])
    counts["lines"] += len(gone)
    return gone


_SPOKEN = "SELECT text, speaker FROM statements WHERE article_id = ? AND speaker IS NOT NULL"


def _is_speaker(speaker: str, name: str) -> bool:
    """Tell whether a printed speaker is the person: by the whole name, or by the surname with or without a title."""
    said, known = words_of(speaker), words_of(name)
    return _names(speaker, name) or (
        bool(said) and said[-1] == known[-1] and len(said) <= 2 and said[0] in (*_MR, known[-1])
    )


_MR = ("mr", "mrs", "ms", "dr", "prof")


def _names(text: str | None, name: str) -> bool:
    return f" {' '.join(words_of(name))} " in f" {' '.join(words_of(text or ''))} "


def _lines(text: str, name: str, spoken: list[str]) -> list[str]:
    return [line for line in text.split("\n") if _names(line, name) or any(said in line for said in spoken)]


def _cut(corpus: Corpus, article_id: str, text: str, gone: list[str], counts: Counter[str]) -> str:
    """Take the lines `gone` out of `text`; what is marked in them goes, what is marked behind them moves up."""
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append((at, at + len(line) + 1, line in gone))
        at += len(line) + 1
    for table in MARKED:
        for row in corpus.rows(f'SELECT id, start, "end" FROM {table} WHERE article_id = ?', [article_id]):
            before = sum(end - start for start, end, went in spans if went and end <= row["start"])
            if any(went and start < row["end"] and row["start"] < end for start, end, went in spans):
                delete_with_all(corpus, table, [row["id"]], counts)
            elif before:
                moved = (row["start"] - before, row["end"] - before, row["id"])
                corpus.execute(f'UPDATE {table} SET start = ?, "end" = ? WHERE id = ?', moved)
    return "\n".join(line for line in text.split("\n") if line not in gone)


def _cut_versions(corpus: Corpus, article_id: str, name: str, spoken: list[str]) -> list[str]:
    went = []
    for row in corpus.rows("SELECT * FROM article_versions WHERE article_id = ?", [article_id]):
        gone = _lines(row["text"], name, spoken)
        text = "\n".join(line for line in row["text"].split("\n") if line not in gone)
        title = None if _names(row["title"], name) else row["title"]
        key = (article_id, row["replaced_at"])
        corpus.execute(
            "UPDATE article_versions SET text = ?, title = ? WHERE article_id = ? AND replaced_at = ?",
            (text, title, *key),
        )
        went += gone
    return went
