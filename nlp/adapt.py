"""Train the adapter: low-rank additions to the backbone that tell complaints and advice from other sentences."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus.records import KINDS
from nlp.encoder import load_backbone, pooled
from nlp.gold import Coded

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class AdapterSettings:
    """How the adapter is trained; the same settings and units give the same weights on the same platform."""

    rank: int = 16
    learning_rate: float = 4e-4
    head_rate: float = 1e-3
    epochs: int = 3
    batch: int = 24
    warm_up: float = 0.1
    dropout: float = 0.1
    seed: int = 0


def train_adapter(
    coded: Sequence[Coded], settings: AdapterSettings, out: Path, progress: Progress | None = None
) -> None:
    """Train on `coded`, borderline labels left out of the loss, and write the adapter to `out` as float16 safetensors."""
    import torch
    from safetensors.torch import save_file

    torch.set_num_threads(1)
    torch.manual_seed(settings.seed)
    model, tokenizer = load_backbone()
    layers = _adapted(model, settings.rank)
    head = torch.nn.Linear(model.config.hidden_size, len(KINDS))
    torch.nn.init.constant_(head.bias, -2.0)  # statements are rare
    added = [p for layer in layers.values() for p in (layer.A, layer.B)]
    optimizer = torch.optim.AdamW(
        [{"params": added, "lr": settings.learning_rate}, {"params": head.parameters(), "lr": settings.head_rate}],
        weight_decay=0.01,
    )
    batches = _batches(coded, settings)
    total = len(batches)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(1.0, (n + 1) / (settings.warm_up * total)) * max(0.0, 1 - n / total)
    )
    drop = torch.nn.Dropout(settings.dropout)
    model.train()
    for n, rows in enumerate(batches, 1):
        texts = [coded[row].unit.text for row in rows]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = head(drop(pooled(model, tokenizer, texts)))
        loss = _loss(scores.float(), [coded[row] for row in rows])
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(added, 1.0)
        optimizer.step()
        schedule.step()
        if progress:
            progress(n, total)
    tensors = {f"{name}.{part}": getattr(layer, part).data for name, layer in layers.items() for part in "AB"}
    tensors |= {"head.weight": head.weight.data, "head.bias": head.bias.data}
    save_file({name: tensor.half().contiguous() for name, tensor in tensors.items()}, str(out))


def _adapted(model: Any, rank: int) -> dict[str, Any]:
    """Freeze the backbone and wrap each of its linear layers in a low-rank addition; return the wraps by layer name."""
    import torch

    class LowRank(torch.nn.Module):
        """A frozen linear layer plus B·A."""

        def __init__(self, frozen: Any) -> None:
            super().__init__()
            self.frozen = frozen
            self.A = torch.nn.Parameter(torch.randn(rank, frozen.in_features) / math.sqrt(frozen.in_features))
            self.B = torch.nn.Parameter(torch.zeros(frozen.out_features, rank))

        def forward(self, x: Any) -> Any:
            return self.frozen(x) + (x @ self.A.T) @ self.B.T

    for parameter in model.parameters():
        parameter.requires_grad = False
    wrapped = {}
    for name, module in list(model.named_modules()):
        for child_name, child in list(module.named_children()):
            full = f"{name}.{child_name}".lstrip(".")
            if isinstance(child, torch.nn.Linear) and "encoder.layer" in full:
                wrapped[full] = LowRank(child)
                setattr(module, child_name, wrapped[full])
    return wrapped


def _batches(coded: Sequence[Coded], settings: AdapterSettings) -> list[list[int]]:
    """Return the batches of all epochs: units shuffled, those of like length together."""
    random = np.random.default_rng(settings.seed)
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


def _loss(scores: Any, rows: list[Coded]) -> Any:
    import torch

    truth = torch.tensor([[float(kind in c.labels) for kind in KINDS] for c in rows])
    sure = torch.tensor([[float(kind not in c.optional) for kind in KINDS] for c in rows])
    raw = torch.nn.functional.binary_cross_entropy_with_logits(scores, truth, reduction="none")
    return (raw * sure).sum() / sure.sum()
