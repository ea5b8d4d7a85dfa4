"""Every command that writes, killed at random: is what was stored before whole?"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.crawling.made_site import made_site
from bench.killing import Killable, Kills, kill_at_random
from bench.part import Cell, Part, Table
from corpus import Corpus
from corpus.data import data_path
from nlp.coder import load_coder
from nlp.embeddings import MINILM, load_embedder

TIMES = 100
#: The publication of the sample site whose pages are imported, again and again.
PUBLICATION = "quadrantnotes.example"
GOLD = Path(__file__).resolve().parents[2] / "datasets" / "gold" / "dev.jsonl"
_LIGHT = ("--embedder", MINILM, "--refits", "2")
#: Units of gold, so many that they are of enough articles to train on.
UNITS = 260


def run(data: Path | None) -> list[Table]:
    """Return how often each command was killed, and what was not whole."""
    os.environ.setdefault("CROSSTALK_THREADS", "1")
    load_coder(), load_embedder(MINILM)
    with TemporaryDirectory() as folder, made_site(4, 3) as site:
        found = kill_at_random(_commands(Path(folder), site), Path(folder) / "corpus.db", TIMES, tell=_tell)
    return [_table(found)]


def _tell(line: str) -> None:
    print(f"  {line}", file=sys.stderr, flush=True)


def _table(found: Kills) -> Table:
    names = sorted(found.killed.keys() | found.ended.keys() | found.failed.keys())
    counters = (found.killed, found.ended, found.failed)
    rows: list[tuple[Cell, ...]] = [(name, *(counter[name] for counter in counters)) for name in names]
    rows.append(("all", *(counter.total() for counter in counters)))
    note = f"Rows or files that were not whole afterwards: {len(found.broken)}. {' '.join(found.broken[:3])}".strip()
    return Table(
        f"{found.killed.total()} kills",
        ("command", "killed at work", "ended before", "ended with an error"),
        rows,
        note,
    )


def _commands(folder: Path, site: str) -> list[Killable]:
    """Return all commands that write, each on the corpus in `folder`, in an order in which each finds what it needs."""
    db = str(folder / "corpus.db")
    _write_inputs(folder)
    pages = str(data_path("datasets", "sample", PUBLICATION))
    numbers = count()

    def on_corpus(name: str, *words: str) -> Killable:
        return Killable(name, lambda: [*name.split(), *words, "--db", db])

    def fresh(name: str, words: Callable[[Path], Sequence[str]]) -> Killable:
        """A command that refuses a place that is taken: each time it gets a new one."""
        return Killable(name, lambda: [*name.split(), *words(folder / f"new-{next(numbers)}")])

    return [
        on_corpus("import", pages, str(folder / "pages")),
        on_corpus("crawl", site, "--delay", "0", "--afresh"),
        Killable("annotate", lambda: _due_again(Path(db))),
        Killable("themes", lambda: ["themes", *_LIGHT, "--min-size", str(2 + next(numbers) % 2), "--db", db]),
        on_corpus("publish", str(folder / "site.db")),
        on_corpus("export", str(folder / "out"), "--format", "csv", "--format", "xlsx", "--format", "qdpx"),
        on_corpus("bundle", str(folder / "b.zip")),
        fresh("reproduce", lambda new: [str(folder / "b.zip"), "--out", str(new), "--embedder", MINILM]),
        on_corpus("studies add", str(folder / "studies.csv")),
        on_corpus("evaluate", str(folder / "gold.jsonl")),
        on_corpus("prevalence", "--gold", str(folder / "gold.jsonl"), "--keep", str(folder / "errors.json")),
        on_corpus("label export", str(folder / "tasks.csv"), "--to", "csv", "--articles", "3"),
        fresh("label import", lambda new: [str(folder / "done.csv"), str(new), "--from", "csv", "--coder", "Ann"]),
        fresh("train", lambda new: [str(folder / "gold.jsonl"), "--adjust", "--out", str(new)]),
        on_corpus("diff", db, db, "--html", str(folder / "diff.html")),
        Killable("forget", lambda: ["forget", _next_to_go(Path(db)), "--why", "asked", "--db", db], forgets=True),
    ]


def _write_inputs(folder: Path) -> None:
    """Write articles to be forgotten, a study, gold, and a labelled file."""
    (folder / "pages").mkdir()
    for n in range(10):
        lines = [f"The IT department takes {n + month} months to answer marketing." for month in range(2, 6)]
        text = f"What marketing asks of IT, letter {n}\n\n" + "\n".join(lines) + "\n"
        (folder / "pages" / f"letter-{n}.txt").write_text(text, encoding="utf-8")
    (folder / "studies.csv").write_text(
        "id,title,organisation,year,note\nmade-2013,A made study,The Bench,2013,made\n", encoding="utf-8"
    )
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()[:UNITS]]
    (folder / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    lines = ["id,text,struct,seen,frustration,recommendation,holder,target,addressee"]
    lines += [f"a:{n},IT takes {n} months.,s,x,1,0,cmo,cio," for n in range(2000)]
    (folder / "done.csv").write_text("\n".join(lines), encoding="utf-8")


def _due_again(db: Path) -> list[str]:
    """Have some articles coded again, as after a change of the coder, and return the command that does it."""
    with Corpus.open(db) as corpus, corpus.transaction():
        corpus.execute("UPDATE codings SET coder = 'older' WHERE rowid % 3 = 0")
    return ["annotate", "--db", str(db)]


def _next_to_go(db: Path) -> str:
    with Corpus.open(db) as corpus:
        return str(corpus.value("SELECT id FROM articles WHERE title LIKE '%letter%' ORDER BY id LIMIT 1") or "0" * 12)


PART = Part("kills", "Commands killed at random", run)
