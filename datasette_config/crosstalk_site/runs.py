"""What was run, with which settings and versions, and what changed between two runs of the same kind."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from datasette import Response

from crosstalk_site import answers, words
from crosstalk_site.database import Row, remembered
from crosstalk_site.pinned import counted_moves, moves
from crosstalk_site.tables import has

RUNS = "SELECT * FROM runs ORDER BY id DESC"

HISTORY = """
SELECT theme_history.*, themes.label, themes.kind, other.label AS other_label
FROM theme_history LEFT JOIN themes ON themes.id = theme_history.theme_id
LEFT JOIN themes AS other ON other.id = theme_history.other_id
ORDER BY theme_history.run_id DESC, theme_history.event, theme_history.theme_id
"""

#: Events that leave a theme as it was.
STILL = ("kept",)


async def page(request: Any, datasette: Any) -> Response:
    """Return all runs, and one compared with another."""
    runs = [opened(run) for run in await remembered(datasette, RUNS)]
    history = await changes(datasette)
    if answers.wants_json(request):
        return answers.as_json({"runs": runs, "theme_history": history})
    first, second = chosen(runs, request.args.get("from"), request.args.get("to"))
    context = {
        "section": "methods",
        "runs": runs,
        "from": first,
        "to": second,
        "differences": differences(first, second) if first and second else [],
        "between": await _between(datasette, history, first, second),
        "latest": latest(history),
    }
    return await answers.page(datasette, request, "runs.html", context)


def opened(run: Row) -> Row:
    """Return a run with its JSON read, its minutes and its day."""
    return {
        **run,
        **{column: read(run[column]) for column in ("parameters", "versions", "counts")},
        "took": took(run["started"], run["finished"]),
        "day": words.day(run["finished"]),
    }


def read(text: str | None) -> dict[str, Any]:
    """Return a JSON object, or nothing of what is none."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def took(started: str | None, finished: str | None) -> str:
    """Return how long a run took: "41 minutes", "7 seconds"."""
    try:
        seconds = (datetime.fromisoformat(finished or "") - datetime.fromisoformat(started or "")).total_seconds()
    except (ValueError, TypeError):
        return ""
    if seconds < 120:
        return words.counted(round(seconds), "second") if seconds >= 0.5 else "under a second"
    if seconds < 7200:
        return words.counted(round(seconds / 60), "minute")
    return words.counted(round(seconds / 3600), "hour")


def chosen(runs: list[Row], start: str | None, end: str | None) -> tuple[Row | None, Row | None]:
    """Return the two runs asked for, else the last run whose command ran before, with its forerunner."""
    by_id = {str(run["id"]): run for run in runs}
    if start in by_id and end in by_id:
        return by_id[start], by_id[end]
    for place, run in enumerate(runs):
        before = next((old for old in runs[place + 1 :] if old["command"] == run["command"]), None)
        if before:
            return before, run
    return None, None


def differences(first: Row, second: Row) -> list[tuple[str, str, str, str]]:
    """Return (group, name, before, after) of each setting, version and count that differs."""
    found = []
    for column, group in (("counts", "count"), ("parameters", "setting"), ("versions", "version")):
        for name in sorted({*first[column], *second[column]}):
            before, after = first[column].get(name), second[column].get(name)
            if before != after:
                found.append((group, name.replace("_", " "), _shown(before), _shown(after)))
    return found


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return words.cut(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), 60)


async def changes(datasette: Any) -> list[Row]:
    """Return what became of themes, the latest run first."""
    return await remembered(datasette, HISTORY) if await has(datasette, "theme_history") else []


async def _between(datasette: Any, history: list[Row], first: Row | None, second: Row | None) -> dict[str, Any] | None:
    """Return which themes changed after the one run up to the other, and how many sentences came, went and moved."""
    if not first or not second or not history:
        return None
    earlier, later = sorted((first["id"], second["id"]))
    events = [row for row in history if earlier < row["run_id"] <= later and row["event"] not in STILL]
    if not await has(datasette, "theme_moves"):
        return {"events": events, "moves": None}
    return {"events": events, "moves": counted_moves(await moves(datasette, earlier, later))}


def latest(history: list[Row]) -> dict[str, Any] | None:
    """Return the last run with a history: how many themes stayed, and each one that changed."""
    if not history:
        return None
    run = history[0]["run_id"]
    of_run = [row for row in history if row["run_id"] == run]
    changed = [row for row in of_run if row["event"] not in STILL]
    counts: dict[str, int] = {}
    for row in changed:
        counts[row["event"]] = counts.get(row["event"], 0) + 1
    first = all(row["event"] == "born" for row in of_run)
    return {"run": run, "kept": len(of_run) - len(changed), "changed": changed, "counts": counts, "first": first}


ROUTES = [(r"/runs(?:\.json)?$", page)]
