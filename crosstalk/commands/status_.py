"""crosstalk status"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from crosstalk.options import db_option, json_option, report

if TYPE_CHECKING:
    from corpus import Corpus


@click.command("status")
@db_option
@json_option
def command(db: str, as_json: bool) -> None:
    """Say what is in the corpus, what became of each source's addresses with its last error, and what ran when.

    \b
    Example: crosstalk status --json
    """
    from corpus import Corpus
    from corpus.status import status

    with Corpus.open(db, create=False) as corpus:
        facts = {**status(corpus), "yields": _wrong_yields(corpus)}
    lines = [f"{name:<18} {count:>9,}" for name, count in facts["tables"].items()]
    if facts["uncoded"]:
        lines.append(f"{facts['uncoded']:,} articles wait for: crosstalk annotate")
    lines += ["", "Addresses by outcome: " + _counted(facts["outcomes"])]
    for source in facts["sources"]:
        lines.append(f"  {source['source'] or '(files)'}: {_counted(source['outcomes'])}")
        if last := source["last_error"]:
            lines.append(f"    last error: {last['url']}: {last['error']}")
    lines += [f"  {one['source']} brought {one['verdict']}" for one in facts["yields"]]
    lines += ["", "Last runs"] + [
        f"  {r['started']} {r['command']} {'finished' if r['finished'] else 'NOT FINISHED'}" for r in facts["runs"]
    ]
    if facts["unfinished_crawls"]:
        lines += ["", "A crawl was stopped before its end; the same command goes on with it."]
    report(facts, lines, as_json)


def _wrong_yields(corpus: Corpus) -> list[dict[str, str]]:
    """Return the sources that brought fewer or more articles than their files expect."""
    from crawler.yields import yields

    return [{"source": one.publisher.domain, "verdict": one.verdict} for one in yields(corpus) if one.verdict]


def _counted(outcomes: dict[str, int]) -> str:
    return ", ".join(f"{n:,} {outcome.replace('_', ' ')}" for outcome, n in outcomes.items()) or "none"
