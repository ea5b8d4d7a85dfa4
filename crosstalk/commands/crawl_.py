"""crosstalk crawl"""

from __future__ import annotations

import click

from crosstalk.options import counted, crawled, db_option, json_option, progress, report

#: Links are followed until so many pages are known, for each source or in all for plain addresses.
PAGES_A_SOURCE, PAGES = 200, 500


@click.command("crawl")
@click.argument("urls", nargs=-1, metavar="[URL_OR_FILE.yaml]...")
@db_option
@click.option("--source", "domains", multiple=True, metavar="DOMAIN", help="Crawl this source; may be given again.")
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
    type=click.IntRange(1),
    help=f"Follow links until so many pages are known.  [default: {PAGES}, or {PAGES_A_SOURCE} a source]",
)
@click.option("--resume", is_flag=True, help="Pass over pages that a former crawl is done with.")
@json_option
def command(
    urls: tuple[str, ...],
    db: str,
    domains: tuple[str, ...],
    contact: str | None,
    delay: float,
    max_pages: int | None,
    resume: bool,
    as_json: bool,
) -> None:
    """Gather articles from the sources that Crosstalk knows, or from web pages, feeds and sitemaps of your own.

    Without an address all sources are crawled (crosstalk sources lists them); --source picks, and a .yaml file names
    your own. Links are followed within their hosts. robots.txt is obeyed, each host gets one request at a time, and
    public hosts are asked only with a --contact. A crawl that was stopped goes on where it was with --resume.

    \b
    Example: crosstalk crawl https://example.org/blog/ --contact you@example.org
             crosstalk crawl --source cmswire.com --source cio.com --contact you@example.org
    """
    from pathlib import Path

    from corpus import Corpus
    from corpus.runs import run
    from crawler.crawl import crawl
    from crawler.settings import CrawlSettings
    from crawler.sources import own_folder
    from crawler.starts import starts

    begun = starts(urls, domains, own_folder(db))
    most = max_pages or max(PAGES, PAGES_A_SOURCE * len(begun.publishers))
    settings = CrawlSettings(
        contact=contact,
        delay=delay,
        max_pages=most,
        resume=resume,
        sections=begun.sections,
        languages=begun.languages,
    )
    asked = {"urls": list(urls), "sources": sorted(domains), "delay": delay, "max_pages": most, "resume": resume}
    with Corpus.open(db) as corpus, progress("Page") as show, run(corpus, "crawl", asked) as record:
        done = crawl(Path(db), begun.urls, settings, lambda n, _: show(n, most))
        record.counts = dict(done.pages)
    lines = [crawled(done.pages)]
    if begun.passed_over:
        lines.append(
            f"{counted(len(begun.passed_over), 'source')} in other languages than English passed over; "
            f"--source picks them, such as {begun.passed_over[0]}."
        )
    if done.left:
        lines.append(
            f"{done.left:,} links were met and not followed; --max-pages and the depth of six links are the bounds."
        )
    report({"pages": dict(done.pages), "articles": dict(done.articles), "not_followed": done.left}, lines, as_json)
