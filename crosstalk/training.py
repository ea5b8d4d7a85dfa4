"""Train all parts of the classifier, and put them in place together or not at all."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.errors import BadInput
from corpus.records import ROLES
from nlp.adapt import AdapterSettings, train_adapter
from nlp.adapter_tasks import KINDS_TASK, SIDES_TASK, has_sides
from nlp.backbone import cache_folder
from nlp.checksum import file_sha256
from nlp.coder import CONTEXT, ROLE_HEAD, SHIPPED, SIDES, WORDS
from nlp.encoder import load_encoder
from nlp.gold import Coded, read_gold
from nlp.pipeline import load_pipeline
from nlp.train import fit_head, save_with_card, split
from nlp.train_roles import fit_roles
from nlp.windows import Sizes

HEAD, CARD = "statement_head.npz", "statement_head.json"
#: One adapter reads each unit alone and one with its neighbours; sides are learned from the words of statements.
WORDS_SETTINGS = AdapterSettings(seeds=(0, 1))
CONTEXT_SETTINGS = AdapterSettings(windows=Sizes())
SIDES_SETTINGS = AdapterSettings(epochs=4)
Scores = dict[str, dict[str, float]]


def train(
    gold: list[Path],
    dev: list[Path],
    extra: list[Path],
    out: Path,
    *,
    keep_adapter: bool,
    progress: Callable[[int, int], None],
) -> tuple[Scores, list[str]]:
    """Train all adapters and heads into `out`; return the held-out scores and notes on what was left as it was.

    Everything is made in a folder beside the place and moved there at the end, so that a stop leaves the former classifier
    whole. An adapter that was finished before a stop is kept in the user's cache and not made again.
    """
    known, held, more = ([unit for path in paths for unit in read_gold(path)] for paths in (gold, dev, extra))
    units = split(known, held, more)
    with_sides, notes = [unit for unit in known if has_sides(unit)], []
    plan = [(WORDS, KINDS_TASK, WORDS_SETTINGS, units.train), (CONTEXT, KINDS_TASK, CONTEXT_SETTINGS, units.train)]
    if with_sides:
        plan.append((SIDES, SIDES_TASK, SIDES_SETTINGS, with_sides))
    else:
        notes.append("No unit is coded with its sides, so the classifier of sides stays as it was.")
    finished: list[Path] = []
    with TemporaryDirectory(prefix=".training-", dir=out) as made:
        folder = Path(made)
        for name, task, settings, learned in plan:
            if keep_adapter:
                there = out / name if (out / name).is_file() else SHIPPED / name
                shutil.copy(there, folder / name)
                continue
            finished.append(_shelf() / f"{_digest(learned, settings)}.{name}")
            if not finished[-1].is_file():
                train_adapter(learned, task, settings, folder / name, progress)
                shutil.move(folder / name, finished[-1])
            shutil.copy(finished[-1], folder / name)
        head, scores = fit_head(units, load_encoder(folder / WORDS), load_encoder(folder / CONTEXT))
        if with_sides:
            fit_roles(known, load_pipeline()).save(folder / ROLE_HEAD)
        data = {path.name: file_sha256(path) for paths in (gold, dev, extra) for path in paths}
        card = {
            "what": "all-mpnet-base-v2 with low-rank adapters, and cues; probabilities of frustration and recommendation.",
            "adapter_sha256": {name: file_sha256(folder / name) for name, *_ in plan},
            "adapter_settings": {
                "words": asdict(WORDS_SETTINGS),
                "context": asdict(CONTEXT_SETTINGS),
                "sides": asdict(SIDES_SETTINGS),
            },
            "adapters_trained_on": _former(out) if keep_adapter else data,
            "data": data,
            "coded_by": "a language model",
            "trained_on_units": len(units.train),
            "held_out_units": len(units.held_out),
            "held_out_scores_at_chosen_thresholds": scores,
        }
        save_with_card(head, folder / HEAD, card)
        for name in (WORDS, CONTEXT, SIDES, ROLE_HEAD, CARD, HEAD):
            if (folder / name).exists():
                (folder / name).replace(out / name)
    for path in finished:
        path.unlink()
    return scores, notes


def _shelf() -> Path:
    """Return the folder where adapters wait until their training is finished."""
    folder = cache_folder() / "training"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"No adapter can be kept in {folder}: {error.strerror}. Set CROSSTALK_CACHE.") from error
    return folder


def _digest(units: Sequence[Coded], settings: AdapterSettings) -> str:
    """Return what tells one training from another: its units and its settings."""
    told = [
        (c.doc, c.unit.text, *(sorted(x) for x in (c.labels, c.optional)), *(getattr(c, r) for r in ROLES))
        for c in units
    ]
    return hashlib.sha256(repr((settings, told)).encode()).hexdigest()[:16]


def _former(out: Path) -> dict[str, str]:
    """Return what the adapters in `out` were trained on, by its card: a new head on them does not change that."""
    card = json.loads((out / CARD).read_text(encoding="utf-8")) if (out / CARD).is_file() else {}
    return dict(card.get("adapters_trained_on") or card.get("data") or {})
