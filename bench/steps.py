"""Finished rows of a long comparison, kept below build/ so that a stop in the middle loses nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench.part import HERE, Cell

KEPT = HERE.parent / "build" / "bench"


class Steps:
    """The rows of one comparison by key; a row whose makers have changed is made anew. Remove the file to begin again."""

    def __init__(self, name: str, folder: Path = KEPT) -> None:
        self._file = folder / f"{name}.json"
        self._rows: dict[str, list[Cell]] = json.loads(self._file.read_text("utf-8")) if self._file.is_file() else {}

    def row(self, key: Sequence[object], makers: Sequence[str], make: Callable[[], list[Cell]]) -> list[Cell]:
        """Return the row kept under `key`, or make it and keep it; `makers` are source files or packages."""
        name = " ".join([*map(str, key), made_of(makers)])
        if name not in self._rows:
            print(f"  {' '.join(map(str, key))}", flush=True)
            self._rows[name] = make()
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps(self._rows, indent=1) + "\n", "utf-8")
        return self._rows[name]


def made_of(makers: Sequence[str]) -> str:
    """Return a short checksum of source files (paths from the root) and versions of installed packages."""
    return hashlib.sha256("\n".join(map(_state, makers)).encode()).hexdigest()[:12]


def _state(maker: str) -> str:
    if maker.endswith(".py"):
        return hashlib.sha256((HERE.parent / maker).read_bytes()).hexdigest()
    try:
        return f"{maker} {version(maker)}"
    except PackageNotFoundError:
        return f"{maker} not installed"
