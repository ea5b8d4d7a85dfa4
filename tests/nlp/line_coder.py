"""A coder for tests: quick, and plain enough to know what it must find."""

from __future__ import annotations

from corpus import Article
from corpus.ids import statement_id
from corpus.records import Statement


class LineCoder:
    """Takes each line but the last for a frustration of nobody; counts the articles that it codes."""

    version = "lines-1"

    def __init__(self) -> None:
        self.coded = 0

    def annotate(self, found: Article) -> tuple[list[Statement], list]:
        self.coded += 1
        said = []
        for n, line in enumerate(found.text.split("\n")[:-1]):
            start = found.text.index(line)
            id = statement_id(found.id, "frustration", line, 0)
            said.append(
                Statement(id, found.id, "frustration", line, start, start + len(line), n, None, 0.9, why="its words")
            )
        return said, []
