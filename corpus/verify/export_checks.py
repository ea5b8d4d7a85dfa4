"""The rules of an export: a manifest, and every file as it says."""

from __future__ import annotations

import csv
import json
import sys
from functools import partial
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpus.errors import BadInput, CrosstalkError
from corpus.exports import Filters, export
from corpus.exports.manifest import SAFE, sha256, themes_run
from corpus.store import Corpus
from corpus.verify.failure import Findings, Verdict

#: What is compared line by line with what the corpus gives now; other formats hold the same rows.
_COMPARED = (".csv", ".jsonl")
_THEMES = {"themes", "theme_statements"}


def verify_export(folder: str | Path, corpus: Corpus | None = None) -> Verdict:
    """Check the files of an export against its manifests, and against `corpus` when given; raise BadInput when there is none.

    An export of an earlier grouping than the last is not compared with the corpus, which does not know it any more.
    """
    folder = Path(folder)
    manifests = sorted(folder.glob("*manifest.json"))
    if not manifests:
        raise BadInput(f"{folder} holds no manifest.json: it is no export, or one that was not completed.")
    verdict = Verdict()
    for manifest in manifests:
        verdict.make(f"files of {manifest}", partial(_files, manifest))
        if corpus is not None:
            verdict.make(f"rows of {manifest} are those of the corpus", partial(_rows_again, manifest, corpus))
    verdict.make(f"nothing half written in {folder}", lambda: _half_written(folder))
    return verdict


def _files(manifest: Path) -> Findings:
    for told in json.loads(manifest.read_text(encoding="utf-8"))["files"]:
        yield from _file(manifest.with_name(told["name"]), told)


def _file(path: Path, told: dict[str, Any]) -> Findings:
    if not path.is_file():
        yield path.name, "the file is not there"
    elif sha256(path) != told["sha256"]:
        yield path.name, "its bytes are not those that were exported"
    elif (rows := _rows(path)) is not None and rows != told["tables"][0]["rows"]:
        yield path.name, f"it has {rows:,} rows, the manifest says {told['tables'][0]['rows']:,}"


def _rows(path: Path) -> int | None:
    """Return how many rows a file of one table has, or None for a kind that is checked by its bytes alone."""
    if path.suffix == ".csv":
        csv.field_size_limit(sys.maxsize)
        with path.open(encoding="utf-8-sig", newline="") as file:
            return sum(1 for _ in csv.reader(file)) - 1
    if path.suffix == ".jsonl":
        with path.open(encoding="utf-8") as file:
            return sum(1 for _ in file)
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        return int(pq.ParquetFile(path).metadata.num_rows)
    return None


def _rows_again(manifest: Path, corpus: Corpus) -> Findings:
    """Export once more as the manifest says, and compare: equal corpora give equal bytes."""
    told = json.loads(manifest.read_text(encoding="utf-8"))
    if told["themes_run"] != themes_run(corpus):
        return
    names = sorted({table["name"] for file in told["files"] for table in file["tables"]} - {"quotations"})
    files = [manifest.with_name(file["name"]) for file in told["files"] if file["name"].endswith(_COMPARED)]
    with TemporaryDirectory() as folder:
        try:
            export(
                corpus,
                folder,
                site=told["site"],
                formats=sorted({file.suffix[1:] for file in files}) or ["csv"],
                filters=Filters(**told["filters"]),
                tables=() if set(names) <= _THEMES else names,
                safe=told["cells"] == SAFE,
                text=told["texts"],
            )
        except CrosstalkError as error:
            yield manifest.name, f"the corpus does not give this export any more: {error}"
            return
        for file in files:
            if file.is_file() and (where := _first_difference(file, Path(folder, file.name))):
                yield file.name, where


def _first_difference(file: Path, again: Path) -> str:
    with file.open(encoding="utf-8") as there, again.open(encoding="utf-8") as here:
        for number, (one, other) in enumerate(zip_longest(there, here), 1):
            if one != other:
                return f"line {number} is not what the corpus gives now"
    return ""


def _half_written(folder: Path) -> Findings:
    for path in sorted(folder.glob("*.new")):
        yield path.name, "left by an export that did not end"
