"""crosstalk reproduce"""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from crosstalk.options import db_option, embedder_option, hub_option, json_option, models_option, progress, report

if TYPE_CHECKING:
    from corpus.bundle import Bundle
    from nlp.repeat import Repeated


@click.command("reproduce")
@click.argument("what")
@db_option
@click.option("--out", type=click.Path(file_okay=False), help="Keep the new corpus and its exports in this folder.")
@click.option("--codebook", type=click.Path(exists=True, dir_okay=False), help="The codebook of the run, if your own.")
@models_option
@embedder_option
@hub_option
@json_option
def command(
    what: str,
    db: str,
    out: str | None,
    codebook: str | None,
    models: str | None,
    embedder: str | None,
    allow_hub: bool,
    as_json: bool,
) -> None:
    """Make a result again from its articles and compare the CSV files, byte by byte.

    WHAT is a bundle (crosstalk bundle), or the number of the last run of themes in --db. On the same platform with the same
    versions the files are the same; where they differ, it says in which row, and which versions differ. Exit status 1 then.
    Takes about a second an article.

    \b
    Example: crosstalk reproduce 2026-05.zip --out again/
    Example: crosstalk reproduce 12 --db corpus.db
    """
    from contextlib import ExitStack
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from corpus import Corpus
    from nlp.coder import load_coder
    from nlp.embeddings import load_embedder
    from nlp.repeat import repeat, settings_of

    bundle = _bundle(what, db)
    settings_of(bundle, codebook)
    with ExitStack() as stack, progress("Step") as show:
        folder = Path(out or stack.enter_context(TemporaryDirectory(prefix="crosstalk-")))
        texts = None if bundle.facts["texts"] else stack.enter_context(Corpus.open(db, create=False))
        model = load_embedder(embedder or bundle.facts["themes"]["embedder"], allow_hub=allow_hub)
        coder = load_coder(models=Path(models) if models else None)
        found = repeat(bundle, folder, coder, model, codebook=codebook, texts=texts, progress=show)
    report(asdict(found), _lines(found), as_json)
    if found.differing:
        sys.exit(1)


def _bundle(what: str, db: str) -> Bundle:
    from pathlib import Path

    from corpus import Corpus
    from corpus.bundle import make_bundle, read_bundle
    from corpus.errors import BadInput

    if Path(what).is_file():
        return read_bundle(Path(what).read_bytes(), what)
    if not what.isdigit():
        raise BadInput(f"{what} is neither a bundle nor the number of a run.")
    with Corpus.open(db, create=False) as corpus:
        return read_bundle(make_bundle(corpus, run=int(what)))


def _lines(found: Repeated) -> list[str]:
    return [
        *(f"{name}: the same bytes" for name in found.same),
        *(f"{name}: {where}" for name, where in found.differing),
        *(f"  {line}" for line in found.makers),
        "Made again, the same to the last byte." if not found.differing else _why(found),
    ]


def _why(found: Repeated) -> str:
    if found.makers:
        return "It came out otherwise. What made it differs as told above: the same versions should make it the same."
    return "It came out otherwise, though all versions are the same: was a row changed by other means than commands?"
