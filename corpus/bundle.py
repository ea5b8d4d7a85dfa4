"""A bundle: all that a result rests on, in one file, so that anybody can make it again and compare.

It holds articles, corrections and settings, what the grouping started from, the versions of all packages, and the exports
to be met. Equal corpora give equal bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import platform
import zipfile
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpus.errors import BadInput, NothingToDo
from corpus.exports import export
from corpus.store import Corpus
from corpus.theme_start import kept_start

Row = dict[str, Any]

#: The tables that a result is made from, in an order in which each finds what it points to.
TABLES = ("sources", "articles", "by_hand", "corrections", "register_corrections", "coder_errors")
#: Where permalinks of the exports to compare start.
SITE = "http://127.0.0.1:8001"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_RUNS = "SELECT id, command, started, finished, parameters, versions, counts FROM runs WHERE id <= ? ORDER BY id"


@dataclass(frozen=True)
class Bundle:
    """An opened bundle: rows by table, start of the grouping, settings of both stages, exports and lock file by name."""

    facts: dict[str, Any]
    tables: dict[str, list[Row]]
    start: dict[str, list[Row]]
    runs: list[Row]
    exports: dict[str, bytes]
    lock: tuple[str, ...]


def lock() -> tuple[str, ...]:
    """Return every installed package with its exact version, by name."""
    found = {
        dist.metadata["Name"].lower().replace("_", "-"): dist.version
        for dist in distributions()
        if dist.metadata["Name"]
    }
    return tuple(f"{name}=={version}" for name, version in sorted(found.items()))


def machine() -> dict[str, str]:
    """Return what of the machine may change the last digit of a number."""
    return {"python": platform.python_version(), "system": platform.system(), "processor": platform.machine()}


def make_bundle(corpus: Corpus, *, run: int | None = None, texts: bool = True) -> bytes:
    """Return the bundle of the corpus as it stands after its last grouping, or after the run asked for if that is it.

    Without `texts` articles are named by checksum alone. Raises BadInput when `run` is not what the corpus shows now, and
    NothingToDo when there are no themes.
    """
    themes = _last_run(corpus, "themes")
    if run is not None and run != themes["id"]:
        raise BadInput(_not_that_run(corpus, run, themes["id"]))
    files = {f"exports/{name}": content for name, content in _exports(corpus).items()}
    tables = {table: corpus.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES}
    sums = {row["id"]: text_sha256(row["text"]) for row in tables["articles"]}
    if not texts:
        tables["articles"] = [{**row, "text": ""} for row in tables["articles"]]
    files |= {f"tables/{table}.jsonl": _lines(rows) for table, rows in tables.items()}
    files |= {f"start/{table}.jsonl": _lines(rows) for table, rows in sorted(kept_start(corpus).items())}
    files["start/runs.jsonl"] = _lines(corpus.rows(_RUNS, [themes["id"]]))
    files["lock.txt"] = "".join(f"{line}\n" for line in lock()).encode()
    facts = {
        "what": "crosstalk bundle 1",
        "run": themes["id"],
        "annotate": json.loads(_last_run(corpus, "annotate")["parameters"]),
        "themes": json.loads(themes["parameters"]),
        "machine": machine(),
        "texts": texts,
        "articles": sums,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
    }
    return _zipped({"bundle.json": (json.dumps(facts, indent=1, sort_keys=True) + "\n").encode(), **files})


def text_sha256(text: str) -> str:
    """Return the checksum that a text is named by."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _last_run(corpus: Corpus, command: str) -> Row:
    rows = corpus.rows(
        "SELECT * FROM runs WHERE command = ? AND finished IS NOT NULL ORDER BY id DESC LIMIT 1", [command]
    )
    if not rows:
        raise NothingToDo(f"There is no finished run of {command} to repeat. Make one: crosstalk run")
    return rows[0]


def _not_that_run(corpus: Corpus, run: int, last: int) -> str:
    if not corpus.value("SELECT 1 FROM runs WHERE id = ?", [run]):
        return f"There is no run {run}; crosstalk status tells the runs."
    return (
        f"Run {run} is not the last grouping, run {last} is; what stood before it is not kept. "
        "To be able to repeat a run later, keep its bundle: crosstalk bundle FILE"
    )


def _exports(corpus: Corpus) -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        names = export(corpus, folder, site=SITE)
        return {name: Path(folder, name).read_bytes() for name in sorted(names)}


def _lines(rows: list[Row]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=True, sort_keys=True) + "\n" for row in rows).encode()


def _zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def read_bundle(content: bytes, name: str = "the bundle") -> Bundle:
    """Open a bundle; raise BadInput when it is none, or a file in it is not as its checksum says."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = {entry: archive.read(entry) for entry in archive.namelist()}
        facts = json.loads(files["bundle.json"])
        sums = facts["files"]
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise BadInput(f"{name} is no bundle of Crosstalk: {error}") from error
    for entry, told in sums.items():
        if entry not in files or hashlib.sha256(files[entry]).hexdigest() != told:
            raise BadInput(f"{name} is damaged: {entry} is not as its checksum says.")
    start = {entry[6:-6]: _rows(files[entry]) for entry in sums if entry.startswith("start/")}
    return Bundle(
        facts=facts,
        tables={table: _rows(files[f"tables/{table}.jsonl"]) for table in TABLES},
        runs=start.pop("runs"),
        start=start,
        exports={entry[8:]: files[entry] for entry in sums if entry.startswith("exports/")},
        lock=tuple(files["lock.txt"].decode().split("\n")[:-1]),
    )


def _rows(content: bytes) -> list[Row]:
    return [json.loads(line) for line in content.splitlines()]
