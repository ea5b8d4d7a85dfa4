"""crosstalk status"""

from __future__ import annotations

import click

from crosstalk.options import db_option, json_option, report


@click.command("status")
@db_option
@json_option
def command(db: str, as_json: bool) -> None:
    """Say what is in the corpus, what ran when, and what failed.

    \b
    Example: crosstalk status --json
    """
    from corpus import Corpus
    from corpus.status import status

    with Corpus.open(db, create=False) as corpus:
        facts = status(corpus)
    lines = [f"{name:<18} {count:>9,}" for name, count in facts["tables"].items()]
    if facts["uncoded"]:
        lines.append(f"{facts['uncoded']:,} articles wait for: crosstalk annotate")
    lines += ["", "Pages by outcome"] + [
        f"  {r['source'] or '(files)'}: {r['outcome']} {r['pages']:,}" for r in facts["pages"]
    ]
    lines += ["", "Last runs"] + [
        f"  {r['started']} {r['command']} {'finished' if r['finished'] else 'NOT FINISHED'}" for r in facts["runs"]
    ]
    if facts["errors"]:
        lines += ["", "Last errors"] + [f"  {r['url']}: {r['error']}" for r in facts["errors"]]
    report(facts, lines, as_json)
