"""crosstalk themes"""

from __future__ import annotations

from dataclasses import asdict

import click

from crosstalk.options import counted, db_option, embedder_option, hub_option, json_option, progress, report


@click.command("themes")
@db_option
@click.option(
    "--min-size", default=4, show_default=True, type=click.IntRange(2), help="The least statements of a theme."
)
@click.option("--seed", default=42, show_default=True, help="Seed of the grouping.")
@click.option(
    "--codebook/--no-codebook", default=True, help="Name themes by the codebook where one of its codes is near."
)
@embedder_option
@hub_option
@json_option
def command(
    db: str, min_size: int, seed: int, codebook: bool, embedder: str | None, allow_hub: bool, as_json: bool
) -> None:
    """Group the statements into themes, frustrations and recommendations apart.

    A theme that stays mostly the same keeps its id. The former themes stay in place until the new ones are complete.

    \b
    Example: crosstalk themes --min-size 6
    """
    from corpus import Corpus
    from nlp.embeddings import load_embedder
    from nlp.themes import ThemeSettings, fit_themes

    settings = ThemeSettings(min_size=min_size, seed=seed, codebook=codebook)
    with Corpus.open(db, create=False) as corpus, progress("Embedding statement") as show:
        done = fit_themes(corpus, load_embedder(embedder, allow_hub=allow_hub), settings, show)
    lines = [
        f"{counted(done.frustration_themes, 'theme')} of frustrations, {done.recommendation_themes:,} of recommendations; "
        f"{counted(done.unthemed, 'statement')} in none.",
        *done.notes,
    ]
    report(asdict(done), lines, as_json)
