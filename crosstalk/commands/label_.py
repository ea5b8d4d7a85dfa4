"""crosstalk label"""

from __future__ import annotations

from typing import Any

import click

from crosstalk.options import counted, db_option, json_option, models_option, progress, report

TOOLS = ("label-studio", "prodigy", "doccano", "csv")


@click.group("label")
def command() -> None:
    """Have units labelled by people or programs, take the labels back as gold, and see how well coders agree.

    \b
    Example: crosstalk label export tasks.csv --to csv --number 200 --sample uncertain
    """


@command.command("export")
@click.argument("file", type=click.Path(dir_okay=False))
@db_option
@click.option("--to", "tool", required=True, type=click.Choice(TOOLS), help="The tool that the file is for.")
@click.option("--number", default=200, show_default=True, type=click.IntRange(1), help="How many units.")
@click.option(
    "--sample",
    default="stratified",
    show_default=True,
    type=click.Choice(("uncertain", "random", "stratified")),
    help="Near the thresholds; each alike; or as many of each: called frustration, called recommendation, near, other.",
)
@click.option("--articles", type=click.IntRange(1), help="Draw from so many articles only, chosen at random.")
@click.option("--seed", default=0, show_default=True, help="The same seed draws the same units.")
@models_option
@click.option("--propose", is_flag=True, help="Show the program's own codes; without, coders are not led by them.")
def export_command(
    file: str,
    db: str,
    tool: str,
    number: int,
    sample: str,
    articles: int | None,
    seed: int,
    models: str | None,
    propose: bool,
) -> None:
    """Draw units of the corpus and write them to FILE for a labelling tool.

    The classifier reads the articles first, about a second each. Label only a random sample to measure with:
    uncertain and stratified ones are for training.

    \b
    Example: crosstalk label export tasks.json --to label-studio --sample random
    """
    from pathlib import Path

    from corpus import Corpus
    from crosstalk.labelling.sample import draw
    from crosstalk.labelling.tools import write_tasks
    from nlp.coder import load_coder

    with Corpus.open(db, create=False) as corpus, progress("Article") as show:
        coder = load_coder(models=Path(models) if models else None)
        tasks = draw(corpus, coder, number=number, method=sample, seed=seed, articles=articles, progress=show)
    for path in write_tasks(Path(file), tool, tasks, propose=propose):
        click.echo(
            f"{path}: {counted(len(tasks), 'unit')}" if path == Path(file) else f"{path}: its labeling interface"
        )


@command.command("import")
@click.argument("labelled", type=click.Path(exists=True, dir_okay=False))
@click.argument("gold", type=click.Path(dir_okay=False))
@click.option("--from", "tool", required=True, type=click.Choice(TOOLS), help="The tool that LABELLED comes from.")
@click.option("--coder", required=True, metavar="NAME", help="Who labelled; written beside every unit.")
@click.option("--model", is_flag=True, help="NAME is a language model or program, no person.")
def import_command(labelled: str, gold: str, tool: str, coder: str, model: bool) -> None:
    """Take LABELLED, a tool's export, back as coded units into the new file GOLD; units without an answer are left out.

    \b
    Example: crosstalk label import done.csv mine.jsonl --from csv --coder "A. Reader"
    """
    from pathlib import Path

    from crosstalk.labelling.gold import gold_rows, write_gold
    from crosstalk.labelling.tools import read_labels

    rows = gold_rows(read_labels(Path(labelled), tool), coder, by_model=model)
    write_gold(Path(gold), rows)
    coded = [row for row in rows if not row.get("context")]
    kinds = ", ".join(_counts(kind, coded) for kind in ("frustration", "recommendation"))
    click.echo(
        f"{gold}: {counted(len(coded), 'unit')}, {kinds}, coded by {'a program' if model else 'a person'}, {coder}."
    )


def _counts(kind: str, rows: list[dict[str, Any]]) -> str:
    sure = sum(kind in row["labels"] and kind not in row["optional"] for row in rows)
    borderline = sum(kind in row["optional"] for row in rows)
    return counted(sure, kind) + (f" and {borderline:,} borderline" if borderline else "")


@command.command("agree")
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@json_option
def agree_command(gold: tuple[str, ...], as_json: bool) -> None:
    """Say how well two or more codings of the same units agree: Cohen's kappa, Krippendorff's alpha.

    \b
    Example: crosstalk label agree mine.jsonl yours.jsonl
    """
    from dataclasses import asdict
    from pathlib import Path

    from corpus.errors import BadInput
    from crosstalk.labelling.agreement import agreement
    from nlp.gold import read_gold

    if len(gold) < 2:
        raise BadInput("Agreement needs two files or more, each by one coder.")
    found = agreement([read_gold(Path(path)) for path in gold])
    if not found[0].units:
        raise BadInput("These files share no unit: nothing can be compared.")
    lines = [
        f"{a.question}: {counted(a.units, 'unit')}, {a.equal:.0%} equal, kappa {_told(a.kappa)}, alpha {_told(a.alpha)}"
        for a in found
    ]
    report({"agreement": [asdict(a) for a in found]}, lines, as_json)


def _told(value: float | None) -> str:
    return "not defined" if value is None else f"{value:.2f}"
