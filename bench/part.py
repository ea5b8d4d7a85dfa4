"""What a comparison is, and what it leaves behind: tables with the command, date and commit that made them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from corpus.errors import BadInput

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
Cell = str | int | float | None


@dataclass(frozen=True)
class Table:
    """One table of results: a row a method or case; numbers as they were measured, rounded for reading by whoever made them."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    note: str = ""


@dataclass(frozen=True)
class Part:
    """One comparison: `run` gets the data folder, or None where `needs` is empty and none was given.

    `needs` names the folders or files under the data folder without which it can't run; bench/DATA.md tells of each.
    """

    name: str
    title: str
    run: Callable[[Path | None], list[Table]]
    needs: tuple[str, ...] = ()

    def missing(self, data: Path | None) -> list[str]:
        """Return what it needs and `data` does not hold."""
        return [name for name in self.needs if data is None or not (data / name).exists()]

    @property
    def command(self) -> str:
        """The command that makes it again."""
        return f"python -m bench {self.name}" + (" --data DIR" if self.needs else "")


def all_parts() -> dict[str, Part]:
    """Return every comparison by name, found in bench/parts/."""
    modules = sorted(module.name for module in iter_modules([str(HERE / "parts")]))
    parts = [import_module(f"bench.parts.{name}").PART for name in modules]
    return {part.name: part for part in parts}


def chosen(names: Sequence[str]) -> list[Part]:
    """Return the comparisons of these names, or all; raise BadInput for an unknown one."""
    parts = all_parts()
    if unknown := [name for name in names if name not in parts]:
        raise BadInput(f"There is no comparison {unknown[0]!r}. There are: {', '.join(parts)}.")
    return [parts[name] for name in names] if names else list(parts.values())


def measure(part: Part, data: Path | None) -> list[Table]:
    """Run a comparison and keep its tables, with the day and commit that they were made on."""
    tables = part.run(data)
    write_result(
        part.name,
        {
            "part": part.name,
            "title": part.title,
            "command": part.command,
            "date": date.today().isoformat(),
            "commit": _commit(),
            "tables": [asdict(table) for table in tables],
        },
    )
    return tables


def keep(part: Part, missing: Sequence[str]) -> None:
    """Note on the kept result of a comparison that it could not be made again today, and why."""
    if result := read_result(part.name):
        write_result(part.name, {**result, "kept": {"on": date.today().isoformat(), "missing": list(missing)}})


def read_result(name: str) -> dict[str, Any] | None:
    """Return the kept result of a comparison, or None when it was never made."""
    file = RESULTS / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None


def write_result(name: str, result: dict[str, Any]) -> None:
    """Keep a result as JSON that shows well in a diff."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _commit() -> str:
    """Return the short name of the commit that was measured; `+` when files differed from it."""

    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=HERE, capture_output=True, text=True, check=True).stdout.strip()

    changed = git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!results", ":!../docs/quality.md")
    return git("rev-parse", "--short=9", "HEAD") + ("+" if changed else "")
