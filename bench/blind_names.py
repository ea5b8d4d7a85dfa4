"""A blind choice between our names of themes and BERTopic's: python -m bench.blind_names sheet DB OUT | score SHEET KEY."""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path
from random import Random
from typing import Any

from corpus import Corpus
from corpus.records import KINDS
from crosstalk import load_topic_model

PAIRS, SENTENCES = 30, 6


def sheet(db: Path, out: Path, seed: int) -> None:
    """Write OUT.csv, a pair of names with sentences and an empty `choice` a row, and OUT.key.json, which tells whose is whose."""
    pairs = sorted((p for kind in KINDS for p in _pairs(db, kind)), key=lambda p: (-p["size"], p["theme"]))[:PAIRS]
    random = Random(seed)
    random.shuffle(pairs)
    key = {}
    with out.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["number", "A", "B", *(f"sentence {n}" for n in range(1, SENTENCES + 1)), "choice"])
        for number, pair in enumerate(pairs, 1):
            ours_first = random.random() < 0.5
            key[str(number)] = {"theme": pair["theme"], "ours": "A" if ours_first else "B"}
            names = [pair["ours"], pair["theirs"]]
            writer.writerow([number, *(names if ours_first else names[::-1]), *pair["sentences"], ""])
    out.with_suffix(".key.json").write_text(json.dumps(key, indent=1) + "\n", encoding="utf-8")


def _pairs(db: Path, kind: str) -> list[dict[str, Any]]:
    model = load_topic_model(db, kind)
    with Corpus.open(db, create=False) as corpus:
        rows = {row["id"]: row for row in corpus.rows("SELECT id, label, statements FROM themes")}
        return [
            {
                "theme": theme,
                "size": rows[theme]["statements"],
                "ours": rows[theme]["label"],
                "theirs": model.topic_labels_[topic],
                "sentences": _drawn(corpus, theme),
            }
            for topic, theme in enumerate(model.theme_ids_)
        ]


def _drawn(corpus: Corpus, theme: str) -> list[str]:
    texts = [
        row["text"]
        for row in corpus.rows(
            "SELECT text FROM statements JOIN theme_statements ON statement_id = id WHERE theme_id = ? ORDER BY id",
            [theme],
        )
    ]
    drawn = Random(theme).sample(texts, min(SENTENCES, len(texts)))
    return drawn + [""] * (SENTENCES - len(drawn))


def score(answers: Path, key: Path) -> dict[str, int]:
    """Return how often ours, theirs, or neither was chosen on a sheet that somebody has filled in with A or B."""
    truth = json.loads(key.read_text(encoding="utf-8"))
    counts = {"ours": 0, "theirs": 0, "neither": 0}
    with answers.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            choice = row["choice"].strip().upper()
            who = (
                "neither"
                if choice not in ("A", "B")
                else "ours"
                if choice == truth[row["number"]]["ours"]
                else "theirs"
            )
            counts[who] += 1
    return counts


def main() -> None:
    """Make a sheet, or score one."""
    parser = argparse.ArgumentParser(prog="python -m bench.blind_names", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("sheet")
    making.add_argument("db", type=Path)
    making.add_argument("out", type=Path)
    making.add_argument("--seed", type=int, default=0)
    scoring = commands.add_parser("score")
    scoring.add_argument("answers", type=Path)
    scoring.add_argument("key", type=Path)
    options = parser.parse_args()
    if options.command == "sheet":
        sheet(options.db, options.out, options.seed)
    else:
        print(json.dumps(score(options.answers, options.key)))


if __name__ == "__main__":
    main()
