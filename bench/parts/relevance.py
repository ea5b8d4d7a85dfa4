"""Relevance on pages written from nothing but a title and its label, by a writer who did not know the rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.part import Part, Table
from crawler.page import read_html
from crawler.relevance import BORDERLINE, ON_TOPIC, score

PAGES = Path(__file__).parents[1] / "data" / "relevance"


@dataclass(frozen=True)
class Judged:
    """A page by its number, whether it was written as on the topic, and what the score and the language say."""

    number: int
    on_topic: bool
    score: int
    language: str | None

    @property
    def taken(self) -> bool:
        """Tell whether the corpus takes it as on the topic."""
        return self.score >= ON_TOPIC and self.language == "en"

    @property
    def wanted(self) -> bool:
        """Tell whether it should: foreign pages on the topic are set apart by their language."""
        return self.on_topic and self.language == "en"


def run(_: Path | None) -> list[Table]:
    """Return precision and recall on the half that was tuned on and on the other one."""
    pages = _pages()
    halves = {"odd numbers, tuned on": 1, "even numbers, kept aside": 0}
    rows = [(name, *_row([page for page in pages if page.number % 2 == odd])) for name, odd in halves.items()]
    columns = ("pages", "on the topic", "not", "precision", "recall", f"borderline, {BORDERLINE} to {ON_TOPIC - 1}")
    return [Table(f"A score of {ON_TOPIC} and more is called on the topic", columns, rows)]


def _row(pages: Sequence[Judged]) -> tuple[int, int, float, float, int]:
    wanted, taken = sum(page.wanted for page in pages), sum(page.taken for page in pages)
    right = sum(page.wanted and page.taken for page in pages)
    between = sum(BORDERLINE <= page.score < ON_TOPIC for page in pages)
    return wanted, len(pages) - wanted, right / max(1, taken), right / max(1, wanted), between


def _pages() -> list[Judged]:
    judged = []
    for kind in ("on", "off"):
        for file in sorted((PAGES / kind).glob("*.html")):
            found = read_html(file.read_bytes())
            judged.append(Judged(int(file.stem), kind == "on", score(found.title, found.text).score, found.language))
    return judged


PART = Part("relevance", "Relevance of pages written from a title and a label", run)
