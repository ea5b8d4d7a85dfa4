"""Every command that writes, killed at random: is what was stored before whole?"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.killing import Kills, kill_at_random
from bench.part import Part, Table
from corpus.data import data_path
from nlp.coder import load_coder
from nlp.embeddings import load_embedder

TIMES = 100
#: The publication of the sample site whose pages are imported, again and again.
PUBLICATION = "brandcourier.example"


def run(data: Path | None) -> list[Table]:
    """Return how often each command was killed, and what was not whole."""
    os.environ.setdefault("CROSSTALK_THREADS", "1")
    load_coder(), load_embedder("all-MiniLM-L6-v2")
    with TemporaryDirectory() as folder:
        found = _killed(Path(folder))
    rows = [(name, found.killed[name], found.ended[name]) for name in sorted(found.killed.keys() | found.ended.keys())]
    note = f"Rows or files that were not whole afterwards: {len(found.broken)}. {' '.join(found.broken[:3])}".strip()
    return [Table(f"{TIMES} kills", ("command", "killed at work", "ended before"), rows, note)]


def _killed(folder: Path) -> Kills:
    db = folder / "corpus.db"
    commands = [
        ["import", str(data_path("datasets", "sample", PUBLICATION))],
        ["annotate"],
        ["themes", "--embedder", "all-MiniLM-L6-v2", "--refits", "2"],
        ["publish", str(folder / "site.db")],
        ["export", str(folder / "out")],
        ["bundle", str(folder / "b.zip")],
    ]
    return kill_at_random(commands, db, TIMES)


PART = Part("kills", "Commands killed at random", run)
