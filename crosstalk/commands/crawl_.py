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
    help="Ask for so many pages at most; what was met beyond them waits for the next crawl.  "
    f"[default: {PAGES}, or {PAGES_A_SOURCE} a source]",
)
@click.option(
    "--recheck",
    default=30.0,
    show_default=True,
    metavar="DAYS",
    type=click.FloatRange(0),
    help="Ask for an article again after so many days, and keep a new version when it has changed.",
)
@click.option("--afresh", is_flag=True, help="Begin anew, and read every known page again.")
@click.option("--resume", is_flag=True, hidden=True, help="What every crawl does now; kept for scripts that say it.")
@click.option(
    "--archive",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Keep every response as WARC in this folder.  [default: archive, beside the corpus]",
)
@click.option("--no-archive", is_flag=True, help="Keep no responses.")
@json_option
def command(
    urls: tuple[str, ...],
    db: str,
    domains: tuple[str, ...],
    contact: str | None,
    delay: float,
    max_pages: int | None,
    recheck: float,
    afresh: bool,
    resume: bool,
    archive: str | None,
    no_archive: bool,
    as_json: bool,
) -> None:
    """Gather articles from the sources that Crosstalk knows, or from web pages, feeds and sitemaps of your own.

    Without an address all sources are crawled (crosstalk sources lists them); --source picks, and a .yaml file names
    your own. Links are followed within their hosts, the likeliest first. robots.txt is obeyed, each host gets one
    request at a time, and public hosts are asked only with a --contact.

    A crawl that was stopped, however it was, goes on where it was when the same command is given again. A later one
    asks for lists again, and for articles after --recheck days, on condition that they changed.

    \b
    Example: crosstalk crawl https://example.org/blog/ --contact you@example.org
             crosstalk crawl --source cmswire.com --source cio.com --contact you@example.org
    """
    from pathlib import Path

    from corpus import Corpus
    from corpus.runs import run
    from crawler.archive import archive_folder
    from crawler.crawl import crawl
    from crawler.settings import CrawlSettings
    from crawler.sources import own_folder, publisher_of
    from crawler.starts import starts
    from crawler.urls import host_of

    begun = starts(urls, domains, own_folder(db))
    most = max_pages or max(PAGES, PAGES_A_SOURCE * len(begun.publishers))
    settings = CrawlSettings(
        contact=contact,
        delay=delay,
        max_pages=most,
        recheck=recheck,
        afresh=afresh,
        private_hosts=tuple(host for url in begun.urls if not publisher_of(host := host_of(url))),
        sections=begun.sections,
        languages=begun.languages,
        archive=None if no_archive else str(archive_folder(Path(db), archive)),
    )
    asked = {"urls": list(urls), "sources": sorted(domains), "delay": delay, "max_pages": most}
    asked |= {"recheck": recheck, "afresh": afresh, "archive": not no_archive}
    with Corpus.open(db) as corpus, progress("Page") as show, run(corpus, "crawl", asked) as record:
        done = crawl(Path(db), begun.urls, settings, lambda n, _: show(n, most))
        record.counts = dict(done.pages)
    lines = ["This crawl went on where it was stopped."] if done.went_on else []
    lines += [crawled(done.pages), *(f"{host} was set aside: {why}." for host, why in done.set_aside.items())]
    if begun.passed_over:
        lines.append(
            f"{counted(len(begun.passed_over), 'source')} in other languages than English passed over; "
            f"--source picks them, such as {begun.passed_over[0]}."
        )
    if done.left:
        lines.append(
            f"{done.left:,} addresses were met and wait for the next crawl; --max-pages and a depth of six links are the bounds."
        )
    facts = {
        "pages": dict(done.pages),
        "articles": dict(done.articles),
        "not_followed": done.left,
        "went_on": done.went_on,
        "set_aside": done.set_aside,
    }
    report(facts, lines, as_json)
