"""Main text beside trafilatura's own: token F1 on Scrapinghub's article extraction benchmark."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path

import trafilatura

from bench.part import Part, Table
from crawler.extract import NothingToRead
from crawler.page import read_html


def run(data: Path | None) -> list[Table]:
    """Return token F1 on the benchmark pages, ours and trafilatura's."""
    assert data is not None
    folder = data / "article-extraction"
    ours, theirs = [], []
    for row in map(json.loads, (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()):
        html = gzip.decompress((folder / "pages" / f"{row['id']}.html.gz").read_bytes())
        ours.append(token_f1(_ours(html, row.get("url")), row["body"]))
        theirs.append(token_f1(trafilatura.extract(html, include_comments=False) or "", row["body"]))
    rows = [("Crosstalk", mean(ours)), (f"trafilatura {trafilatura.__version__}", mean(theirs))]
    return [Table(f"{len(ours)} pages of the article extraction benchmark", ("method", "token F1"), rows)]


def _ours(html: bytes, url: str | None) -> str:
    try:
        return read_html(html, url).text
    except NothingToRead:
        return ""


def token_f1(found: str, gold: str) -> float:
    """Return F1 over the two texts' words, counted as often as they occur."""
    one, other = (Counter(re.findall(r"\w+", text.lower())) for text in (found, gold))
    common = sum((one & other).values())
    return 2 * common / (sum(one.values()) + sum(other.values())) if common else float(one == other)


def mean(values: list[float]) -> float:
    """Return the mean."""
    return sum(values) / len(values)


PART = Part("main_text", "Main text beside trafilatura's own", run, ("article-extraction/gold.jsonl",))
