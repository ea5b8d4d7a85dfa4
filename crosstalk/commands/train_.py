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
    from pathlib import Path

    from crosstalk.training import train

    coded, held, more = ([Path(p) for p in paths] for paths in (gold, dev, extra))
    with progress("Batch") as show:
        scores, notes = train(coded, held, more, Path(out), keep_adapter=keep_adapter, progress=show)
    for kind, score in scores.items():
        click.echo(
            f"{kind}: F1 {score['f1']:.3f} on the held-out units, at the threshold chosen on them ({score['threshold']:.2f})"
        )
    for note in notes:
        click.echo(note)
