"""crosstalk themes"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from crosstalk.options import counted, db_option, embedder_option, hub_option, json_option, progress, report


@click.command("themes")
@db_option
@click.option(
    "--min-size", default=4, show_default=True, type=click.IntRange(2), help="The least statements of a theme."
)
@click.option("--seed", default=42, show_default=True, help="Seed of the grouping.")
@click.option(
    "--granularity",
    type=click.Choice(["coarse", "normal", "fine"]),
    default="normal",
    show_default=True,
    help="How fine the themes are that no code names.",
)
@click.option(
    "--codebook",
    "codebook",
    type=click.Path(exists=True, dir_okay=False),
    help="Your own codebook, in the form of datasets/codebook/codebook.yaml.",
)
@click.option("--no-codebook", is_flag=True, help="Group by the sentences alone; themes get names from their words.")
@click.option(
    "--stop-words",
    type=click.Path(exists=True, dir_okay=False),
    help="Words that are never keywords, one a line, beside those that are left out anyway.",
)
@click.option(
    "--method",
    type=click.Choice(["graph", "bertopic-default"]),
    default="graph",
    show_default=True,
    help="BERTopic's own recipe, for comparison; it uses no codebook and changes from seed to seed.",
)
@click.option(
    "--refits", default=20, show_default=True, type=click.IntRange(0), help="Refits that tell how firm a theme is."
)
@click.option(
    "--corrections",
    type=click.Path(exists=True, dir_okay=False),
    help="What you changed by hand (CSV: what,id,value,who,why); default corrections.csv beside the corpus, if there.",
)
@embedder_option
@hub_option
@json_option
def command(
    db: str,
    min_size: int,
    seed: int,
    granularity: str,
    codebook: str | None,
    no_codebook: bool,
    stop_words: str | None,
    method: str,
    refits: int,
    corrections: str | None,
    embedder: str | None,
    allow_hub: bool,
    as_json: bool,
) -> None:
    """Group the statements into themes, frustrations and recommendations apart.

    A theme that stays mostly the same keeps its id, and its old address leads on for ever. The former themes stay in
    place until the new ones are complete; nothing is done when nothing has changed. How it works: docs/themes.md.

    \b
    Example: crosstalk themes --min-size 6
    """
    from corpus import Corpus
    from nlp.codebook import SHIPPED
    from nlp.embeddings import load_embedder
    from nlp.themes import ThemeSettings, fit_themes

    if codebook and no_codebook:
        raise click.UsageError("--codebook and --no-codebook cannot go together.")
    settings = ThemeSettings(
        min_size=min_size,
        seed=seed,
        granularity=granularity,
        method=method,
        codebook=None if no_codebook or method != "graph" else codebook or str(SHIPPED),
        stop_words=_words(stop_words),
        refits=refits,
    )
    with Corpus.open(db, create=False) as corpus, progress("Embedding statement") as show:
        model = load_embedder(embedder, allow_hub=allow_hub)
        done = fit_themes(corpus, model, settings, show, Path(corrections) if corrections else None)
    lines = [
        f"{counted(done.frustration_themes, 'theme')} of frustrations, {done.recommendation_themes:,} of recommendations; "
        f"{counted(done.unthemed, 'statement')} in none.",
        *(["Nothing has changed since the last run, so the themes stay as they were."] if done.unchanged else []),
        *done.notes,
    ]
    report(asdict(done), lines, as_json)


def _words(file: str | None) -> tuple[str, ...]:
    """Return the words of a file, one a line; lines that start with # are comments."""
    lines = Path(file).read_text(encoding="utf-8", errors="replace").splitlines() if file else []
    return tuple(sorted({line.strip().lower() for line in lines if line.strip() and not line.startswith("#")}))
