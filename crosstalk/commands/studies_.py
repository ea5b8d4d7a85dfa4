"""crosstalk studies"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from crosstalk.options import counted, db_option, json_option, report

PARTS = ("studies", "findings", "conflicts", "candidates", "links", "unsourced", "corrections")


@click.group("studies", invoke_without_command=True)
@db_option
@click.option(
    "--show",
    type=click.Choice(PARTS),
    multiple=True,
    default=("studies", "conflicts", "candidates"),
    show_default=True,
    help="Which lists to print; may be given several times. --json gives all.",
)
@json_option
@click.pass_context
def command(context: click.Context, db: str, show: tuple[str, ...], as_json: bool) -> None:
    """List the surveys that figures rest on, their findings, and where the tellings of a finding differ.

    Makes the corpus when there is none: the register ships filled with twenty years of surveys. A candidate is a study
    that is named somewhere and that nobody has confirmed; "crosstalk studies add FILE" puts it right.

    \b
    Example: crosstalk studies --show conflicts
    """
    if context.invoked_subcommand:
        context.obj = db
        return
    from corpus import Corpus
    from corpus.register import register_facts
    from nlp.register.stage import ensure_register

    with Corpus.open(db) as corpus:
        ensure_register(corpus)
        facts = register_facts(corpus)
    lines = [
        f"{_sum(len(facts['studies']), 'study')}, "
        f"{counted(len(facts['findings']), 'finding')}, {counted(len(facts['conflicts']), 'finding')} told in unequal "
        f"ways, {counted(len(facts['candidates']), 'candidate')}, {counted(len(facts['unsourced']), 'unsourced figure')}."
    ]
    for part in show:
        lines += ["", part.capitalize(), *(f"  {_LINE[part](row)}" for row in facts[part])]
    report(facts, lines, as_json)


@command.command("add")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--db", type=click.Path(dir_okay=False), help="The corpus to work on.  [default: corpus.db]")
@json_option
@click.pass_obj
def add(given: str, file: str, db: str | None, as_json: bool) -> None:
    """Add studies, or put the register right, from FILE (CSV); kept for all later runs and shown as made by hand.

    Studies: columns id, title, organisation, and if known sponsor, year, sample, population, side (whom it asked: cmo, cio,
    both, org, other), titles (by which texts name it, with | between), url, note. An id that is there is changed.

    \b
    Corrections: columns correction, subject, target, note.
      same_study     subject, a study or candidate, is the study target
      same_finding   subject and target, findings or figures, are one finding
      other_finding  subject, a figure, is a finding of its own
    A file that is not right is refused whole, with line and reason.

    \b
    Example: crosstalk studies add corrections.csv --db corpus.db
    """
    from pathlib import Path

    from corpus import Corpus
    from corpus.runs import run
    from nlp.register.catalogue import shipped_catalogue
    from nlp.register.corrections import add_corrections
    from nlp.register.stage import ensure_register, register

    with Corpus.open(db or given) as corpus, run(corpus, "studies add", {"file": Path(file).name}) as record:
        ensure_register(corpus)
        added = add_corrections(corpus, Path(file), shipped_catalogue())
        done = register(corpus)
        record.counts = {"rows": added, **asdict(done)}
    lines = [f"{counted(added, 'row')} taken in; the register now holds {_sum(done.studies, 'study')}, "
             f"{_sum(done.findings, 'finding')} and {_sum(done.candidates, 'candidate')}."]  # fmt: skip
    report({"rows": added, **asdict(done)}, lines, as_json)


def _sum(n: int, noun: str) -> str:
    return counted(n, noun).replace("studys", "studies")


def _study(row: dict[str, Any]) -> str:
    by_hand = ", corrected by hand" if row["by_hand"] else ""
    return (
        f"{row['id']}: {row['organisation']}, {row['title']} ({row['year'] or 'no year'}"
        f"{', asked ' + row['sample'] if row['sample'] else ''}); {counted(row['findings'], 'finding')}{by_hand}"
    )


def _finding(row: dict[str, Any]) -> str:
    by_hand = ", put right by hand" if row["by_hand"] else ""
    return f"{row['id']}: {row['claim']} [{row['population']}]: {row['told']}; {row['agreement']}{by_hand}"


_LINE = {
    "studies": _study,
    "candidates": _study,
    "findings": _finding,
    "conflicts": _finding,
    "links": lambda row: f"{row['finding_id']} and {row['other_id']}: {row['kind']}, {row['note']}",
    "unsourced": lambda row: (
        f"{row['id']}: {row['words']} [{row['population']}] {row['claim']}"
        + (f"; like {row['suggested_id']} ({row['likeness']:.2f})" if row["suggested_id"] else "")
    ),
    "corrections": lambda row: (
        f"{row['kind']} {row['subject']} {row['target'] or ''} {row['fields']} {row['note'] or ''}"
    ),
}
