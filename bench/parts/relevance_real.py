"""Relevance where real pages are known: addresses of pages met, by their label, and openly licensed articles near the topic."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path

from bench.part import Part, Table
from crawler.relevance import BORDERLINE, ON_TOPIC, judge_link, score

SOURCES, UNITS, ARTICLES = "../domain/sources.csv", "real-coding/units.jsonl", "real-coding/sources.csv"
LEAST_LINK = (10, 20, 30)


def run(data: Path | None) -> list[Table]:
    """Return how the addresses score, and how many articles near the topic would be taken."""
    assert data is not None
    return [_addresses(data / SOURCES), _articles(data / UNITS, data / ARTICLES)]


def _addresses(path: Path) -> Table:
    rows = [row for row in csv.DictReader(path.open(encoding="utf-8")) if row["language"] == "en"]
    scored = [(judge_link("", row["url"]).score, row["relevance"]) for row in rows if row["relevance"] != "borderline"]
    on_topic = sum(label == "on-topic" for _, label in scored)
    made = []
    for least in LEAST_LINK:
        taken = [label for points, label in scored if points >= least]
        right = sum(label == "on-topic" for label in taken)
        made.append((least, len(taken), right / max(1, len(taken)), right / on_topic))
    title = f"{len(scored)} English pages met, {on_topic} on the topic, by the words of their address alone"
    return Table(
        title, ("points, at least", "pages", "precision", "recall"), made, "No titles are at hand: a lower bound."
    )


def _articles(units: Path, sources: Path) -> Table:
    texts: dict[str, list[str]] = defaultdict(list)
    for unit in map(json.loads, units.read_text(encoding="utf-8").splitlines()):
        texts[unit["doc"]].append(unit["text"])
    labels = {row["doc"]: row["topic"] for row in csv.DictReader(sources.open(encoding="utf-8"))}
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for doc, (title, *lines) in texts.items():
        points = score(title, "\n".join(lines)).score
        label = labels.get(doc, "")
        place = 0 if points >= ON_TOPIC else 1 if points >= BORDERLINE else 2
        counts[label if label in ("yes", "borderline") else "no"][place] += 1
    rows = [(label, sum(three), *three) for label, three in sorted(counts.items(), reverse=True)]
    return Table(
        "Openly licensed articles near the topic, by whoever chose them: are they on it?",
        ("label", "articles", f"{ON_TOPIC} and more", f"{BORDERLINE} to {ON_TOPIC - 1}", "less"),
        rows,
    )


PART = Part("relevance_real", "Relevance of real addresses and articles", run, (SOURCES, UNITS, ARTICLES))
