"""The files of labelling tools, written and read back: Label Studio, Prodigy, doccano, and CSV for a spreadsheet.

Sources: Label Studio's task and annotation format, Prodigy's `choice` interface, doccano's JSONL for text
classification. Each keeps our unit's id and fields, so that labels find their way home.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from corpus.errors import BadInput
from corpus.exports.cells import safe_cell
from crosstalk.labelling.task import CHOICES, KINDS, SIDES, Labels, Task, from_choices

_SHOWN = ("id", "text", "struct", "title", "heading", "list_title", "before", "after", "url")
_TASK_FIELDS = {field.name for field in fields(Task)} & set(_SHOWN)
Labelled = Iterator[tuple[Task, Labels]]

LABEL_STUDIO_CONFIG = """<View>
  <Text name="title" value="$title"/>
  <Text name="heading" value="$heading"/>
  <Text name="before" value="$before"/>
  <Header value="Does this unit complain or advise?"/>
  <Text name="text" value="$text"/>
  <Text name="after" value="$after"/>
  <Choices name="kind" toName="text" choice="multiple">
    {kinds}
  </Choices>
{roles}
</View>
"""


def label_studio_config() -> str:
    """Return the labeling interface to paste into a Label Studio project."""
    kinds = "\n    ".join(f'<Choice value="{name}"/>' for name in CHOICES if ":" not in name)
    roles = "\n".join(
        f'  <Header value="{role}"/>\n  <Choices name="{role}" toName="text" choice="single">\n    '
        + "\n    ".join(f'<Choice value="{side}"/>' for side in sides)
        + "\n  </Choices>"
        for role, sides in SIDES.items()
    )
    return LABEL_STUDIO_CONFIG.format(kinds=kinds, roles=roles)


def write_tasks(path: Path, tool: str, tasks: Sequence[Task], *, propose: bool) -> list[Path]:
    """Write the tasks in a tool's form and return the files written; proposals go in only when `propose` says so."""
    written = [path]
    path.parent.mkdir(parents=True, exist_ok=True)
    _WRITE[tool](path, tasks, propose)
    if tool == "label-studio":
        config = path.with_suffix(".config.xml")
        config.write_text(label_studio_config(), encoding="utf-8")
        written.append(config)
    return written


def read_labels(path: Path, tool: str) -> list[tuple[Task, Labels]]:
    """Return what was labelled in a tool's file, in its order; units without an answer are left out.

    Raises BadInput with the place of the first row that is not to be understood.
    """
    try:
        return list(_READ[tool](path))
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BadInput(f"{path} is not what {tool} exports of our tasks: {error}.") from error


def _shown(task: Task) -> dict[str, Any]:
    facts = asdict(task)
    return {name: facts[name] for name in _SHOWN}


def _task(facts: dict[str, Any]) -> Task:
    told: dict[str, Any] = {name: facts[name] or "" for name in _TASK_FIELDS if name in facts}
    return Task(**told)


def _write_label_studio(path: Path, tasks: Sequence[Task], propose: bool) -> None:
    def one(task: Task) -> dict[str, Any]:
        value = {"choices": list(task.proposed)}
        result = [{"from_name": "kind", "to_name": "text", "type": "choices", "value": value}]
        return {"data": _shown(task), **({"predictions": [{"result": result}]} if propose else {})}

    path.write_text(json.dumps([one(task) for task in tasks], ensure_ascii=False, indent=1), encoding="utf-8")


def _read_label_studio(path: Path) -> Labelled:
    for number, row in enumerate(json.loads(path.read_text(encoding="utf-8")), 1):
        answers = [a for a in row.get("annotations", []) if not a.get("was_cancelled")]
        if answers:
            choices = []
            for result in answers[-1]["result"]:
                prefix = "" if result["from_name"] == "kind" else f"{result['from_name']}: "
                choices += [prefix + choice for choice in result["value"]["choices"]]
            yield _task(row["data"]), _told(choices, f"task {number}")


def _write_prodigy(path: Path, tasks: Sequence[Task], propose: bool) -> None:
    options = [{"id": choice, "text": choice} for choice in CHOICES]
    _write_lines(
        path,
        (
            {
                "text": task.text,
                "meta": _shown(task),
                "options": options,
                **({"accept": list(task.proposed)} if propose else {}),
            }
            for task in tasks
        ),
    )


def _read_prodigy(path: Path) -> Labelled:
    for number, row in _lines(path):
        if row.get("answer") == "accept":
            yield _task(row["meta"]), _told(row.get("accept", []), f"line {number}")


def _write_doccano(path: Path, tasks: Sequence[Task], propose: bool) -> None:
    """The unit's id goes as `unit`: doccano gives ids of its own."""
    _write_lines(
        path, ({**_shown(t), "id": None, "unit": t.id, "label": list(t.proposed) if propose else []} for t in tasks)
    )


def _read_doccano(path: Path) -> Labelled:
    """doccano cannot tell "none of them" from "not seen": every row counts as seen."""
    for number, row in _lines(path):
        yield _task({**row, "id": row["unit"]}), _told(row.get("label") or [], f"line {number}")


def _write_csv(path: Path, tasks: Sequence[Task], propose: bool) -> None:
    names = [*_SHOWN, *(["proposed"] if propose else []), "seen", *KINDS, *SIDES]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        for task in tasks:
            row = {name: safe_cell(value) for name, value in _shown(task).items()}
            writer.writerow({**row, **({"proposed": ", ".join(task.proposed)} if propose else {})})


def _read_csv(path: Path) -> Labelled:
    """A row counts when `seen` or any label is filled; a kind is `1`, `0` or empty, or `?` for borderline."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            cells = {name: (row.get(name) or "").strip().lower() for name in ("seen", *KINDS, *SIDES)}
            if any(cells.values()):
                plain = {name: _unsafe(value) for name, value in row.items() if isinstance(value, str)}
                yield _task(plain), _told(_choices(cells, number), f"line {number}")


def _choices(cells: dict[str, str], number: int) -> list[str]:
    choices = []
    for kind in KINDS:
        if cells[kind] not in ("", "0", "1", "?", "x", "no", "yes"):
            raise ValueError(f"line {number}: {kind} is {cells[kind]!r}; write 1, 0 or ?")
        if cells[kind] in ("1", "x", "yes"):
            choices.append(kind)
        elif cells[kind] == "?":
            choices.append(f"borderline {kind}")
    return choices + [f"{role}: {cells[role]}" for role in SIDES if cells[role]]


def _unsafe(cell: str) -> str:
    """Take the apostrophe away that kept a spreadsheet from running the cell."""
    return cell[1:] if cell.startswith("'") and safe_cell(cell[1:]) == cell else cell


def _told(choices: list[str], where: str) -> Labels:
    try:
        return from_choices(choices)
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from error


def _write_lines(path: Path, rows: Iterator[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            yield number, json.loads(line)


_WRITE: dict[str, Callable[[Path, Sequence[Task], bool], None]] = {
    "label-studio": _write_label_studio,
    "prodigy": _write_prodigy,
    "doccano": _write_doccano,
    "csv": _write_csv,
}
_READ: dict[str, Callable[[Path], Labelled]] = {
    "label-studio": _read_label_studio,
    "prodigy": _read_prodigy,
    "doccano": _read_doccano,
    "csv": _read_csv,
}
TOOLS = tuple(_WRITE)
