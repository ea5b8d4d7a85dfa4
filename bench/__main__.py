"""Run the comparisons and write docs/quality.md: python -m bench [NAME...] [--data DIR] [--page]."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench import page
from bench.part import Part, Table, chosen, keep, measure
from corpus.errors import CrosstalkError


def main(words: Sequence[str] | None = None) -> int:
    """Run each comparison, print and keep its tables; one whose data is not at hand keeps its former ones, marked."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="comparisons to run; all when none is named")
    parser.add_argument("--data", type=Path, help="folder with the public data of bench/DATA.md")
    parser.add_argument("--page", action="store_true", help="only put docs/quality.md together from what is kept")
    options = parser.parse_args(words)
    try:
        if not options.page:
            for part in chosen(options.names):
                _run(part, options.data)
    except CrosstalkError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    page.write()
    return 0


def _run(part: Part, data: Path | None) -> None:
    if missing := part.missing(data):
        keep(part, missing)
        print(f"{part.name}: not run, {', '.join(missing)} is not at hand (--data DIR; see bench/DATA.md)", flush=True)
        return
    print(f"{part.name}: {part.title}", flush=True)
    for table in measure(part, data):
        _show(table)


def _show(table: Table) -> None:
    print(f"  {table.title}")
    print("  " + " | ".join(table.columns))
    for row in table.rows:
        print("  " + " | ".join("" if cell is None else str(cell) for cell in row), flush=True)


if __name__ == "__main__":
    sys.exit(main())
