"""crosstalk export"""

from __future__ import annotations

import click

from crosstalk.options import counted, db_option, json_option, report


@click.command("export")
@click.argument("folder", type=click.Path(file_okay=True))
@db_option
@click.option(
    "--site",
    default="http://127.0.0.1:8001",
    show_default=True,
    metavar="URL",
    help="Where the site is served; permalinks start with it.",
)
@json_option
def command(folder: str, db: str, site: str, as_json: bool) -> None:
    """Write themes.csv, one row a theme, and theme_statements.csv, one row a statement, into FOLDER.

    Cells that a spreadsheet would take for a formula get an apostrophe before them. The files of the sample site are
    named sample_….

    \b
    Example: crosstalk export exports/ --site https://crosstalk.example.org
    """
    from corpus import Corpus
    from corpus.export import export

    with Corpus.open(db, create=False) as corpus:
        written = export(corpus, folder, site=site.rstrip("/"))
    report(
        {"folder": folder, "files": written},
        [f"{folder}/{name}: {counted(n, 'row')}" for name, n in written.items()],
        as_json,
    )
