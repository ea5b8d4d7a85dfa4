"""crosstalk verify"""

from __future__ import annotations

import sys

import click

from crosstalk.options import counted, db_option, report


@click.command("verify")
@click.argument("paths", nargs=-1, type=click.Path(exists=True))
@db_option
@click.option("--json", "as_json", is_flag=True, help="Print the same facts as JSON, for programs.")
def command(paths: tuple[str, ...], db: str, as_json: bool) -> None:
    """Read everything again and say what does not follow from the rows; PATHS are published files and export folders.

    In the corpus: offsets lead to the words, families are trees, theme members exist, every count on a theme's row is
    counted again, foreign keys and the file itself are whole. A published file is compared row by row with what the
    corpus allows to be shown, its search indexes with their tables; an export with the checksums and rows of its manifest,
    and line by line with what the corpus gives now, unless it is of an earlier grouping. A line a failure, and exit status 1
    if there is one.

    \b
    Example: crosstalk verify build/crosstalk.db exports/
    """
    from pathlib import Path

    from corpus import Corpus
    from corpus.verify import verify_corpus, verify_export, verify_published

    with Corpus.open(db, create=False) as corpus:
        verdict = verify_corpus(corpus)
        for path in paths:
            verdict.add(verify_export(path, corpus) if Path(path).is_dir() else verify_published(path, corpus))
    failures = [{"check": f.check, "row": f.row, "what": f.what} for f in verdict.failures]
    lines = [str(failure) for failure in verdict.failures]
    summary = f"{counted(len(verdict.checks), 'check')} made, {counted(len(lines), 'failure')}."
    report({"checks": verdict.checks, "failures": failures}, [*lines, summary], as_json)
    if failures:
        sys.exit(1)
