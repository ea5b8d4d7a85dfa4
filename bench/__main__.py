"""Run the comparisons: python -m bench [--data DIR]. What needs data that is not at hand says so plainly."""

from __future__ import annotations

import argparse
from pathlib import Path

from bench import coding, maintext, themes


def main() -> None:
    """Run each comparison and print its lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with the public data of bench/DATA.md")
    data = parser.parse_args().data
    for line in [*maintext.lines(data), *coding.lines(), *themes.lines()]:
        print(line)


if __name__ == "__main__":
    main()
