"""Train an adapter: low-rank additions to the backbone that tell statements from other sentences, or sides apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus.records import KINDS, ROLES, ROLES_OF, SIDES
from nlp.encoder import load_backbone
from nlp.gold import Coded
from nlp.halves import lower_states, pooled_upper

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class AdapterSettings:
    """How an adapter is trained; the same settings and units give the same weights on the same platform.

    `lower` layers of the backbone stay as published. Each of `seeds` gives an adapter of its own, from the same start in
    another order of the units; they are put together into one (Wortsman et al. 2022, arXiv:2203.05482).
    """

    rank: int = 16
    lower: int = 0
    learning_rate: float = 4e-4
    head_rate: float = 1e-3
    epochs: int = 3
    batch: int = 24
    warm_up: float = 0.1
    dropout: float = 0.1
    seeds: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Task:
    """What an adapter learns: so many raw scores a unit, their start, and the loss of scores of shape (units, outputs)."""

    outputs: int
    start: float
    loss: Callable[[Any, Sequence[Coded]], Any]


def train_adapter(
    coded: Sequence[Coded], task: Task, settings: AdapterSettings, out: Path, progress: Progress | None = None
) -> None:
    """Train on `coded` and write the adapter to `out` as float16 safetensors."""
    import torch
    from safetensors.torch import save_file

    torch.set_num_threads(1)
    model, tokenizer = load_backbone()
    states = lower_states(model, tokenizer, [c.unit.text for c in coded], settings.lower)
    layers = _adapted(model, settings)
    made = []
    for turn, seed in enumerate(settings.seeds):

        def show(n: int, total: int, before: int = turn) -> None:
            if progress:
                progress(before * total + n, len(settings.seeds) * total)

        head = _start(model, layers, task)
        made.append(_train_once(model, layers, head, states, coded, task, settings, seed, show))
    save_file(_together(made), str(out))


def _train_once(
    model: Any,
    layers: dict[str, Any],
    head: Any,
    states: Sequence[Any],
    coded: Sequence[Coded],
    task: Task,
    settings: AdapterSettings,
    seed: int,
    progress: Progress,
) -> dict[str, Any]:
    """Return the tensors of one adapter and its head, trained from the common start in the order that `seed` gives."""
    import torch

    added = [p for layer in layers.values() for p in (layer.A, layer.B)]
    optimizer = torch.optim.AdamW(
        [{"params": added, "lr": settings.learning_rate}, {"params": head.parameters(), "lr": settings.head_rate}],
        weight_decay=0.01,
    )
    batches = _batches(coded, settings, seed)
    total = len(batches)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(1.0, (n + 1) / (settings.warm_up * total)) * max(0.0, 1 - n / total)
    )
    torch.manual_seed(seed)
    drop = torch.nn.Dropout(settings.dropout)
    model.train()
    for n, rows in enumerate(batches, 1):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = head(drop(pooled_upper(model, [states[row] for row in rows], settings.lower)))
        loss = task.loss(scores.float(), [coded[row] for row in rows])
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(added, 1.0)
        optimizer.step()
        schedule.step()
        progress(n, total)
    tensors = {f"{name}.{part}": getattr(layer, part) for name, layer in layers.items() for part in "AB"}
    tensors |= {"head.weight": head.weight, "head.bias": head.bias}
    return {name: tensor.detach().clone() for name, tensor in tensors.items()}


def _start(model: Any, layers: dict[str, Any], task: Task) -> Any:
    """Put the additions back to the common start and return a new head."""
    import torch

    torch.manual_seed(0)
    for layer in layers.values():
        torch.nn.init.normal_(layer.A.data, std=1 / math.sqrt(layer.A.shape[1]))
        torch.nn.init.zeros_(layer.B.data)
    head = torch.nn.Linear(model.config.hidden_size, task.outputs)
    torch.nn.init.constant_(head.bias, task.start)
    return head


def _together(made: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return one adapter that adds the mean of what each adds: their ranks side by side, heads averaged."""
    import torch

    found = {}
    for name in made[0]:
        parts = [tensors[name] for tensors in made]
        if name.endswith(".A"):
            found[name] = torch.cat(parts, 0)
        elif name.endswith(".B"):
            found[name] = torch.cat(parts, 1) / len(made)
        else:
            found[name] = torch.stack(parts).mean(0)
    return {name: tensor.half().contiguous() for name, tensor in found.items()}


def _adapted(model: Any, settings: AdapterSettings) -> dict[str, Any]:
    """Freeze the backbone and wrap each linear layer of its upper part in a low-rank addition; return the wraps by name."""
    import torch

    class LowRank(torch.nn.Module):
        """A frozen linear layer plus B·A."""

        def __init__(self, frozen: Any) -> None:
            super().__init__()
            self.frozen = frozen
            self.A = torch.nn.Parameter(torch.empty(settings.rank, frozen.in_features))
            self.B = torch.nn.Parameter(torch.empty(frozen.out_features, settings.rank))

        def forward(self, x: Any) -> Any:
            return self.frozen(x) + (x @ self.A.T) @ self.B.T

    for parameter in model.parameters():
        parameter.requires_grad = False
    wrapped = {}
    for n, layer in enumerate(model.encoder.layer[settings.lower :], settings.lower):
        for name, module in list(layer.named_modules()):
            for child_name, child in list(module.named_children()):
                if isinstance(child, torch.nn.Linear):
                    full = ".".join(filter(None, (f"encoder.layer.{n}", name, child_name)))
                    wrapped[full] = LowRank(child)
                    setattr(module, child_name, wrapped[full])
    return wrapped


def _batches(coded: Sequence[Coded], settings: AdapterSettings, seed: int) -> list[list[int]]:
    """Return the batches of all epochs: units shuffled, those of like length together."""
    random = np.random.default_rng(seed)
    found: list[list[int]] = []
    stretch = settings.batch * 20
    for _ in range(settings.epochs):
        order = random.permutation(len(coded))
        epoch = []
        for at in range(0, len(order), stretch):
            part = sorted(order[at : at + stretch].tolist(), key=lambda n: (len(coded[n].unit.text), n))
            epoch += [part[b : b + settings.batch] for b in range(0, len(part), settings.batch)]
        found += [epoch[n] for n in random.permutation(len(epoch))]
    return found


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
