"""The whole pipeline on the sample site, over real HTTP on loopback, from nothing to a site and CSV files."""

from __future__ import annotations

import time
from pathlib import Path

import click

from corpus import Corpus
from corpus.exports import export
from corpus.publish import publish
from corpus.runs import run
from crosstalk.options import counted, crawled, progress

SITE = "http://127.0.0.1:8001"
SHOWN = 5


def demo(out: str) -> None:
    """Build `out`/corpus.db, `out`/crosstalk.db and `out`/exports/ from the sample site, and print what was found."""
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    db = folder / "corpus.db"
    started = time.monotonic()
    _gather(db)
    with Corpus.open(db) as corpus:
        _code(corpus)
        with run(corpus, "publish", {"text": "full"}) as record:
            record.counts = publish(corpus, folder / "crosstalk.db", policy="full")
        files = export(corpus, folder / "exports", site=SITE)
        click.echo("\n".join(_found(corpus)))
    click.echo(
        f"\nDatabase:  {folder / 'crosstalk.db'}  (working corpus: {db})\n"
        f"CSV files: {', '.join(str(folder / 'exports' / name) for name in files)}\n"
        f"Took {time.monotonic() - started:.0f} seconds. "
        f"Open the site with: make serve  (or crosstalk serve {folder}/crosstalk.db)"
    )


def _gather(db: Path) -> None:
    from crawler.crawl import crawl
    from crawler.settings import CrawlSettings
    from crosstalk.sample_site import sample_site

    with sample_site() as site:
        click.echo(f"Gathering the sample site: {counted(len(site.hosts_map), 'publication')} on loopback …")
        with progress("Page") as show:
            settings = CrawlSettings(hosts_map=site.hosts_map, sample=True)
            with Corpus.open(db) as corpus, run(corpus, "crawl", {"site": "sample"}) as record:
                done = crawl(db, site.home_urls, settings, lambda n, _: show(n, n))
                record.counts = dict(done.pages)
    click.echo(crawled(done.pages))


def _code(corpus: Corpus) -> None:
    from nlp.annotate import annotate
    from nlp.coder import load_coder
    from nlp.embeddings import load_embedder
    from nlp.themes import ThemeSettings, fit_themes

    click.echo("Coding statements and figures …")
    with progress("Coding article") as show:
        coded = annotate(corpus, load_coder(), show)
    click.echo(
        f"{counted(coded.frustrations, 'frustration')}, {counted(coded.recommendations, 'recommendation')}, "
        f"{counted(coded.statistics, 'survey figure')}."
    )
    click.echo("Grouping them into themes …")
    made = fit_themes(corpus, load_embedder(), ThemeSettings())
    click.echo(
        f"{counted(made.frustration_themes, 'theme')} of frustrations, {made.recommendation_themes} of recommendations."
    )
    for note in made.notes:
        click.echo(note)


_LARGEST = """
SELECT label, families, statements, by_cmo, by_cio, by_both FROM themes WHERE kind = ?
ORDER BY families DESC, statements DESC, id LIMIT ?
"""


def _found(corpus: Corpus) -> list[str]:
    lines = [
        "",
        "Invented articles, real studies. The largest themes, by articles (a press release and its copies count once):",
    ]
    for kind, whose in (("frustration", "whose pain"), ("recommendation", "who should act")):
        lines += ["", f"{kind.capitalize()}s ({whose}: CMO / CIO / both)"]
        for n, row in enumerate(corpus.rows(_LARGEST, [kind, SHOWN]), 1):
            sides = f"{row['by_cmo']} / {row['by_cio']} / {row['by_both']}"
            lines.append(f"  {n}. {row['label']}: {counted(row['families'], 'article')} ({sides})")
    return lines
