"""crosstalk evaluate"""

from __future__ import annotations

from dataclasses import asdict

import click

from crosstalk.options import json_option, report


@click.command("evaluate")
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@click.option("--statistics", is_flag=True, help="Score survey figures against files of coded passages instead.")
@json_option
def command(gold: tuple[str, ...], statistics: bool, as_json: bool) -> None:
    """Score the coding of statements against files of coded units (JSON Lines), or of survey figures with --statistics.

    \b
    Example: crosstalk evaluate datasets/gold/test.jsonl
    Example: crosstalk evaluate --statistics datasets/gold/figures_fresh.jsonl
    """
    if statistics:
        _figures(gold, as_json)
        return
    from pathlib import Path

    from nlp.coder import load_coder
    from nlp.evaluate import evaluate
    from nlp.gold import read_gold

    scores, roles = evaluate(load_coder(), [unit for path in gold for unit in read_gold(Path(path))])
    lines = [
        f"{s.kind:<15} F1 {s.f1:.3f} ({s.f1_low:.3f} to {s.f1_high:.3f})  precision {s.precision:.3f}  recall {s.recall:.3f}"
        f"  {s.positive} of {s.units} units"
        for s in scores
    ]
    lines += [f"{role:<15} right in {share:.3f} of the statements found" for role, share in roles.items()]
    report({"scores": [asdict(s) for s in scores], "roles": roles}, lines, as_json)


def _figures(gold: tuple[str, ...], as_json: bool) -> None:
    from pathlib import Path

    from nlp.embeddings import MINILM, load_embedder
    from nlp.evaluate_statistics import evaluate_statistics
    from nlp.gold_figures import read_passages
    from nlp.pipeline import load_pipeline
    from nlp.register.catalogue import shipped_catalogue
    from nlp.register.likeness import Likeness

    passages = [passage for path in gold for passage in read_passages(Path(path))]
    scores = evaluate_statistics(load_pipeline(), passages, shipped_catalogue(), Likeness(load_embedder(MINILM).encode))
    lines = [
        f"figures         precision {scores.precision:.3f}  recall {scores.recall:.3f}  "
        f"{scores.figures} in {len(passages)} passages",
        f"of those found  population {scores.population:.3f}  study {scores.study:.3f}  nature {scores.nature:.3f}  "
        f"bounds {scores.bounds:.3f}",
        f"one finding     pair precision {scores.pair_precision:.3f}  recall {scores.pair_recall:.3f}  {scores.pairs} pairs",
    ]
    report(asdict(scores), lines, as_json)
