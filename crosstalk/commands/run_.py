"""crosstalk run"""

from __future__ import annotations

import click

from crosstalk.options import DEFAULT_PUBLISHED, db_option, models_option


@click.command("run")
@click.argument("out", default=DEFAULT_PUBLISHED, type=click.Path(dir_okay=False))
@db_option
@models_option
@click.option(
    "--text",
    "policy",
    type=click.Choice(["excerpt", "full", "none"]),
    default="excerpt",
    show_default=True,
    help="How much of the articles' texts the site may show.",
)
@click.pass_context
def command(context: click.Context, out: str, db: str, models: str | None, policy: str) -> None:
    """Annotate, themes and publish in one go, with their default settings.

    \b
    Example: crosstalk run --db corpus.db
    """
    from crosstalk.commands import annotate_, publish_, themes_

    context.invoke(annotate_.command, db=db, models=models)
    context.invoke(themes_.command, db=db)
    context.invoke(publish_.command, out=out, db=db, policy=policy)
