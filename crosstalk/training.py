"""Train all parts of the classifier, and put them in place together or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from nlp.adapt import AdapterSettings, train_adapter
from nlp.checksum import file_sha256
from nlp.embeddings import load_embedder
from nlp.encoder import load_encoder
from nlp.gold import read_gold
from nlp.pipeline import load_pipeline
from nlp.train import fit_head, save_with_card, split
from nlp.train_roles import fit_roles

ADAPTER, HEAD, CARD, ROLES = (
    "statement_adapter.safetensors",
    "statement_head.npz",
    "statement_head.json",
    "role_head.npz",
)
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
    """Train adapter, head and role head into `out`; return the held-out scores and notes on what was left as it was.

    Everything is made beside the place and moved there at the end, so that a stop leaves the former classifier whole.
    """
    units = split(*[[unit for path in paths for unit in read_gold(path)] for paths in (gold, dev, extra)])
    settings, notes = AdapterSettings(), []
    with TemporaryDirectory(prefix=".training-", dir=out) as made:
        folder = Path(made)
        if keep_adapter:
            shutil.copy(out / ADAPTER, folder / ADAPTER)
        else:
            train_adapter(units.train, settings, folder / ADAPTER, progress)
        head, scores = fit_head(units, load_encoder(folder / ADAPTER))
        with_sides = [u for path in [*gold, *dev] for u in read_gold(path) if u.holder or u.addressee]
        if with_sides:
            coded = [unit for path in [*gold, *dev] for unit in read_gold(path)]
            fit_roles(coded, load_embedder(), load_pipeline()).save(folder / ROLES)
        else:
            notes.append("No unit is coded with its sides, so the classifier of sides stays as it was.")
        card = {
            "what": "all-mpnet-base-v2 with a low-rank adapter, and cues; probabilities of frustration and recommendation.",
            "adapter_sha256": file_sha256(folder / ADAPTER),
            "adapter_settings": asdict(settings),
            "data": {path.name: file_sha256(path) for paths in (gold, dev, extra) for path in paths},
            "coded_by": "a language model",
            "trained_on_units": len(units.train),
            "held_out_units": len(units.held_out),
            "held_out_scores_at_chosen_thresholds": scores,
        }
        save_with_card(head, folder / HEAD, card)
        for name in (ADAPTER, ROLES, CARD, HEAD):
            if (folder / name).exists():
                (folder / name).replace(out / name)
    return scores, notes
