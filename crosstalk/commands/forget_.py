"""crosstalk forget"""

from __future__ import annotations

import click

from crosstalk.options import db_option, json_option, report


@click.command("forget")
@click.argument("what")
@click.option("--why", required=True, metavar="TEXT", help="The reason; kept beside the hash.")
@click.option(
    "--as", "kind", type=click.Choice(["url", "domain", "person"]), help="What WHAT is, when it could be two."
)
@click.option(
    "--archive", type=click.Path(file_okay=False), help="The archive's folder.  [default: archive, beside the corpus]"
)
@click.option("--dry-run", is_flag=True, help="Show what would go, and change nothing.")
@db_option
@json_option
def command(what: str, why: str, kind: str | None, archive: str | None, dry_run: bool, db: str, as_json: bool) -> None:
    """Take WHAT out for good: the article at a URL, all of a domain, or all that a person wrote or is quoted with.

    Text, former texts, statements, figures, places in themes and archive records go; a hash stays, so that no later crawl
    or import brings it back. Of an article that only names or quotes the person, those lines go. A saved file without an
    address is named by the id of its article.

    \b
    Example: crosstalk forget https://example.org/blog/a-post --why "its author asked us to" --dry-run
    """
    from pathlib import Path

    from corpus import Corpus
    from corpus.forget import forget
    from corpus.found import find
    from crawler.archive import archive_folder
    from crawler.families import assign_families
    from crawler.rewrite import forget_in_archive
    from crosstalk.what import what_is
    from nlp.register.stage import register

    kind, name = what_is(what, kind)
    with Corpus.open(db, create=False) as corpus:
        found = find(corpus, kind, name)
        counts = forget(corpus, found, why, dry_run=dry_run)
        if not dry_run:
            assign_families(corpus)
            register(corpus)  # no finding or candidate keeps words of what has gone
            register(corpus)
        kept = forget_in_archive(archive_folder(Path(db), archive), found.is_gone, dry_run=dry_run)
    if kept.records:
        counts["archive records"] = kept.records
    rows = ", ".join(f"{n:,} {name.replace('_', ' ')}" for name, n in counts.items()) or "nothing that the corpus holds"
    lines = [f"{'Would go' if dry_run else 'Gone'}: {rows}.", *kept.problems]
    if not dry_run:
        lines.append("It will not come back. Make the site and the CSV files anew: crosstalk run, crosstalk export")
    report({"kind": kind, "dry_run": dry_run, "rows": counts, "problems": kept.problems}, lines, as_json)
