"""crosstalk diff"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from crosstalk.options import db_option, json_option, report

if TYPE_CHECKING:
    from corpus.compare import Comparison, Differences

#: Lines shown of each list on a terminal; --all, --json and --html leave none out.
SHOWN = 10
LONGEST = 90


@click.command("diff")
@click.argument("before")
@click.argument("after")
@db_option
@click.option("--html", type=click.Path(dir_okay=False), help="Also write the whole comparison as a page to this file.")
@click.option("--all", "whole", is_flag=True, help=f"Print every line, not {SHOWN} of each list.")
@json_option
def command(before: str, after: str, db: str, html: str | None, whole: bool, as_json: bool) -> None:
    """Say what differs between two databases, corpora or published ones, or between two runs of one corpus.

    Settings and versions first, then articles, statements, figures, themes, and which statement stands in which theme.
    BEFORE and AFTER are files, or the numbers of two runs of --db (crosstalk status tells them): then also what happened to
    the themes after the first of them, up to the second. Nothing is written to any database.

    \b
    Example: crosstalk diff monday.db corpus.db --html what-changed.html
    Example: crosstalk diff 3 5 --db corpus.db
    """
    from pathlib import Path

    from corpus.compare import as_page
    from corpus.errors import BadInput

    found = _compared(before, after, db)
    if html:
        try:
            Path(html).write_text(as_page(found), encoding="utf-8")
        except OSError as error:
            raise BadInput(f"{html} cannot be written: {error.strerror}.") from error
    lines = [f"{found.before} -> {found.after}"]
    for part in found.parts:
        lines += _lines(part, None if whole else SHOWN)
    report(found.facts(), lines, as_json)


def _compared(before: str, after: str, db: str) -> Comparison:
    from contextlib import closing
    from pathlib import Path

    from corpus import Corpus
    from corpus.compare import compare, compare_runs, open_either

    if before.isdigit() and after.isdigit() and not (Path(before).exists() or Path(after).exists()):
        with Corpus.open(db, create=False) as corpus:
            return compare_runs(corpus, int(before), int(after))
    with closing(open_either(Path(before))) as old, closing(open_either(Path(after))) as new:
        return compare(old, new, (before, after))


def _lines(part: Differences, most: int | None) -> list[str]:
    counts = f"{part.same:,} the same, {len(part.gone):,} gone, {len(part.new):,} new, {len(part.changed):,} changed"
    told = [f"{part.what}: {counts}"]
    for mark, rows in (("-", part.gone), ("+", part.new)):
        told += _shown([f"  {mark} {id}  {_cut(name)}" for id, name in rows], most)
    told += _shown([f"  ~ {row.id}  {_fields(row.fields)}  {_cut(row.name)}" for row in part.changed], most)
    return told


def _shown(lines: list[str], most: int | None) -> list[str]:
    if most is None or len(lines) <= most:
        return lines
    return [*lines[:most], f"    … and {len(lines) - most:,} more (--all)"]


def _fields(fields: dict[str, tuple[Any, Any]]) -> str:
    return "; ".join(f"{name}: {_cut(str(a))} -> {_cut(str(b))}" for name, (a, b) in fields.items())


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
