"""crosstalk publish"""

from __future__ import annotations

import click

from crosstalk.options import DEFAULT_PUBLISHED, counted, db_option, json_option, report


@click.command("publish")
@click.argument("out", default=DEFAULT_PUBLISHED, type=click.Path(dir_okay=False))
@db_option
@click.option(
    "--text",
    "policy",
    type=click.Choice(["excerpt", "full", "none"]),
    default="excerpt",
    show_default=True,
    help="How much of the articles' texts the site may show.",
)
@json_option
def command(out: str, db: str, policy: str, as_json: bool) -> None:
    """Build the read-only database for the site at OUT (default build/crosstalk.db).

    Articles belong to their publishers: "excerpt" keeps the statements and figures with a little context, "none" keeps no
    context, "full" is for texts that you may publish.

    \b
    Example: crosstalk publish site.db --text excerpt
    """
    from corpus import Corpus
    from corpus.publish import publish
    from corpus.runs import run
    from nlp.register.stage import ensure_register

    with Corpus.open(db, create=False) as corpus, run(corpus, "publish", {"text": policy}) as record:
        ensure_register(corpus)
        counts = publish(corpus, out, policy=policy)
        record.counts = counts
    lines = [
        f"{out}: {counted(counts['articles'], 'article')}, {counted(counts['statements'], 'statement')}, "
        f"{counted(counts['themes'], 'theme')}, {counted(counts['findings'], 'survey finding')}, text policy {policy}. "
        f"Open it with: crosstalk serve {out}"
    ]
    report({"out": out, "policy": policy, **counts}, lines, as_json)
