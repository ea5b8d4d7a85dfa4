"""docs/quality.md: the prose of bench/prose/ in order, with the tables of the kept results in place of their markers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from bench.part import HERE, Cell, read_result

PAGE = HERE.parent / "docs" / "quality.md"
PROSE = HERE / "prose"
MARKER = re.compile(r"^<!-- table ([\w-]+) -->$", re.M)
NOTICE = "<!-- Made by `python -m bench` from bench/prose/ and bench/results/: change those. -->\n\n"


def render() -> str:
    """Return the page as it should stand now."""
    files = sorted(PROSE.glob("*.md"))
    prose = "\n\n".join(file.read_text(encoding="utf-8").strip() for file in files)
    return NOTICE + MARKER.sub(lambda match: _tables(match[1]), prose) + "\n"


def marked() -> list[str]:
    """Return the names of the comparisons that the prose shows, in order."""
    return [name for file in sorted(PROSE.glob("*.md")) for name in MARKER.findall(file.read_text(encoding="utf-8"))]


def write(path: Path = PAGE) -> None:
    """Write the page."""
    path.write_text(render(), encoding="utf-8")


def _tables(name: str) -> str:
    result = read_result(name)
    if result is None:
        return f"*Not measured yet: `python -m bench {name}`.*"
    return "\n\n".join([_made(result), *map(_table, result["tables"])])


def _made(result: dict[str, Any]) -> str:
    made = f"*`{result['command']}`, {result['date']}, commit {result['commit']}."
    if kept := result.get("kept"):
        made += f" Kept from then: on {kept['on']} {', '.join(kept['missing'])} was not at hand."
    return made + "*"


def _table(table: dict[str, Any]) -> str:
    head = [
        f"| {' | '.join(map(_cell, table['columns']))} |",
        "| " + " | ".join("---" for _ in table["columns"]) + " |",
    ]
    rows = [f"| {' | '.join(map(_cell, row))} |" for row in table["rows"]]
    title = [f"**{table['title']}**", ""] if table["title"] else []
    note = ["", table["note"]] if table["note"] else []
    return "\n".join([*title, *head, *rows, *note])


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.3f}" if abs(value) < 10 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else value.replace("|", "\\|").replace("\n", " ")
