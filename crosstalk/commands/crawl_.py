"""crosstalk crawl"""

from __future__ import annotations

import click

from crosstalk.options import crawled, db_option, json_option, progress, report


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
@click.option(
    "--max-pages",
    default=500,
    show_default=True,
    type=click.IntRange(1),
    help="Follow links until so many pages are known.",
)
@click.option("--resume", is_flag=True, help="Pass over pages that a former crawl is done with.")
@json_option
def command(
    urls: tuple[str, ...], db: str, contact: str | None, delay: float, max_pages: int, resume: bool, as_json: bool
) -> None:
    """Gather articles from URLS: pages, feeds or sitemaps; links are followed within their hosts.

    robots.txt is obeyed, each host gets one request at a time, and public hosts are asked only with a --contact. A crawl
    that was stopped goes on where it was with --resume.

    \b
    Example: crosstalk crawl https://example.org/blog/ --contact you@example.org
    """
    from pathlib import Path

    from corpus import Corpus
    from corpus.runs import run
    from crawler.crawl import crawl
    from crawler.settings import CrawlSettings

    settings = CrawlSettings(contact=contact, delay=delay, max_pages=max_pages, resume=resume)
    asked = {"urls": list(urls), "delay": delay, "max_pages": max_pages, "resume": resume}
    with Corpus.open(db) as corpus, progress("Page") as show, run(corpus, "crawl", asked) as record:
        done = crawl(Path(db), list(urls), settings, lambda n, _: show(n, max_pages))
        record.counts = dict(done.pages)
    lines = [crawled(done.pages)]
    if done.left:
        lines.append(
            f"{done.left:,} links were met and not followed; --max-pages and the depth of six links are the bounds."
        )
    report({"pages": dict(done.pages), "articles": dict(done.articles), "not_followed": done.left}, lines, as_json)
