"""Train all parts of the classifier, and put them in place together or not at all."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpus.errors import BadInput
from corpus.records import ROLES
from nlp.adapt import AdapterSettings, train_adapter
from nlp.adapter_tasks import KINDS_TASK, SIDES_IN_CONTEXT_TASK, SIDES_TASK, Task, has_sides
from nlp.backbone import cache_folder
from nlp.checksum import file_sha256
from nlp.coder import CONTEXT_ADAPTER, ROLE_HEAD, SHIPPED, SIDES_ADAPTER, SIDES_CONTEXT_ADAPTER, WORDS_ADAPTER
from nlp.encoder import load_encoder
from nlp.gold import Coded, read_gold
from nlp.pipeline import load_pipeline
from nlp.train import Split, fit_head, save_with_card, split
from nlp.train_roles import fit_roles
from nlp.windows import Sizes

HEAD, CARD = "statement_head.npz", "statement_head.json"
#: Kinds and sides each have an adapter that reads a unit alone and one that reads it with its neighbours; that of sides in
#: context goes on from the one that reads statements alone.
SETTINGS = {
    WORDS_ADAPTER: AdapterSettings(),
    CONTEXT_ADAPTER: AdapterSettings(windows=Sizes()),
    SIDES_ADAPTER: AdapterSettings(epochs=6),
    SIDES_CONTEXT_ADAPTER: AdapterSettings(windows=Sizes()),
}
GOES_ON_FROM = {SIDES_CONTEXT_ADAPTER: SIDES_ADAPTER}
Scores = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Files:
    """The coded units to train on: `gold`; `dev`, which set thresholds; `extra`, of real articles, which do a part of both;
    `sides`, from which sides are learned, but not kinds."""

    gold: Sequence[Path]
    dev: Sequence[Path] = ()
    extra: Sequence[Path] = ()
    sides: Sequence[Path] = ()

    @property
    def checksums(self) -> dict[str, str]:
        """The SHA-256 of each file by its name."""
        return {path.name: file_sha256(path) for paths in astuple(self) for path in paths}


@dataclass(frozen=True)
class Adapter:
    """An adapter to make: its file, what it learns, how, and from which units."""

    name: str
    task: Task
    settings: AdapterSettings
    units: Sequence[Coded]

    def begins(self, folder: Path) -> Path | None:
        """Return the adapter in `folder` from which this one goes on."""
        return folder / GOES_ON_FROM[self.name] if self.name in GOES_ON_FROM else None


def train(
    files: Files,
    out: Path,
    *,
    keep_adapter: bool,
    progress: Callable[[int, int], None],
) -> tuple[Scores, list[str]]:
    """Train all adapters and heads into `out`; return the held-out scores and notes on what was left as it was.

    Everything is made in a folder beside the place and moved there at the end, so that a stop leaves the former classifier
    whole. An adapter that was finished before a stop is kept in the user's cache and not made again. With `keep_adapter`
    those in `out` stay, and the shipped one of sides where there is none.
    """
    known, held, more, sides = ([unit for path in paths for unit in read_gold(path)] for paths in astuple(files))
    units = split(known, held, more)
    sided = [*known, *sides]
    plan = _plan(units.train, sided)
    notes = [] if len(plan) == len(SETTINGS) else ["No unit is coded with its sides: their classifier stays as it was."]
    with TemporaryDirectory(prefix=".training-", dir=out) as made:
        folder = Path(made)
        for adapter in plan:
            if keep_adapter:
                there = _held(adapter.name, out)
            else:
                there = _finished(adapter, folder, progress)
            shutil.copy(there, folder / adapter.name)
        head, scores = fit_head(units, load_encoder(folder / WORDS_ADAPTER), load_encoder(folder / CONTEXT_ADAPTER))
        if SIDES_ADAPTER in {adapter.name for adapter in plan}:
            fit_roles(sided, load_pipeline()).save(folder / ROLE_HEAD)
        trained_on = _former(out) if keep_adapter else files.checksums
        save_with_card(head, folder / HEAD, _card(folder, plan, files.checksums, trained_on, units, scores))
        for name in (*SETTINGS, ROLE_HEAD, CARD, HEAD):
            if (folder / name).exists():
                (folder / name).replace(out / name)
        for adapter in () if keep_adapter else plan:
            _kept(adapter, out).unlink()
    return scores, notes


def _plan(train: Sequence[Coded], sided: Sequence[Coded]) -> list[Adapter]:
    """Return the adapters to make, in order; those of sides only if any are coded."""
    with_sides = [unit for unit in sided if has_sides(unit)]
    documents = {unit.doc for unit in with_sides}
    tasks = {
        WORDS_ADAPTER: (KINDS_TASK, train),
        CONTEXT_ADAPTER: (KINDS_TASK, train),
        SIDES_ADAPTER: (SIDES_TASK, with_sides),
        SIDES_CONTEXT_ADAPTER: (SIDES_IN_CONTEXT_TASK, [unit for unit in sided if unit.doc in documents]),
    }
    return [Adapter(name, task, SETTINGS[name], units) for name, (task, units) in tasks.items() if units]


def _held(name: str, out: Path) -> Path:
    """Return the adapter that stays: that in `out`, else the shipped one; both of sides belong together."""
    needed = SIDES_CONTEXT_ADAPTER if name == SIDES_ADAPTER else name
    return (out if (out / needed).is_file() else SHIPPED) / name


def _finished(adapter: Adapter, folder: Path, progress: Callable[[int, int], None]) -> Path:
    """Return the file of an adapter, made in `folder` unless it waits finished from before a stop."""
    kept, begin = _kept(adapter, folder), adapter.begins(folder)
    if not kept.is_file():
        train_adapter(adapter.units, adapter.task, adapter.settings, folder / adapter.name, progress, begin)
        shutil.move(folder / adapter.name, kept)
    return kept


def _card(
    folder: Path,
    plan: Sequence[Adapter],
    data: dict[str, str],
    trained_on: dict[str, str],
    units: Split,
    scores: Scores,
) -> dict[str, Any]:
    """Return what the card beside the head tells of a classifier in `folder`."""
    return {
        "what": "all-mpnet-base-v2 with low-rank adapters, and cues; probabilities of frustration and recommendation.",
        "adapter_sha256": {adapter.name: file_sha256(folder / adapter.name) for adapter in plan},
        "adapter_settings": {adapter.name: asdict(adapter.settings) for adapter in plan},
        "adapters_trained_on": trained_on,
        "data": data,
        "coded_by": "a language model",
        "trained_on_units": len(units.train),
        "held_out_units": len(units.held_out),
        "held_out_scores_at_chosen_thresholds": scores,
    }


def _kept(adapter: Adapter, made: Path) -> Path:
    """Return where an adapter waits until its training is finished: named by all that it is made from.

    The adapter that it goes on from is looked for in `made`.
    """
    folder = cache_folder() / "training"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"No adapter can be kept in {folder}: {error.strerror}. Set CROSSTALK_CACHE.") from error
    told = [
        (
            c.doc,
            c.unit.list_title,
            c.unit.text,
            sorted(c.labels),
            sorted(c.optional),
            *(getattr(c, role) for role in ROLES),
        )
        for c in adapter.units
    ]
    begin = adapter.begins(made)
    from_what = file_sha256(begin) if begin else ""
    digest = hashlib.sha256(repr((adapter.settings, from_what, told)).encode()).hexdigest()
    return folder / f"{digest[:16]}.{adapter.name}"


def _former(out: Path) -> dict[str, str]:
    """Return what the adapters in `out` were trained on, by its card: a new head on them does not change that."""
    card = json.loads((out / CARD).read_text(encoding="utf-8")) if (out / CARD).is_file() else {}
    return dict(card.get("adapters_trained_on") or card.get("data") or {})
