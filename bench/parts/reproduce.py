"""The same result everywhere: exports made in other surroundings, compared byte by byte."""

from __future__ import annotations

import locale
import platform
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.anywhere import Surroundings, made_in
from bench.part import Cell, Part, Table
from corpus.data import data_path
from nlp.embeddings import DEFAULT

#: Each but the first differs from it in one thing, the last in all.
MATRIX = (
    Surroundings("as measured against"),
    Surroundings("the same again, in another folder"),
    Surroundings("time zone Asia/Kolkata", zone="Asia/Kolkata"),
    Surroundings("locale", locale="de_DE.UTF-8"),
    Surroundings("pages in another order", order=1),
    Surroundings("2 threads", threads=2),
    Surroundings("another seed of hashes", hash_seed="7"),
    Surroundings("all of these", zone="Asia/Kolkata", locale="de_DE.UTF-8", threads=2, hash_seed="7", order=2),
)


def run(data: Path | None) -> list[Table]:
    """Return for each surroundings how many exports came out with the same bytes as in the first."""
    pages = sorted(data_path("datasets", "sample").rglob("*.htm*"))
    with TemporaryDirectory() as folder:
        made = {
            where.name: made_in(where, Path(folder) / f"place {n}" / ("deep" * (n % 2)), pages, DEFAULT)
            for n, where in enumerate(MATRIX)
        }
    first = made[MATRIX[0].name]
    rows: list[tuple[Cell, ...]] = []
    for where in MATRIX[1:]:
        found = made[where.name]
        other = sorted(name for name in first | found if first.get(name) != found.get(name))
        rows.append((where.name, len(first) - len(other), len(first), ", ".join(other) or "none"))
    note = f"{len(pages)} pages of the sample site, on {platform.machine()}. The locale was {_locale()}."
    return [
        Table("Exports (CSV, JSON Lines, Parquet) of the sample", ("surroundings", "same", "of", "differ"), rows, note)
    ]


def _locale() -> str:
    """Say whether the system has the other locale; without it programs fall back to C."""
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, "de_DE.UTF-8")
    except locale.Error:
        return "de_DE.UTF-8 by name only: this system does not have it, so that C was used"
    locale.setlocale(locale.LC_ALL, before)
    return "de_DE.UTF-8"


PART = Part("reproduce", "The same result everywhere", run)
