"""What an adapter learns: kinds, or sides; where its scores start, and what counts as their loss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.records import KINDS, ROLES, ROLES_OF, SIDES
from nlp.gold import Coded
from nlp.other_side import article_of_the_other, told_of_the_other

Loss = Callable[[Any, Sequence[Coded]], Any]


@dataclass(frozen=True)
class Task:
    """What an adapter learns: so many raw scores a unit, their start, and the loss of scores of shape (units, outputs).

    `loss_for` makes the loss from all units that are read, of which those count that `teaches` tells. With `turned` about half
    of the documents of each round are read as it returns their units.
    """

    outputs: int
    start: float
    loss_for: Callable[[Sequence[Coded]], Loss]
    teaches: Callable[[Coded], bool] = lambda _: True
    turned: Callable[[Coded], Coded] | None = None


def _kinds_loss(scores: Any, rows: Sequence[Coded]) -> Any:
    """The loss per sure label: borderline ones are left out."""
    import torch

    truth = torch.tensor([[float(kind in c.labels) for kind in KINDS] for c in rows])
    sure = torch.tensor([[float(kind not in c.optional) for kind in KINDS] for c in rows])
    raw = torch.nn.functional.binary_cross_entropy_with_logits(scores, truth, reduction="none")
    return (raw * sure).sum() / sure.sum()


#: What cross-entropy takes for "no label".
_UNTOLD = -100


#: A rare side weighs at most so many times a common one.
HEAVIEST = 4.0


def _sides_loss_for(learned_from: Sequence[Coded]) -> Loss:
    """The loss per role that is coded; rare sides weigh more, with the root of their rarity."""
    import torch

    weights = torch.tensor([_weights([side_number(c, role) for c in learned_from]) for role in ROLES])

    def loss(scores: Any, rows: Sequence[Coded]) -> Any:
        told = torch.tensor([[side_number(c, role) for role in ROLES] for c in rows])
        by_role = scores.reshape(-1, len(ROLES), len(SIDES))
        raw = [
            torch.nn.functional.cross_entropy(
                by_role[:, n], told[:, n], weight=weights[n], ignore_index=_UNTOLD, reduction="sum"
            )
            for n in range(len(ROLES))
        ]
        heard = sum(weights[n][told[told[:, n] != _UNTOLD, n]].sum() for n in range(len(ROLES)))
        return sum(raw) / max(1.0, float(heard))

    return loss


def _weights(numbers: Sequence[int]) -> list[float]:
    """Return a weight for each side of a role, given the sides' numbers in the units that are learned from."""
    counts = Counter(number for number in numbers if number != _UNTOLD)
    even = counts.total() / max(1, len(counts))
    return [min(HEAVIEST, (even / max(1, counts[number])) ** 0.5) for number in range(len(SIDES))]


def side_number(coded: Coded, role: str) -> int:
    """Return the number of the side coded for `role`, or that for "no label" when the unit has no such role."""
    has = any(role in ROLES_OF[kind] for kind in KINDS if kind in coded.labels)
    side = getattr(coded, role)
    return SIDES.index(side) if has and side in SIDES else _UNTOLD


def has_sides(coded: Coded) -> bool:
    """Tell whether any role of the unit is coded."""
    return any(side_number(coded, role) != _UNTOLD for role in ROLES)


#: Statements are rare: their scores start low.
KINDS_TASK = Task(len(KINDS), -2.0, lambda _: _kinds_loss)
SIDES_TASK = Task(len(ROLES) * len(SIDES), 0.0, _sides_loss_for, has_sides, told_of_the_other)
SIDES_IN_CONTEXT_TASK = replace(SIDES_TASK, turned=article_of_the_other)
