"""crosstalk prevalence"""

from __future__ import annotations

from typing import Any

import click

from crosstalk.options import db_option, json_option, models_option, report

#: The interval of a share that is wider than this tells hardly more than that there are some.
WIDE = 0.3


@click.command("prevalence")
@db_option
@click.option(
    "--gold",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False),
    help="Your own coded units: measure the coder's errors on them and keep them in the corpus. A random sample only.",
)
@click.option("--coded-by", default="a person", show_default=True, metavar="NAME", help="Who coded --gold.")
@models_option
@click.option("--keep", type=click.Path(dir_okay=False), help="Also write the errors measured to this file.")
@json_option
def command(db: str, gold: tuple[str, ...], coded_by: str, models: str | None, keep: str | None, as_json: bool) -> None:
    """Show how many frustrations and recommendations there really are: corrected for the coder's errors, with intervals.

    Themes and sides, too. The errors are those on the gold's test part until you give a gold of your own, drawn at
    random from your corpus. When not to believe it: docs/prevalence.md.

    \b
    Example: crosstalk prevalence --gold mine.jsonl --coded-by "A. Reader"
    """
    from corpus import Corpus
    from corpus.errors import BadInput
    from corpus.estimates import keep_errors, prevalence_rows

    if keep and not gold:
        raise BadInput("--keep writes what --gold measures; give --gold too.")
    with Corpus.open(db, create=False) as corpus:
        if gold:
            keep_errors(corpus, _measured(gold, coded_by, models, keep))
        rows = prevalence_rows(corpus)
        names = {row["id"]: row["label"] for row in corpus.rows("SELECT id, label FROM themes")}
    note = rows[0]["note"] if rows else "No errors of the coder are known, so nothing can be corrected."
    lines = [_line(row, names) for row in rows if row["raw"]]
    report({"prevalence": rows, "note": note}, [*lines, note], as_json)


def _measured(gold: tuple[str, ...], coded_by: str, models: str | None, keep: str | None) -> Any:
    from pathlib import Path

    from corpus.prevalence import as_json
    from nlp.coder import load_coder
    from nlp.coder_errors import coder_errors
    from nlp.gold import read_gold

    paths = [Path(name) for name in gold]
    units = [unit for path in paths for unit in read_gold(path)]
    coder = load_coder(models=Path(models) if models else None)
    errors = coder_errors(coder, units, [path.name for path in paths], coded_by)
    if keep:
        Path(keep).write_text(as_json(errors), encoding="utf-8")
    return errors


def _line(row: dict[str, Any], names: dict[str, str]) -> str:
    what = f"{row['kind']}s"
    if row["theme_id"]:
        what = f"  {names[row['theme_id']]} ({row['theme_id']})"
    elif row["side"]:
        what = f"  share of {row['side']}"
    told = (lambda n: f"{n:.0%}") if row["side"] else (lambda n: f"{n:,.0f}")
    if row["value"] is None:
        return f"{what}: {told(row['raw'])} found; the gold is too small to correct it"
    wide = "; so wide that it says little" if row["side"] and row["high"] - row["low"] > WIDE else ""
    return (
        f"{what}: {told(row['raw'])} found, corrected {told(row['value'])} "
        f"({told(row['low'])} to {told(row['high'])}{wide})"
    )
