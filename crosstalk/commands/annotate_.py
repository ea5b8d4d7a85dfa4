"""crosstalk annotate"""

from __future__ import annotations

from dataclasses import asdict

import click

from crosstalk.options import (
    corrections_option,
    counted,
    db_option,
    json_option,
    models_option,
    progress,
    report,
    spacy_option,
)


@click.command("annotate")
@db_option
@spacy_option
@models_option
@corrections_option
@json_option
def command(db: str, spacy_model: str | None, models: str | None, corrections: str | None, as_json: bool) -> None:
    """Code the statements and statistics of new and changed articles.

    Articles that are coded already, by the same coder, are left alone. What you corrected by hand is applied on top, on every
    run: docs/analyst.md.

    \b
    Example: crosstalk annotate --db corpus.db
    """
    from pathlib import Path

    from corpus import Corpus
    from nlp.annotate import annotate
    from nlp.coder import load_coder

    with Corpus.open(db, create=False) as corpus, progress("Coding article") as show:
        coder = load_coder(spacy_model, Path(models) if models else None)
        done = annotate(corpus, coder, show, Path(corrections) if corrections else None)
    lines = [
        f"{counted(done.coded, 'article')} coded, {done.unchanged:,} already up to date.",
        f"The corpus holds {counted(done.frustrations, 'frustration')}, "
        f"{counted(done.recommendations, 'recommendation')} and {counted(done.statistics, 'survey figure')}.",
        *([f"{counted(done.corrected, 'correction')} by hand applied."] if done.corrected else []),
        *done.notes,
    ]
    report(asdict(done), lines, as_json)
