"""Train all parts of the classifier, and put them in place together or not at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from nlp.adapt import KINDS_TASK, SIDES_TASK, AdapterSettings, has_sides, train_adapter
from nlp.checksum import file_sha256
from nlp.encoder import load_encoder
from nlp.gold import read_gold
from nlp.pipeline import load_pipeline
from nlp.train import fit_head, save_with_card, split
from nlp.train_roles import fit_roles

ADAPTER, HEAD, CARD = "statement_adapter.safetensors", "statement_head.npz", "statement_head.json"
SIDES, ROLES = "side_adapter.safetensors", "role_head.npz"
#: Kinds need all layers to carry over to real text; sides are learned from fewer units, by the upper half.
KINDS_SETTINGS = AdapterSettings()
SIDES_SETTINGS = AdapterSettings(lower=6, epochs=4)
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
    with_sides, notes = [unit for unit in known if has_sides(unit)], []
    with TemporaryDirectory(prefix=".training-", dir=out) as made:
        folder = Path(made)
        if keep_adapter:
            shutil.copy(out / ADAPTER, folder / ADAPTER)
        else:
            train_adapter(units.train, KINDS_TASK, KINDS_SETTINGS, folder / ADAPTER, progress)
        head, scores = fit_head(units, load_encoder(folder / ADAPTER))
        if not with_sides:
            notes.append("No unit is coded with its sides, so the classifier of sides stays as it was.")
        elif not keep_adapter:
            train_adapter(with_sides, SIDES_TASK, SIDES_SETTINGS, folder / SIDES, progress)
        if with_sides:
            fit_roles(known, load_pipeline()).save(folder / ROLES)
        data = {path.name: file_sha256(path) for paths in (gold, dev, extra) for path in paths}
        card = {
            "what": "all-mpnet-base-v2 with a low-rank adapter, and cues; probabilities of frustration and recommendation.",
            "adapter_sha256": file_sha256(folder / ADAPTER),
            "adapter_settings": {"kinds": asdict(KINDS_SETTINGS), "sides": asdict(SIDES_SETTINGS)},
            "adapters_trained_on": _former(out) if keep_adapter else data,
            "data": data,
            "coded_by": "a language model",
            "trained_on_units": len(units.train),
            "held_out_units": len(units.held_out),
            "held_out_scores_at_chosen_thresholds": scores,
        }
        save_with_card(head, folder / HEAD, card)
        for name in (ADAPTER, SIDES, ROLES, CARD, HEAD):
            if (folder / name).exists():
                (folder / name).replace(out / name)
    return scores, notes


def _former(out: Path) -> dict[str, str]:
    """Return what the adapters in `out` were trained on, by its card: a new head on them does not change that."""
    card = json.loads((out / CARD).read_text(encoding="utf-8")) if (out / CARD).is_file() else {}
    return dict(card.get("adapters_trained_on") or card.get("data") or {})
