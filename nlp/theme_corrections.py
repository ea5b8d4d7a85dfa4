"""Corrections of themes: merged, split, hidden, renamed, and single statements moved, in the order of their file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.corrections import Correction, Outcome

SORTS = ("rename_theme", "describe_theme", "merge_theme", "split_theme", "hide_theme", "move_statement")


@dataclass
class Corrected:
    """Themes of one kind as they stand: each id's statements, names given by hand, and where ended ids lead."""

    members: dict[str, set[str]]
    statements: frozenset[str]
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    redirects: dict[str, str | None] = field(default_factory=dict)
    split_from: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)

    def apply(self, corrections: Sequence[Correction]) -> list[Outcome]:
        """Apply in order and return the outcomes of those that are of this kind's themes or statements."""
        found = []
        for line in corrections:
            if line.id in self.statements or line.id in self.members or line.id in self.redirects:
                problem = getattr(self, f"_{line.what}")(line)
                found.append(Outcome(line.position, "misfit" if problem else "applied", problem))
        return found

    def _rename_theme(self, line: Correction) -> str:
        return self._told(line, self.names)

    def _describe_theme(self, line: Correction) -> str:
        return self._told(line, self.descriptions)

    def _told(self, line: Correction, words: dict[str, str]) -> str:
        if problem := self._ended(line.id):
            return problem
        if not line.value:
            return "no words are given"
        words[line.id] = line.value
        return ""

    def _merge_theme(self, line: Correction) -> str:
        if problem := self._ended(line.id) or self._ended(line.value):
            return problem
        if line.id == line.value:
            return "a theme cannot be merged into itself"
        self.members[line.value] |= self.members.pop(line.id)
        self.redirects[line.id] = line.value
        return ""

    def _split_theme(self, line: Correction) -> str:
        if problem := self._ended(line.id):
            return problem
        leaving = set(line.value.replace(",", " ").split()) & self.members[line.id]
        if not leaving or leaving == self.members[line.id]:
            return "none, or all, of the sentences named are in the theme"
        part = self._next_part(line.id)
        self.members[line.id] -= leaving
        self.members[part] = leaving
        self.split_from[part] = line.id
        return ""

    def _next_part(self, theme_id: str) -> str:
        """Parts are named f3a, f3b and so on, in the order of the file: the same on every run."""
        used = sum(1 for origin in self.split_from.values() if origin == theme_id)
        return f"{theme_id}{'abcdefghijklmnopqrstuvwxyz'[used % 26]}{used // 26 or ''}"

    def _hide_theme(self, line: Correction) -> str:
        if problem := self._ended(line.id):
            return problem
        del self.members[line.id]
        self.redirects[line.id] = None
        self.hidden.add(line.id)
        return ""

    def _move_statement(self, line: Correction) -> str:
        if line.id not in self.statements:
            return f"there is no sentence {line.id}"
        if line.value and line.value not in self.members:
            return f"there is no theme {line.value}"
        for members in self.members.values():
            members.discard(line.id)
        if line.value:
            self.members[line.value].add(line.id)
        return ""

    def _ended(self, theme_id: str) -> str:
        return "" if theme_id in self.members else f"there is no theme {theme_id}"
