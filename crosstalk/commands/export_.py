"""crosstalk export"""

from __future__ import annotations

import click

from crosstalk.options import counted, db_option, json_option, report

FORMATS = ("csv", "jsonl", "parquet", "xlsx", "datapackage", "qdpx")


@click.command("export")
@click.argument("folder", type=click.Path(file_okay=True))
@db_option
@click.option(
    "--format",
    "formats",
    multiple=True,
    default=("csv",),
    show_default=True,
    type=click.Choice(FORMATS),
    help="May be given several times. datapackage: CSV with a Frictionless description; qdpx: a REFI-QDA project.",
)
@click.option("--table", "tables", multiple=True, metavar="NAME", help="A published table instead, such as statistics.")
@click.option("--kind", type=click.Choice(("frustration", "recommendation")), help="Only statements of this kind.")
@click.option(
    "--side",
    type=click.Choice(("cmo", "cio", "both", "org", "other", "none")),
    help="Only frustrations of this side and recommendations to it.",
)
@click.option("--since", metavar="DATE", help="Only statements of articles from this date on: 2015, 2015-06-30.")
@click.option("--theme", metavar="ID", help="Only statements of this theme.")
@click.option("--min-score", type=click.FloatRange(0, 1), help="Only statements that the program is so sure of.")
@click.option(
    "--text",
    default="excerpt",
    show_default=True,
    type=click.Choice(("excerpt", "full", "none")),
    help="How much of the articles' texts goes into qdpx and --table articles.",
)
@click.option(
    "--exact-cells", is_flag=True, help="Leave CSV cells that a spreadsheet would take for formulas as they are."
)
@click.option(
    "--site",
    default="http://127.0.0.1:8001",
    show_default=True,
    metavar="URL",
    help="Where the site is served; permalinks start with it.",
)
@json_option
def command(
    folder: str,
    db: str,
    formats: tuple[str, ...],
    tables: tuple[str, ...],
    kind: str | None,
    side: str | None,
    since: str | None,
    theme: str | None,
    min_score: float | None,
    text: str,
    exact_cells: bool,
    site: str,
    as_json: bool,
) -> None:
    """Write themes, one row each, and their statements, one row each, into FOLDER, with a manifest.

    An export is complete or fails: every file is checked against its table and moved into place when all are whole;
    manifest.json, written last, tells rows, checksums, columns, filters and the run. Cells that a spreadsheet would
    take for a formula get an apostrophe before them in CSV. The files of the sample site are named sample_….

    \b
    Example: crosstalk export exports/ --site https://crosstalk.example.org
    Example: crosstalk export exports/ --format xlsx --format qdpx --kind frustration --since 2015
    """
    from corpus import Corpus
    from corpus.exports import Filters, export

    wanted = Filters(kind, side, since, theme, min_score)
    with Corpus.open(db, create=False) as corpus:
        written = export(
            corpus,
            folder,
            site=site.rstrip("/"),
            formats=formats,
            filters=wanted,
            tables=tables,
            safe=not exact_cells,
            text=text,
        )
    lines = [f"{folder}/{name}: {counted(n, 'row')}" if n else f"{folder}/{name}" for name, n in written.items()]
    report({"folder": folder, "files": written, "filters": wanted.active}, lines, as_json)
