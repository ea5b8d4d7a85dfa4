"""A corpus and its exports, made from pages in a process of its own: python -m bench.anywhere FOLDER EMBEDDER SETTINGS PAGE...

SETTINGS are those of the grouping that differ from the usual ones, as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

from bench.part import HERE
from corpus import Corpus
from corpus.bundle import SITE
from corpus.exports import export
from crawler.importer import import_paths
from nlp.annotate import annotate
from nlp.coder import load_coder
from nlp.embeddings import load_embedder
from nlp.theme_settings import ThemeSettings
from nlp.themes import fit_themes

FORMATS = ("csv", "jsonl", "parquet")


@dataclass(frozen=True)
class Surroundings:
    """What must not matter: time zone, locale, threads, the seed of hashes, and the order of the pages (None: as named)."""

    name: str
    zone: str = "UTC"
    locale: str = "C"
    threads: int = 1
    hash_seed: str = "0"
    order: int | None = None

    def environment(self) -> dict[str, str]:
        """Return the environment of a process in these surroundings."""
        threads = str(self.threads)
        told = {"TZ": self.zone, "LANG": self.locale, "LC_ALL": self.locale, "PYTHONHASHSEED": self.hash_seed}
        return {**os.environ, **told, "CROSSTALK_THREADS": threads, "OMP_NUM_THREADS": threads}


def made_in(
    where: Surroundings, folder: Path, pages: Sequence[Path], embedder: str, **settings: object
) -> dict[str, str]:
    """Make the corpus from `pages` in `folder`, in these surroundings; return the SHA-256 of each export by its name.

    The manifest is left out: it tells when the run was.
    """
    folder.mkdir(parents=True)
    ordered = [str(page) for page in pages]
    if where.order is not None:
        Random(where.order).shuffle(ordered)
    command = [sys.executable, "-m", "bench.anywhere", str(folder), embedder, json.dumps(settings), *ordered]
    done = subprocess.run(
        command, cwd=HERE.parent, env=where.environment(), check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    found = sorted((folder / "exports").iterdir())
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in found if "manifest" not in path.name}


def main(folder: str, embedder: str, settings: str, *pages: str) -> None:
    """Import the pages in the order given, code, group and export them."""
    with Corpus.open(Path(folder) / "corpus.db") as corpus:
        for page in pages:
            import_paths(corpus, [page])
        annotate(corpus, load_coder())
        fit_themes(corpus, load_embedder(embedder), ThemeSettings(**json.loads(settings)))
        export(corpus, Path(folder) / "exports", site=SITE, formats=list(FORMATS))


if __name__ == "__main__":
    main(*sys.argv[1:])
