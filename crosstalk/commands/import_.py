"""crosstalk import"""

from __future__ import annotations

import click

from crosstalk.options import crawled, db_option, json_option, progress, report


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@db_option
@json_option
def command(paths: tuple[str, ...], db: str, as_json: bool) -> None:
    """Gather articles from files and folders: .html, .htm, .txt, .md

    Every file is scored for relevance, none is dropped. Importing a file again changes nothing.

    \b
    Example: crosstalk import saved-pages/ notes.txt
    """
    from pathlib import Path

    from corpus import Corpus
    from corpus.runs import run
    from crawler.importer import import_paths

    with (
        Corpus.open(db) as corpus,
        progress("Reading file") as show,
        run(corpus, "import", {"paths": [Path(p).name for p in paths]}) as record,
    ):
        done = import_paths(corpus, [Path(p) for p in paths], progress=lambda n, total, _: show(n, total))
        record.counts = dict(done.counts)
    facts = {"files": dict(done.counts), "problems": done.problems}
    report(facts, [crawled(done.counts), *done.problems], as_json)
