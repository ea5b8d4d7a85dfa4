"""crosstalk train"""

from __future__ import annotations

import click

from crosstalk.options import progress

_FILE = click.Path(exists=True, dir_okay=False)


@click.command("train")
@click.argument("gold", nargs=-1, required=True, type=_FILE)
@click.option("--dev", multiple=True, type=_FILE, help="Coded units to set calibration and thresholds on.")
@click.option(
    "--extra",
    multiple=True,
    type=_FILE,
    help="Coded units of real articles that are not in the repository: two thirds train, a third sets thresholds.",
)
@click.option("--keep-adapter", is_flag=True, help="Train the head alone, on the adapter that is there.")
@click.option(
    "--out",
    default="datasets/models",
    show_default=True,
    type=click.Path(file_okay=False, exists=True),
    help="The folder for statement_adapter.safetensors, statement_head.npz and its card.",
)
def command(gold: tuple[str, ...], dev: tuple[str, ...], extra: tuple[str, ...], keep_adapter: bool, out: str) -> None:
    """Train the statement classifier on coded units (JSON Lines): about 15 minutes on one core.

    The same units give the same weights on the same platform.

    \b
    Example: crosstalk train datasets/gold/pilot.jsonl datasets/gold/train.jsonl --dev datasets/gold/dev.jsonl
    """
    from dataclasses import asdict
    from pathlib import Path

    from nlp.adapt import AdapterSettings, train_adapter
    from nlp.checksum import file_sha256
    from nlp.embeddings import load_embedder
    from nlp.encoder import load_encoder
    from nlp.gold import read_gold
    from nlp.pipeline import load_pipeline
    from nlp.train import fit_head, save_with_card, split
    from nlp.train_roles import fit_roles

    files = [[Path(p) for p in paths] for paths in (gold, dev, extra)]
    units = split(*[[unit for path in paths for unit in read_gold(path)] for paths in files])
    adapter, settings = Path(out) / "statement_adapter.safetensors", AdapterSettings()
    if not keep_adapter:
        with progress("Batch") as show:
            train_adapter(units.train, settings, adapter, show)
    head, scores = fit_head(units, load_encoder(adapter.resolve()))
    with_sides = [unit for path in [*files[0], *files[1]] for unit in read_gold(path)]
    fit_roles(with_sides, load_embedder(), load_pipeline()).save(Path(out) / "role_head.npz")
    card = {
        "what": "all-mpnet-base-v2 with a low-rank adapter, and cues; probabilities of frustration and recommendation.",
        "adapter_sha256": file_sha256(adapter),
        "adapter_settings": asdict(settings),
        "data": {path.name: file_sha256(path) for paths in files for path in paths},
        "coded_by": "a language model",
        "trained_on_units": len(units.train),
        "held_out_units": len(units.held_out),
        "held_out_scores_at_chosen_thresholds": scores,
    }
    save_with_card(head, Path(out) / "statement_head.npz", card)
    for kind, score in scores.items():
        click.echo(
            f"{kind}: F1 {score['f1']:.3f} on the held-out units, at the threshold chosen on them ({score['threshold']:.2f})"
        )
