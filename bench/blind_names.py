"""Sheets for a blind choice between our names of themes and BERTopic's: python -m bench.blind_names DB FOLDER --readers 3.

Both names are shown as their content words in alphabetical order, as many of ours as of theirs, so that their form
does not give them away. A second sheet, read afterwards, shows our name as it stands and asks of which sentences it
is true. What readers answered stands in docs/blind-names/ and is counted by `python -m bench blind_names`.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from corpus import Corpus
from corpus.records import KINDS
from crosstalk import load_topic_model
from nlp.lexicon import lexicon

PAIRS, SENTENCES, WORDS = 30, 10, 4
CHOICE, TRUTH, KEY, HOW = "choice.csv", "truth.csv", "key.json", "how.md"

Row = dict[str, Any]


def sheets(db: Path, folder: Path, readers: int) -> None:
    """Write FOLDER/key.json and, for each reader, a folder with both sheets in an order of their own and how to fill them."""
    pairs = sorted((p for kind in KINDS for p in _pairs(db, kind)), key=lambda p: (-p["size"], p["theme"]))[:PAIRS]
    keys = {}
    for reader in range(1, readers + 1):
        random = Random(reader)
        order = random.sample(pairs, len(pairs))
        ours = ["A" if random.random() < 0.5 else "B" for _ in order]
        keys[f"reader-{reader}"] = {
            str(n): {"theme": p["theme"], "ours": o} for n, (p, o) in enumerate(zip(order, ours, strict=True), 1)
        }
        _write(folder / f"reader-{reader}", order, ours)
    (folder / KEY).write_text(json.dumps(keys, indent=1) + "\n", encoding="utf-8")


def _write(folder: Path, order: Sequence[Row], ours: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    numbered = [f"sentence {n}" for n in range(1, SENTENCES + 1)]
    with (folder / CHOICE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["number", "A", "B", *numbered, "choice"])
        for n, (pair, first) in enumerate(zip(order, ours, strict=True), 1):
            words = bare(pair["ours"], pair["theirs"])
            writer.writerow([n, *(words if first == "A" else words[::-1]), *pair["sentences"], ""])
    with (folder / TRUTH).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["number", "name", *numbered, "true of"])
        writer.writerows([n, pair["ours"], *pair["sentences"], ""] for n, pair in enumerate(order, 1))
    (folder / HOW).write_text(INSTRUCTION, encoding="utf-8")


def bare(ours: str, theirs: str) -> tuple[str, str]:
    """Return both names in one form: their content words, as many of each, at most four, in alphabetical order."""
    mine, other = _content(ours), _content(theirs)
    size = min(len(mine), len(other), WORDS)
    return ", ".join(sorted(mine[:size])), ", ".join(sorted(other[:size]))


def _content(name: str) -> list[str]:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    empty = (ENGLISH_STOP_WORDS | set(lexicon("stopwords")["words"])) - {"it", "no", "marketing"}
    words = re.findall(r"[a-z][a-z'’-]*", re.sub(r"^-?\d+_", "", name.lower()))
    return [word for word in dict.fromkeys(words) if word not in empty] or words


def _pairs(db: Path, kind: str) -> list[Row]:
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
    """Return different sentences of a theme, drawn by chance, with empty ones where it has too few."""
    rows = corpus.rows(
        "SELECT DISTINCT text FROM statements JOIN theme_statements ON statement_id = id WHERE theme_id = ? ORDER BY 1",
        [theme],
    )
    drawn = Random(theme).sample([row["text"] for row in rows], min(SENTENCES, len(rows)))
    return drawn + [""] * (SENTENCES - len(drawn))


INSTRUCTION = f"""# How to fill these sheets

The sentences are from invented articles on how marketing and IT get along. Work alone, by reading, in this order; do not open
{TRUTH} before {CHOICE} is done.

1. {CHOICE}: each line has two lists of words, A and B, that shall tell what its sentences have in common. Read the
   sentences, then write in `choice` the letter of the list that tells it better: A or B; a dash when neither does or both
   are as good.
2. {TRUTH}: each line has a name and sentences. Write in `true of` of how many of them the name is true: the sentence
   says that, or a plain case of it. A sentence that is only near the subject does not count.

Keep all other columns as they are, and say at the end what was hard, and who or what you are (a person, a language model).
"""


def main() -> None:
    """Make the sheets."""
    parser = argparse.ArgumentParser(prog="python -m bench.blind_names", description=__doc__)
    parser.add_argument("db", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--readers", type=int, default=3)
    options = parser.parse_args()
    sheets(options.db, options.folder, options.readers)


if __name__ == "__main__":
    main()
