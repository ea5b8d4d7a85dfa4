"""Train an adapter: low-rank additions to the backbone that tell statements from other sentences, or sides apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from nlp.adapter_tasks import Loss, Task
from nlp.encoder import Document, document_windows, load_backbone, span_means
from nlp.gold import Coded, by_document, title_of
from nlp.windows import Sizes, Window

Progress = Callable[[int, int], None]
#: So many documents of a round are read as they are, the rest turned.
_AS_IT_IS = 0.5
#: Windows are sorted by length within stretches of so many.
_STRETCH = 40


@dataclass(frozen=True)
class AdapterSettings:
    """How an adapter is trained; the same settings and units give the same weights on the same platform.

    With `windows` units are read with their neighbours, else each alone. Each of `seeds` gives an adapter of its own, from
    the same start in another order of the units; they are put together into one (Wortsman et al. 2022, arXiv:2203.05482).
    """

    windows: Sizes | None = None
    rank: int = 16
    learning_rate: float = 4e-4
    head_rate: float = 1e-3
    epochs: int = 3
    batch: int = 24
    warm_up: float = 0.1
    dropout: float = 0.1
    seeds: tuple[int, ...] = (0,)


def train_adapter(
    coded: Sequence[Coded],
    task: Task,
    settings: AdapterSettings,
    out: Path,
    progress: Progress | None = None,
    begin: Path | None = None,
) -> None:
    """Train on `coded` and write the adapter to `out` as float16 safetensors; go on from the adapter `begin` if named."""
    import torch
    from safetensors.torch import save_file

    torch.set_num_threads(1)
    model, tokenizer = load_backbone()
    documents, ordered = documents_of(coded)
    turned, other = documents_of([task.turned(unit) for unit in ordered]) if task.turned else ([], [])
    teaching = {n for n, unit in enumerate(ordered) if task.teaches(unit)}
    layers = _adapted(model, settings)
    loss = task.loss_for(ordered)
    made = []
    for turn, seed in enumerate(settings.seeds):

        def show(n: int, total: int, before: int = turn) -> None:
            if progress:
                progress(before * total + n, len(settings.seeds) * total)

        head = _start(model, layers, task, begin)
        batches = _batches(tokenizer, documents, turned, teaching, settings, seed)
        made.append(_train_once(model, layers, head, batches, [*ordered, *other], loss, settings, seed, show))
    tensors = _together(made)
    if settings.windows:
        tensors["windows"] = torch.tensor(astuple(settings.windows))
    save_file(tensors, str(out))


def documents_of(coded: Sequence[Coded]) -> tuple[list[Document], list[Coded]]:
    """Return the documents that `coded` units make up, as the encoder reads them, and the units in their order."""
    groups = by_document(coded)
    documents = [(title_of(units), tuple(c.unit.text for c in units)) for units in groups]
    return documents, [unit for units in groups for unit in units]


def _train_once(
    model: Any,
    layers: dict[str, Any],
    head: Any,
    batches: Sequence[Sequence[Window]],
    coded: Sequence[Coded],
    loss_of: Loss,
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
    total = len(batches)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(1.0, (n + 1) / (settings.warm_up * total)) * max(0.0, 1 - n / total)
    )
    torch.manual_seed(seed)
    drop = torch.nn.Dropout(settings.dropout)
    model.train()
    for n, batch in enumerate(batches, 1):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            rows, vectors = span_means(model, batch)
            scores = head(drop(vectors))
        loss = loss_of(scores.float(), [coded[row] for row in rows])
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(added, 1.0)
        optimizer.step()
        schedule.step()
        progress(n, total)
    tensors = {f"{name}.{part}": getattr(layer, part) for name, layer in layers.items() for part in "AB"}
    tensors |= {"head.weight": head.weight, "head.bias": head.bias}
    return {name: tensor.detach().clone() for name, tensor in tensors.items()}


def _start(model: Any, layers: dict[str, Any], task: Task, begin: Path | None) -> Any:
    """Put the additions to the common start, or to what `begin` holds; return the head to go with them."""
    import torch
    from safetensors.torch import load_file

    torch.manual_seed(0)
    head = torch.nn.Linear(model.config.hidden_size, task.outputs)
    if begin:
        held = load_file(str(begin))
        for name, layer in layers.items():
            layer.A.data, layer.B.data = held[f"{name}.A"].float(), held[f"{name}.B"].float()
        head.weight.data, head.bias.data = held["head.weight"].float(), held["head.bias"].float()
        return head
    for layer in layers.values():
        torch.nn.init.normal_(layer.A.data, std=1 / math.sqrt(layer.A.shape[1]))
        torch.nn.init.zeros_(layer.B.data)
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
    """Freeze the backbone and wrap each of its linear layers in a low-rank addition; return the wraps by name."""
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
    for n, layer in enumerate(model.encoder.layer):
        for name, module in list(layer.named_modules()):
            for child_name, child in list(module.named_children()):
                if isinstance(child, torch.nn.Linear):
                    full = ".".join(filter(None, (f"encoder.layer.{n}", name, child_name)))
                    wrapped[full] = LowRank(child)
                    setattr(module, child_name, wrapped[full])
    return wrapped


def _batches(
    tokenizer: Any,
    documents: Sequence[Document],
    turned: Sequence[Document],
    teaching: Set[int],
    settings: AdapterSettings,
    seed: int,
) -> list[list[Window]]:
    """Return the batches of all epochs, of `batch` teaching units or a few more: windows shuffled, those of like length together.

    With `turned`, the same documents told otherwise, each document of a round is read in one of the two ways, by chance; the
    units of `turned` are numbered after all others.
    """
    random = np.random.default_rng(seed)
    found: list[list[Window]] = []
    stretch = _STRETCH if settings.windows else _STRETCH * settings.batch // 2
    units = np.repeat(np.arange(len(documents)), [len(texts) for _, texts in documents])
    for _ in range(settings.epochs):
        turns = random.random(len(documents)) >= _AS_IT_IS if turned else np.zeros(len(documents), dtype=bool)
        told = [
            turned[n] if turn else document for n, (document, turn) in enumerate(zip(documents, turns, strict=True))
        ]
        later = (len(units) * turns[units]).tolist()
        windows = [
            Window(window.tokens, spans)
            for window in document_windows(tokenizer, told, settings.windows, random)
            if (spans := [(n + later[n], begin, end) for n, begin, end in window.spans if n in teaching])
        ]
        order = random.permutation(len(windows))
        epoch: list[list[Window]] = []
        for at in range(0, len(order), stretch):
            near = sorted(order[at : at + stretch].tolist(), key=lambda n: (len(windows[n].tokens), n))
            epoch += _filled([windows[n] for n in near], settings.batch)
        found += [epoch[n] for n in random.permutation(len(epoch))]
    return found


def _filled(windows: Sequence[Window], units: int) -> Iterator[list[Window]]:
    """Give consecutive windows together until they hold `units` units."""
    batch: list[Window] = []
    for window in windows:
        batch.append(window)
        if sum(len(w.spans) for w in batch) >= units:
            yield batch
            batch = []
    if batch:
        yield batch
