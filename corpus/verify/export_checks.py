"""The rules of an export: a manifest, and every file as it says."""

from __future__ import annotations

import csv
import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

from corpus.errors import BadInput
from corpus.exports.manifest import sha256
from corpus.verify.failure import Findings, Verdict


def verify_export(folder: str | Path) -> Verdict:
    """Check the files of an export against its manifests; raise BadInput when there is none."""
    folder = Path(folder)
    manifests = sorted(folder.glob("*manifest.json"))
    if not manifests:
        raise BadInput(f"{folder} holds no manifest.json: it is no export, or one that was not completed.")
    verdict = Verdict()
    for manifest in manifests:
        verdict.make(f"files of {manifest}", partial(_files, manifest))
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


def _half_written(folder: Path) -> Findings:
    for path in sorted(folder.glob("*.new")):
        yield path.name, "left by an export that did not end"
