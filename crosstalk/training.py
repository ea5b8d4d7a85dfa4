"""Train all parts of the classifier, and put them in place together or not at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from nlp.adapt import AdapterSettings, train_adapter
from nlp.adapter_tasks import BOTH_TASK, KINDS_TASK, has_sides
from nlp.checksum import file_sha256
from nlp.coder import CONTEXT, WORDS
from nlp.encoder import load_encoder
from nlp.gold import read_gold
from nlp.pipeline import load_pipeline
from nlp.train import fit_head, save_with_card, split
from nlp.train_roles import fit_roles
from nlp.windows import Sizes

HEAD, CARD, ROLES = "statement_head.npz", "statement_head.json", "role_head.npz"
#: One adapter reads each unit alone, from two orders of the units; the other with its neighbours, and tells sides as well.
WORDS_SETTINGS = AdapterSettings(seeds=(0, 1))
CONTEXT_SETTINGS = AdapterSettings(windows=Sizes())
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
    """Train both adapters and both heads into `out`; return the held-out scores and notes on what was left as it was.

    Everything is made beside the place and moved there at the end, so that a stop leaves the former classifier whole.
    """
    known, held, more = ([unit for path in paths for unit in read_gold(path)] for paths in (gold, dev, extra))
    units = split(known, held, more)
    notes: list[str] = []
    with TemporaryDirectory(prefix=".training-", dir=out) as made:
        folder = Path(made)
        for name, task, settings in ((WORDS, KINDS_TASK, WORDS_SETTINGS), (CONTEXT, BOTH_TASK, CONTEXT_SETTINGS)):
            if keep_adapter:
                shutil.copy(out / name, folder / name)
            else:
                train_adapter(units.train, task, settings, folder / name, progress)
        head, scores = fit_head(units, load_encoder(folder / WORDS), load_encoder(folder / CONTEXT))
        if any(has_sides(unit) for unit in known):
            fit_roles(known, load_pipeline()).save(folder / ROLES)
        else:
            notes.append("No unit is coded with its sides, so the head of sides stays as it was.")
        data = {path.name: file_sha256(path) for paths in (gold, dev, extra) for path in paths}
        card = {
            "what": "all-mpnet-base-v2 with two low-rank adapters, and cues; probabilities of frustration and recommendation.",
            "adapter_sha256": {name: file_sha256(folder / name) for name in (WORDS, CONTEXT)},
            "adapter_settings": {"words": asdict(WORDS_SETTINGS), "context": asdict(CONTEXT_SETTINGS)},
            "adapters_trained_on": _former(out) if keep_adapter else data,
            "data": data,
            "coded_by": "a language model",
            "trained_on_units": len(units.train),
            "held_out_units": len(units.held_out),
            "held_out_scores_at_chosen_thresholds": scores,
        }
        save_with_card(head, folder / HEAD, card)
        for name in (WORDS, CONTEXT, ROLES, CARD, HEAD):
            if (folder / name).exists():
                (folder / name).replace(out / name)
    return scores, notes


def _former(out: Path) -> dict[str, str]:
    """Return what the adapters in `out` were trained on, by its card: a new head on them does not change that."""
    card = json.loads((out / CARD).read_text(encoding="utf-8")) if (out / CARD).is_file() else {}
    return dict(card.get("adapters_trained_on") or card.get("data") or {})
