"""Give each statement its sides: by rules, which then are one voice among others in a learned decision."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelRefused
from corpus.records import KINDS
from nlp.embeddings import Embedder
from nlp.reading import Reading
from nlp.role_features import heading_of, role_features
from nlp.role_head import RoleHead
from nlp.roles import Context, Roles, frustration_roles, recommendation_roles
from nlp.sides import sides_named

#: The roles that a statement of each kind has.
ROLES_OF = {"frustration": ("holder", "target"), "recommendation": ("addressee",)}

Called = NDArray[np.bool_]


class RoleCoder:
    """Decides the sides of statements with a learned head on top of the rules."""

    def __init__(self, embedder: Embedder, head: RoleHead) -> None:
        if head.embedder_sha256 != embedder.sha256:
            raise ModelRefused("The role classifier belongs to another embedding model; make it anew: crosstalk train")
        self._embedder = embedder
        self._head = head

    def decide(self, reading: Reading, calls: Called) -> list[tuple[int, int, Roles]]:
        """Return for each called unit its number, the number of its kind, and its sides with the reason in words."""
        ruled = list(rule_roles(reading, calls))
        features = [features_of(reading, n, roles) for n, _, roles in ruled]
        vectors = self._embedder.encode([reading.units[n].text.lower() for n, _, _ in ruled])
        learned = {role: self._head.decide(role, features, vectors) for role in ("holder", "target", "addressee")}
        return [
            (n, k, _settled(KINDS[k], roles, {role: learned[role][row] for role in ROLES_OF[KINDS[k]]}))
            for row, (n, k, roles) in enumerate(ruled)
        ]


def features_of(reading: Reading, n: int, roles: Roles) -> dict[str, float]:
    """Return what speaks for the sides of unit `n`, given what the rules say."""
    return role_features(n, reading.units, reading.mentions, reading.title_mentions, reading.speeches[n], roles)


def _settled(kind: str, ruled: Roles, learned: dict[str, tuple[str, float]]) -> Roles:
    """A strong rule stands, else what is learned; where both agree the rule gives the reason, else how sure the model is."""
    sides = {role: side for role, (side, _) in learned.items()}
    if ruled.strong or all(getattr(ruled, role) == side for role, side in sides.items()):
        return ruled
    sure = ", ".join(f"{role} {side} {likely:.0%} sure" for role, (side, likely) in learned.items())
    why = f"by its wording and the sides around it ({sure}); the rule alone: {ruled.why}"
    return Roles(sides.get("holder", "none"), sides.get("target", "none"), sides.get("addressee", "none"), why)


def rule_roles(reading: Reading, calls: NDArray[np.bool_]) -> Iterator[tuple[int, int, Roles]]:
    """Give what the rules say of each called unit: its number, the number of its kind, and its sides.

    `calls` has shape (units, 2). The last statement of a section passes its sides on to the silent ones after it.
    """
    before: dict[str, Roles] = {}
    heading: str | None = None
    for n, unit in enumerate(reading.units):
        if unit.heading != heading and unit.kind != "heading":
            heading, before = unit.heading, {}
        for k, kind in enumerate(KINDS):
            if calls[n, k]:
                before[kind] = _roles(kind, n, reading, before)
                yield n, k, before[kind]


def _roles(kind: str, n: int, reading: Reading, before: dict[str, Roles]) -> Roles:
    unit = reading.units[n]
    context = _context(
        n, reading, before.get(kind) or (before.get("frustration") if kind == "recommendation" else None)
    )
    decide = frustration_roles if kind == "frustration" else recommendation_roles
    return decide(unit, reading.docs[n], reading.mentions[n], context)


def _context(n: int, reading: Reading, before: Roles | None) -> Context:
    unit = reading.units[n]
    heading = heading_of(n, reading.units)
    beside = range(max(0, n - 2), min(len(reading.units), n + 2))
    return Context(
        title=tuple(reading.title_mentions),
        title_text=reading.title,
        heading=tuple(reading.mentions[heading]) if heading is not None else (),
        heading_text=unit.heading or "",
        speaker_side=reading.speeches[n].side,
        before=before,
        nearby=frozenset().union(*(sides_named(reading.mentions[m]) for m in beside)),
    )
