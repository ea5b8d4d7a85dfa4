"""What an adapter learns: kinds, or sides; where its scores start, and what counts as their loss."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.records import KINDS, ROLES, ROLES_OF, SIDES
from nlp.gold import Coded


@dataclass(frozen=True)
class Task:
    """What an adapter learns: so many raw scores a unit, their start, and the loss of scores of shape (units, outputs)."""

    outputs: int
    start: float
    loss: Callable[[Any, Sequence[Coded]], Any]


def _kinds_loss(scores: Any, rows: Sequence[Coded]) -> Any:
    """The loss per sure label: borderline ones are left out."""
    import torch

    truth = torch.tensor([[float(kind in c.labels) for kind in KINDS] for c in rows])
    sure = torch.tensor([[float(kind not in c.optional) for kind in KINDS] for c in rows])
    raw = torch.nn.functional.binary_cross_entropy_with_logits(scores, truth, reduction="none")
    return (raw * sure).sum() / sure.sum()


#: What cross-entropy takes for "no label".
_UNTOLD = -100


def _sides_loss(scores: Any, rows: Sequence[Coded]) -> Any:
    """The loss per role that is coded."""
    import torch

    told = torch.tensor([[side_number(c, role) for role in ROLES] for c in rows]).reshape(-1)
    raw = torch.nn.functional.cross_entropy(scores.reshape(-1, len(SIDES)), told, ignore_index=_UNTOLD, reduction="sum")
    return raw / max(1, int((told != _UNTOLD).sum()))


def side_number(coded: Coded, role: str) -> int:
    """Return the number of the side coded for `role`, or that for "no label" when the unit has no such role."""
    has = any(role in ROLES_OF[kind] for kind in KINDS if kind in coded.labels)
    side = getattr(coded, role)
    return SIDES.index(side) if has and side in SIDES else _UNTOLD


def has_sides(coded: Coded) -> bool:
    """Tell whether any role of the unit is coded."""
    return any(side_number(coded, role) != _UNTOLD for role in ROLES)


#: Statements are rare: their scores start low.
KINDS_TASK = Task(len(KINDS), -2.0, _kinds_loss)
SIDES_TASK = Task(len(ROLES) * len(SIDES), 0.0, _sides_loss)
