"""Give each statement its sides: by rules, which then are one voice among others in a learned decision."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.records import KINDS, ROLES, ROLES_OF, SIDES
from nlp.encoder import UnitEncoder
from nlp.reading import Reading
from nlp.role_features import Ruled, heading_of, role_features
from nlp.role_head import RoleHead
from nlp.role_pain import frustration_roles
from nlp.role_turn import recommendation_roles
from nlp.roles import Context, Roles
from nlp.sides import sides_named

#: How much what stands around the words weighs beside the words themselves; chosen on dev, field_dev and articles_dev.
AROUND = 0.6


@dataclass(frozen=True)
class Echo:
    """How much a role's side in the other statements of its kind speaks for the same here.

    Another statement counts less the farther it stands, 1/e of it at `reach` units; without a reach all count alike.
    """

    weight: float
    reach: float = math.inf


#: An article mostly advises one and the same reader, whom few of its sentences name; a complaint goes on for two or three
#: sentences, one of which says whose it is. Chosen on dev, field_dev and articles_dev of the gold.
ECHOES = {"holder": Echo(0.5, reach=1.5), "addressee": Echo(1.5)}
#: The least share that a side has among other statements.
LEAST = 0.02
TINY = 1e-9

Called = NDArray[np.bool_]
Floats = NDArray[np.float64]


class RoleCoder:
    """Decides the sides of statements: strong rules first, else what the encoders read and what the head knows of the rest.

    `words` reads each statement alone, `context` with its neighbours.
    """

    def __init__(self, words: UnitEncoder, context: UnitEncoder, head: RoleHead) -> None:
        self._words = words
        self._context = context
        self._head = head

    def decide(self, reading: Reading, calls: Called) -> list[tuple[int, int, Roles]]:
        """Return for each called unit its number, the number of its kind, and its sides with the reason in words."""
        ruled = list(rule_roles(reading, calls))
        if not ruled:
            return []
        features = role_features(reading, ruled)
        read = self._read(reading, [n for n, _, _ in ruled])
        scores = {
            role: read[:, r] + AROUND * self._head.log_probabilities(role, features) for r, role in enumerate(ROLES)
        }
        for role, echo in ECHOES.items():
            scores[role] = echoed(role, scores[role], ruled, echo)
        learned = {role: _likeliest(found) for role, found in scores.items()}
        return [
            (n, k, _settled(KINDS[k], roles, {role: learned[role][row] for role in ROLES_OF[KINDS[k]]}))
            for row, (n, k, roles) in enumerate(ruled)
        ]

    def _read(self, reading: Reading, numbers: Sequence[int]) -> Floats:
        """Return how likely each side is by what is read: the mean of two log-probabilities, shape (statements, 3, 7)."""
        alone = self._words.scores(("", tuple(reading.units[n].text for n in numbers)))
        return (side_scores(alone) + side_scores(self._context.scores_of(reading.document, numbers))) / 2


def echoed(role: str, scores: Floats, ruled: Sequence[Ruled], echo: Echo) -> Floats:
    """Return the scores of a role, shape (statements, 7), moved towards those of the other statements that have the role.

    What a strong rule says of one counts as sure.
    """
    rows = [row for row, (_, k, _) in enumerate(ruled) if role in ROLES_OF[KINDS[k]]]
    if len(rows) < 2:
        return scores
    likely = _probabilities(scores[rows])
    for at, row in enumerate(rows):
        if ruled[row][2].strong:
            likely[at] = np.eye(len(SIDES))[SIDES.index(getattr(ruled[row][2], role))]
    places = np.array([ruled[row][0] for row in rows])
    near = np.exp(-np.abs(places[:, None] - places) / echo.reach)
    np.fill_diagonal(near, 0)
    heard = near.sum(1, keepdims=True)
    moved = scores.copy()
    moved[rows] += echo.weight * np.minimum(1, heard) * np.log(near @ likely / np.maximum(heard, TINY) + LEAST)
    return moved


def _probabilities(scores: Floats) -> Floats:
    return np.asarray(np.exp(scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)))


def _likeliest(scores: Floats) -> list[tuple[str, float]]:
    """Return for each statement its most likely side, and how likely it is."""
    return [(SIDES[row.argmax()], float(row.max())) for row in _probabilities(scores)]


def side_scores(raw: Floats) -> Floats:
    """Return an encoder's raw scores, shape (statements, 21), as log-probabilities of shape (statements, 3, 7)."""
    by_role = raw.reshape(len(raw), len(ROLES), len(SIDES))
    return np.asarray(by_role - np.logaddexp.reduce(by_role, axis=2, keepdims=True))


def _settled(kind: str, ruled: Roles, learned: dict[str, tuple[str, float]]) -> Roles:
    """A strong rule stands, else what is learned; where both agree the rule gives the reason, else how sure the model is."""
    sides = {role: side for role, (side, _) in learned.items()}
    if ruled.strong or all(getattr(ruled, role) == side for role, side in sides.items()):
        return ruled
    sure = ", ".join(f"{role} {side} {likely:.0%} sure" for role, (side, likely) in learned.items())
    why = (
        f"by its wording, the sides around it and what the article says elsewhere ({sure}); the rule alone: {ruled.why}"
    )
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
