"""crosstalk import"""

from __future__ import annotations

import click

from crosstalk.options import crawled, db_option, json_option, progress, report


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@click.option(
    "--all", "everything", is_flag=True, help="Keep the pages of archives that are off topic or not English, too."
)
@db_option
@json_option
def command(paths: tuple[str, ...], everything: bool, db: str, as_json: bool) -> None:
    """Gather articles from files and folders: .html .txt .md .csv .jsonl .warc .warc.gz

    Tables have the columns url, title, author, published, and text or html. Every file and every row is scored for
    relevance, and none is dropped; the pages of an archive (our own, Common Crawl's, anybody's) are judged as a crawl
    judges them, unless --all is given. A bad row or record is told, and the others go in. Importing a file again changes
    nothing.

    \b
    Example: crosstalk import saved-pages/ notes.txt articles.csv archive/*.warc.gz
    """
    from pathlib import Path

    from corpus import Corpus
    from corpus.runs import run
    from crawler.importer import import_paths

    with (
        Corpus.open(db) as corpus,
        progress("Reading file") as show,
        run(corpus, "import", {"paths": [Path(p).name for p in paths], "everything": everything}) as record,
    ):
        done = import_paths(
            corpus, [Path(p) for p in paths], everything=everything, progress=lambda n, total, _: show(n, max(n, total))
        )
        record.counts = dict(done.counts + done.archived)
    facts = {
        "files": dict(done.counts),
        "archived": dict(done.archived),
        "problems": done.problems,
        "notes": done.notes,
    }
    lines = [crawled(done.counts)] if done.counts else []
    lines += [f"Of the archives: {crawled(done.archived)}"] if done.archived else []
    report(facts, [*lines, *done.problems, *done.notes], as_json)
