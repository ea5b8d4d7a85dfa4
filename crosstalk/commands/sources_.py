"""crosstalk sources"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from crosstalk.options import counted, db_option, json_option, report


@click.group("sources", invoke_without_command=True)
@db_option
@json_option
@click.pass_context
def command(context: click.Context, db: str, as_json: bool) -> None:
    """List the sources that crosstalk crawl knows, with what the corpus holds of each.

    \b
    Example: crosstalk sources
             crosstalk sources check cmswire.com --contact you@example.org
    """
    if context.invoked_subcommand is None:
        _list(db, as_json)


def _list(db: str, as_json: bool) -> None:
    from dataclasses import asdict

    from corpus import Corpus
    from crawler.sources import blocked, own_folder
    from crawler.yields import yields

    with Corpus.open(db) if Path(db).exists() else Corpus.in_memory() as corpus:
        found = yields(corpus)
    facts = [
        {
            **asdict(one.publisher),
            "articles": one.articles,
            "on_topic": one.on_topic,
            "last_look": one.last_look,
            "verdict": one.verdict,
        }
        for one in found
    ]
    lines = [_line(fact) for fact in facts]
    stopped = blocked(own_folder(db))
    lines.append(f"{counted(len(found), 'source')}; {counted(len(stopped), 'domain')} are never requested.")
    report({"sources": facts, "blocked": stopped}, lines, as_json)


def _line(fact: dict[str, Any]) -> str:
    name = fact["name"] if fact["name"] != fact["domain"] else ""
    told = f"{fact['domain']:<44} {fact['kind'] or '':<15} {fact['language'] or '':<3} {fact['articles']:>6,}  {name}"
    return f"{told.rstrip()}  ! {fact['verdict']}" if fact["verdict"] else told.rstrip()


@command.command("check")
@click.argument("domains", nargs=-1)
@db_option
@click.option(
    "--folder", type=click.Path(file_okay=False), help="Where the files go.  [default: sources, beside the corpus]"
)
@click.option(
    "--contact", envvar="CROSSTALK_CONTACT", help="Your mail or web address, told to the sites (or CROSSTALK_CONTACT)."
)
@click.option(
    "--delay",
    default=2.0,
    show_default=True,
    type=click.FloatRange(0),
    help="Least seconds between requests to a host.",
)
@json_option
def check(
    domains: tuple[str, ...], db: str, folder: str | None, contact: str | None, delay: float, as_json: bool
) -> None:
    """Look at the sites of all sources, or of DOMAINS, and write what they say into sources files of your own.

    Found are feed, sitemap, terms, country, whether robots.txt allows the start pages, and how many of these hold an
    article: the least that a crawl should bring. A .yaml file may stand for a domain. Files in the folder sources/
    beside the corpus replace the shipped ones.

    \b
    Example: crosstalk sources check cmswire.com --contact you@example.org
    """
    from crawler.check import check_sources, write_sources
    from crawler.settings import CrawlSettings
    from crawler.sources import catalogue, own_folder
    from crawler.starts import publishers_of

    own = own_folder(db)
    publishers = publishers_of(domains, own) if domains else list(catalogue(own).values())
    looks = check_sources(publishers, CrawlSettings(contact=contact, delay=delay), Path(db))
    target = Path(folder) if folder else own
    assert target
    written = write_sources(looks, target)
    problems = [f"{look.publisher.domain}: {problem}" for look in looks for problem in look.problems]
    lines = [f"{counted(len(written), 'source')} of {len(looks)} looked at and written to {target}.", *problems]
    report({"written": [str(path) for path in written], "problems": problems}, lines, as_json)
