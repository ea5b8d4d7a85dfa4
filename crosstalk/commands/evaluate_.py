"""crosstalk evaluate"""

from __future__ import annotations

from dataclasses import asdict

import click

from crosstalk.options import json_option, models_option, report


@click.command("evaluate")
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@click.option("--statistics", is_flag=True, help="Score survey figures against files of coded passages instead.")
@models_option
@click.option("--db", type=click.Path(dir_okay=False), help="A corpus to keep the scores in (table evaluations).")
@click.option(
    "--coded-by", metavar="WHO", help="Who coded the gold: a person, or a language model; kept with the scores."
)
@json_option
def command(
    gold: tuple[str, ...], statistics: bool, models: str | None, db: str | None, coded_by: str | None, as_json: bool
) -> None:
    """Score the coding of statements against files of coded units (JSON Lines), or of survey figures with --statistics.

    \b
    Example: crosstalk evaluate datasets/gold/test.jsonl
    Example: crosstalk evaluate --statistics datasets/gold/figures_fresh.jsonl
    """
    if statistics:
        _figures(gold, as_json)
        return
    from pathlib import Path

    from corpus import Corpus
    from nlp.checksum import file_sha256
    from nlp.coder import load_coder
    from nlp.evaluate import evaluate
    from nlp.evaluations import keep_scores
    from nlp.gold import read_gold

    coder = load_coder(models=Path(models) if models else None)
    scores, roles = evaluate(coder, [unit for path in gold for unit in read_gold(Path(path))])
    if db:
        data = {Path(path).name: file_sha256(Path(path)) for path in gold}
        with Corpus.open(db) as corpus:
            keep_scores(corpus, scores, roles, data=data, coder=coder.version, coded_by=coded_by)
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
