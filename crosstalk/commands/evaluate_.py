"""crosstalk evaluate"""

from __future__ import annotations

from dataclasses import asdict

import click

from crosstalk.options import json_option, report


@click.command("evaluate")
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@json_option
def command(gold: tuple[str, ...], as_json: bool) -> None:
    """Score the coding of statements against files of coded units (JSON Lines).

    \b
    Example: crosstalk evaluate datasets/gold/test.jsonl
    """
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
