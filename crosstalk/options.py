"""Options that several commands share, and how they report."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import click

DEFAULT_DB = "corpus.db"
DEFAULT_PUBLISHED = "build/crosstalk.db"

db_option = click.option(
    "--db", "db", default=DEFAULT_DB, show_default=True, type=click.Path(dir_okay=False), help="The corpus to work on."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the same facts as JSON, for programs.")
spacy_option = click.option("--spacy-model", metavar="NAME", help="Your own spaCy model instead of the shipped one.")
corrections_option = click.option(
    "--corrections",
    type=click.Path(exists=True, dir_okay=False),
    help="What you changed by hand (CSV: what,id,value,who,why); default corrections.csv beside the corpus, if there.",
)
models_option = click.option(
    "--models",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    help="Your own classifier, as crosstalk train --out DIR made it, instead of the shipped one.",
)
embedder_option = click.option(
    "--embedder",
    metavar="PATH_OR_NAME",
    help="all-MiniLM-L6-v2 (packaged, six times faster), or any sentence-transformers model; default all-mpnet-base-v2.",
)
hub_option = click.option("--allow-hub", is_flag=True, help="Let the embedder be fetched from a model hub.")

Progress = Callable[[int, int], None]


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """Give a function that shows how far a job is, on a terminal only."""
    shown = sys.stderr.isatty()

    def show(done: int, total: int) -> None:
        if shown:
            click.echo(f"\r{label} {done} of {total} ", nl=False, err=True)

    yield show
    if shown:
        click.echo("\r" + " " * 60 + "\r", nl=False, err=True)


def report(facts: dict[str, Any], lines: list[str], as_json: bool) -> None:
    """Print a command's summary, as lines or as JSON."""
    click.echo(json.dumps(facts, indent=2, ensure_ascii=False) if as_json else "\n".join(lines))


def crawled(pages: Mapping[str, int]) -> str:
    """Return one line of what became of the pages of a crawl or of the files of an import, the commonest first."""
    parts = [
        f"{n:,} {outcome.replace('_', ' ')}" for outcome, n in sorted(pages.items(), key=lambda p: (-p[1], p[0])) if n
    ]
    return f"{sum(pages.values()):,} read: {', '.join(parts)}." if parts else "Nothing was read."


def counted(n: int, noun: str) -> str:
    """Return "1 article", "2 articles", "1,203 articles"."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"
