"""crosstalk studies"""

from __future__ import annotations

from typing import Any

import click

from crosstalk.options import counted, db_option, json_option, report

PARTS = ("studies", "findings", "conflicts", "candidates", "links", "unsourced", "corrections")


@click.command("studies")
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
def command(db: str, show: tuple[str, ...], as_json: bool) -> None:
    """List the surveys that figures rest on, their findings, and where the tellings of a finding differ.

    Makes the corpus when there is none: the register ships filled with twenty years of surveys. A candidate is a study
    that is named somewhere and that nobody has confirmed.

    \b
    Example: crosstalk studies --show conflicts
    """
    from corpus import Corpus
    from corpus.register import register_facts
    from nlp.register.stage import ensure_register

    with Corpus.open(db) as corpus:
        ensure_register(corpus)
        facts = register_facts(corpus)
    lines = [
        f"{counted(len(facts['studies']), 'study').replace('studys', 'studies')}, "
        f"{counted(len(facts['findings']), 'finding')}, {counted(len(facts['conflicts']), 'finding')} told in unequal "
        f"ways, {counted(len(facts['candidates']), 'candidate')}, {counted(len(facts['unsourced']), 'unsourced figure')}."
    ]
    for part in show:
        lines += ["", part.capitalize(), *(f"  {_LINE[part](row)}" for row in facts[part])]
    report(facts, lines, as_json)


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
