"""What stands around a statement: many a sentence tells its matter only together with its heading and its neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from corpus.store import Corpus
from nlp.units import units

Row = dict[str, Any]


def context_of(heading: str | None, before: str | None, text: str, after: str | None) -> str:
    """Return a statement among its heading and the units before and after it, as one text."""
    around = (None if heading == before else heading, before, text, after)
    return " ".join(part for part in around if part)


def contexts(corpus: Corpus, rows: Sequence[Row]) -> list[str]:
    """Return the context of each statement; `rows` have `article_id`, `start` and `text`."""
    places: dict[str, dict[int, int]] = defaultdict(dict)
    for n, row in enumerate(rows):
        places[row["article_id"]][row["start"]] = n
    found = [row["text"] for row in rows]
    for article_id, text in _texts(corpus, sorted(places)):
        wanted = places[article_id]
        cut = units(text)
        words = [None, *(unit.text for unit in cut), None]
        for place, unit in enumerate(cut):
            if unit.start in wanted:
                n = wanted[unit.start]
                found[n] = context_of(unit.heading, words[place], rows[n]["text"], words[place + 2])
    return found


def _texts(corpus: Corpus, article_ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    for article_id in article_ids:
        if (text := corpus.value("SELECT text FROM articles WHERE id = ?", [article_id])) is not None:
            yield article_id, text
