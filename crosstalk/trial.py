"""Make a classifier aside, weigh it against the current one, and put it in its place or leave the place as it is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpus.errors import BadInput
from nlp.adjust import Seen, adjusted, calls_held_out
from nlp.checksum import file_sha256
from nlp.coder import SHIPPED, load_coder
from nlp.compare_heads import Difference, calls_of, differences, is_better
from nlp.gold import read_gold
from nlp.head import load_head
from nlp.train import save_with_card

HEAD, CARD = "statement_head.npz", "statement_head.json"
#: What a folder of models holds beside the head.
OTHERS = ("*_adapter.safetensors", "role_head.npz")
#: When to put the new classifier in its place.
ALWAYS, IF_BETTER = "always", "if better"


@dataclass(frozen=True)
class Trial:
    """What a training gave: differences (none when nothing was compared), whether it is better beyond chance, what was done."""

    differences: tuple[Difference, ...]
    better: bool
    kept: bool
    notes: tuple[str, ...] = ()


def current_of(out: Path, against: Path | None) -> Path:
    """Return the folder of the classifier to compare with: the one named, or that in `out`, or the shipped one."""
    return against or (out if (out / HEAD).is_file() else SHIPPED)


def refuse_to_overwrite(out: Path, *, replace: bool, if_better: bool) -> None:
    """Raise BadInput when `out` holds a classifier already and nobody said that it may go."""
    if (out / HEAD).is_file() and not (replace or if_better):
        raise BadInput(f"{out} holds a classifier already: name another folder, or say --if-better or --replace.")


def try_out(
    make: Callable[[Path], tuple[Sequence[Difference], Sequence[str]]], out: Path, *, if_better: bool, coders: str
) -> Trial:
    """Let `make` fill a folder beside `out`, note the comparison in its card, and move it to `out` or drop it.

    A stop leaves `out` as it was.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".training-", dir=out.parent) as made:
        folder = Path(made)
        found, notes = make(folder)
        better = bool(found) and is_better(found)
        _note(
            folder / CARD, {"coded_by": coders, "compared": [asdict(d) for d in found], "better_beyond_chance": better}
        )
        if if_better and not better:
            return Trial(tuple(found), better, False, tuple(notes))
        out.mkdir(exist_ok=True)
        # The head goes last: one that belongs to other adapters is refused, so that a stop here is seen.
        for path in sorted(folder.iterdir(), key=lambda path: (path.name == HEAD, path.name)):
            path.replace(out / path.name)
    return Trial(tuple(found), better, True, tuple(notes))


def adjust_into(folder: Path, current: Path, gold: Sequence[Path]) -> tuple[list[Difference], list[str]]:
    """Fill `folder` with the classifier in `current`, its head adjusted to `gold`; compare both on articles held out in turn."""
    coded = [unit for path in gold for unit in read_gold(path)]
    head = load_head(current / HEAD)
    seen = Seen.of(load_coder(models=current), head, coded)
    found = differences(coded, seen.calls(head.thresholds), calls_held_out(seen, head.thresholds))
    move = adjusted(seen, head.thresholds)
    for pattern in OTHERS:
        for path in current.glob(pattern):
            shutil.copy(path, folder / path.name)
    former = json.loads((current / CARD).read_text(encoding="utf-8")) if (current / CARD).is_file() else {}
    card = {
        "what": "The head of another classifier, adjusted to coded units; adapters as they were.",
        "adjusted_from_sha256": file_sha256(current / HEAD),
        "adapters_trained_on": former.get("adapters_trained_on", {}),
        "data": {path.name: file_sha256(path) for path in gold},
        "units": sum(not unit.context for unit in coded),
        "compared_on": "the same units, article by article held out in turn",
    }
    save_with_card(move.of(head), folder / HEAD, card)
    notes = [f"Too few {kind}s among the units: their part of the head stays as it was." for kind in move.left]
    return found, notes


def compared(current: Path, new: Path, test: Sequence[Path]) -> list[Difference]:
    """Return how the classifiers in two folders differ on the coded units of `test`."""
    coded = [unit for path in test for unit in read_gold(path)]
    return differences(coded, *(calls_of(load_coder(models=folder), coded) for folder in (current, new)))


def coders_of(gold: Sequence[Path]) -> str:
    """Return who coded the files, as their rows say."""
    found: set[str] = set()
    for path in gold:
        for line in path.read_text(encoding="utf-8").splitlines():
            row: dict[str, Any] = json.loads(line)
            if row.get("context"):
                continue
            name, what = row.get("coder"), row.get("coded_by")
            found.add(f"{what}, {name}" if what and name else what or "not told")
    return "; ".join(sorted(found))


def _note(card: Path, facts: dict[str, Any]) -> None:
    told = json.loads(card.read_text(encoding="utf-8"))
    card.write_text(json.dumps({**told, **facts}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
