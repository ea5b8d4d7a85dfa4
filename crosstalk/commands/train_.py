"""crosstalk train"""

from __future__ import annotations

import click


@click.command("train")
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--extra",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False),
    help="Coded units of real articles that are not in the repository; they set calibration and thresholds.",
)
@click.option(
    "--out",
    default="datasets/models/statement_head.npz",
    show_default=True,
    type=click.Path(dir_okay=False),
    help="Where the classifier is written; its card stands beside it.",
)
def command(gold: tuple[str, ...], extra: tuple[str, ...], out: str) -> None:
    """Train the statement classifier on coded units (JSON Lines). The same input gives the same weights.

    \b
    Example: crosstalk train datasets/gold/pilot.jsonl --extra units.jsonl
    """
    from pathlib import Path

    from nlp.embeddings import file_sha256, load_embedder
    from nlp.train import fit_head, prepare, save_with_card

    files, extras = [Path(p) for p in gold], [Path(p) for p in extra]
    embedder = load_embedder()
    head, scores = fit_head(prepare(files, extras, embedder), embedder.sha256)
    card = {
        "what": "Logistic regression on MiniLM embeddings and cues; probabilities of frustration and recommendation.",
        "data": {path.name: file_sha256(path) for path in [*files, *extras]},
        "cross_validated": scores,
    }
    save_with_card(head, Path(out), card)
    for kind, score in scores.items():
        click.echo(f"{kind}: cross-validated F1 {score['f1']:.3f} at threshold {score['threshold']:.2f}")
