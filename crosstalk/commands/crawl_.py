"""crosstalk crawl"""

from __future__ import annotations

import click

from crosstalk.options import db_option, json_option, report


@click.command("crawl")
@click.argument("urls", nargs=-1, required=True)
@db_option
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
@click.option("--max-pages", type=click.IntRange(1), help="Stop after so many pages; run again to go on.")
@json_option
def command(
    urls: tuple[str, ...], db: str, contact: str | None, delay: float, max_pages: int | None, as_json: bool
) -> None:
    """Gather articles from URLS: pages, feeds or sitemaps; links are followed within their hosts.

    robots.txt is obeyed, each host gets one request at a time, and public hosts are asked only with a --contact. A crawl
    that was stopped goes on where it was when the command is run again.

    \b
    Example: crosstalk crawl https://example.org/blog/ --contact you@example.org
    """
    from pathlib import Path

    from crawler.crawl import crawl
    from crawler.settings import CrawlSettings

    done = crawl(Path(db), list(urls), CrawlSettings(contact=contact, delay=delay, max_pages=max_pages))
    report(done.as_dict(), done.lines(), as_json)
