"""crosstalk bundle"""

from __future__ import annotations

import click

from crosstalk.options import db_option


@click.command("bundle")
@click.argument("file", type=click.Path(dir_okay=False))
@db_option
@click.option(
    "--no-texts", is_flag=True, help="Name the articles by checksum alone, so that the file may be given away."
)
def command(file: str, db: str, no_texts: bool) -> None:
    """Put all that the last result rests on into FILE (.zip), so that it can be made again: crosstalk reproduce FILE.

    Articles, corrections, settings, the versions of all packages, and the CSV files to be met. Whole texts are in it and
    belong to their publishers: give it away with --no-texts only.

    \b
    Example: crosstalk bundle 2026-05.zip
    """
    from pathlib import Path

    from corpus import Corpus
    from corpus.bundle import make_bundle
    from corpus.errors import BadInput

    with Corpus.open(db, create=False) as corpus:
        content = make_bundle(corpus, texts=not no_texts)
    path = Path(file)
    new = path.with_name(f"{path.name}.new")
    try:
        new.write_bytes(content)
        new.replace(path)
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror}.") from error
    click.echo(f"{file}: {len(content):,} bytes. Make it again with: crosstalk reproduce {file}")
