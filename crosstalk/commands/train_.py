"""crosstalk train"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from crosstalk.options import counted, json_option, progress, report

if TYPE_CHECKING:
    from pathlib import Path

    from crosstalk.training import Files
    from crosstalk.trial import Trial
    from nlp.compare_heads import Difference

_FILE = click.Path(exists=True, dir_okay=False)


@click.command("train")
@click.argument("gold", nargs=-1, required=True, type=_FILE)
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False),
    help="The folder for the new classifier; use it with: crosstalk annotate --models FOLDER.",
)
@click.option(
    "--adjust",
    is_flag=True,
    help="Adjust the current head to GOLD, minutes instead of hours; some hundred units are enough.",
)
@click.option("--dev", multiple=True, type=_FILE, help="Coded units to set calibration and thresholds on.")
@click.option(
    "--extra",
    multiple=True,
    type=_FILE,
    help="Coded units of real articles that are not in the repository: two thirds train, a third sets thresholds.",
)
@click.option("--sides", multiple=True, type=_FILE, help="Coded units from which sides are learned, but not kinds.")
@click.option("--test", multiple=True, type=_FILE, help="Coded units to compare on, of articles that nothing else has.")
@click.option(
    "--against",
    type=click.Path(exists=True, file_okay=False),
    help="The classifier to compare with, and to adjust; default that in --out, else the shipped one.",
)
@click.option("--if-better", is_flag=True, help="Write to --out only what is better beyond chance.")
@click.option("--replace", is_flag=True, help="Put it in the place of a classifier in --out, better or not.")
@click.option("--keep-adapter", is_flag=True, help="Train the head alone, on the adapter that is there.")
@click.option("--coded-by", metavar="NAME", help="Who coded GOLD, for the card; default what its rows say.")
@json_option
def command(
    gold: tuple[str, ...],
    out: str,
    adjust: bool,
    dev: tuple[str, ...],
    extra: tuple[str, ...],
    sides: tuple[str, ...],
    test: tuple[str, ...],
    against: str | None,
    if_better: bool,
    replace: bool,
    keep_adapter: bool,
    coded_by: str | None,
    as_json: bool,
) -> None:
    """Train the statement classifier on coded units (JSON Lines), and say whether it is better than the current one.

    With --adjust each article is held out in turn, and both classifiers are compared on all; without, on --test. The
    difference of F1 is told with its interval, and kept in the card beside the weights. The classifier in use is never
    replaced unless you say so. The same units give the same weights on the same platform.

    \b
    Example: crosstalk train mine.jsonl --adjust --out my-models --if-better
    Example: crosstalk train mine.jsonl --dev more.jsonl --test others.jsonl --out my-models
    """
    from pathlib import Path

    from crosstalk.training import Files
    from crosstalk.trial import adjust_into, coders_of, compared, current_of, refuse_to_overwrite, try_out

    _refuse_what_does_not_fit(adjust, if_better, bool(dev or extra or sides or keep_adapter), bool(test))
    target = Path(out)
    refuse_to_overwrite(target, replace=replace, if_better=if_better)
    current = current_of(target, Path(against) if against else None)
    coded, tried = [Path(p) for p in gold], [Path(p) for p in test]
    lines: list[str] = []

    def make(folder: Path) -> tuple[Sequence[Difference], Sequence[str]]:
        if adjust:
            return adjust_into(folder, current, coded)
        files = Files(coded, *([Path(p) for p in paths] for paths in (dev, extra, sides)))
        scores, notes = _trained(files, folder, current if keep_adapter else None)
        lines.extend(scores)
        return (compared(current, folder, tried) if tried else ()), notes

    trial = try_out(make, target, if_better=if_better, coders=coded_by or coders_of(coded))
    report(_facts(trial, out), [*lines, *_told(trial, out)], as_json)


def _refuse_what_does_not_fit(adjust: bool, if_better: bool, for_training: bool, test: bool) -> None:
    """Raise BadInput for options that say nothing beside each other; `for_training` tells that any of a whole training is set."""
    from corpus.errors import BadInput

    if adjust and (for_training or test):
        raise BadInput("--adjust needs GOLD alone: it holds out each article of it in turn.")
    if if_better and not (adjust or test):
        raise BadInput("--if-better needs --test, units to compare on.")


def _trained(files: Files, folder: Path, adapters: Path | None) -> tuple[list[str], list[str]]:
    """Train into `folder`, on the adapters of another folder if one is named; return the lines to print and notes."""
    import shutil

    from crosstalk.training import CARD, train

    # The card goes along: it tells what the adapters were trained on.
    for path in (*adapters.glob("*_adapter.safetensors"), *adapters.glob(CARD)) if adapters else ():
        shutil.copy(path, folder / path.name)
    with progress("Batch") as show:
        scores, notes = train(files, folder, keep_adapter=adapters is not None, progress=show)
    return [
        f"{kind}: F1 {score['f1']:.3f} on the units that set its threshold ({score['threshold']:.2f})"
        for kind, score in scores.items()
    ], notes


def _facts(trial: Trial, out: str) -> dict[str, object]:
    from dataclasses import asdict

    return {**asdict(trial), "out": out}


def _told(trial: Trial, out: str) -> list[str]:
    lines = [
        f"{d.kind}: F1 {d.new:.3f}, the current one has {d.current:.3f}; difference {d.difference:+.3f} "
        f"({d.low:+.3f} to {d.high:+.3f}), {counted(d.statements, 'statement')} in {counted(d.articles, 'article')}"
        for d in trial.differences
    ]
    if not trial.differences:
        lines.append("Not compared with the current one; give --test, units of articles that nothing else has.")
    elif trial.better:
        lines.append("Better beyond chance.")
    elif all(d.high < 0 for d in trial.differences):
        lines.append("Worse beyond chance.")
    else:
        lines.append("No difference beyond chance: more units would narrow the intervals.")
    lines += trial.notes
    lines.append(f"Use it: crosstalk annotate --models {out}" if trial.kept else f"{out} stays as it was.")
    return lines
