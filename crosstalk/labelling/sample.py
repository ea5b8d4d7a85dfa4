"""Draw the units of a corpus that are to be labelled: at random, the most uncertain ones, or by strata."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial

from corpus.errors import BadInput, NothingToDo
from corpus.records import Article
from corpus.store import Corpus
from crosstalk.labelling.task import KINDS, Task
from nlp.coder import StatementCoder
from nlp.reading import read

METHODS = ("uncertain", "random", "stratified")
Progress = Callable[[int, int], None]


def draw(
    corpus: Corpus,
    coder: StatementCoder,
    *,
    number: int,
    method: str,
    seed: int = 0,
    articles: int | None = None,
    progress: Progress | None = None,
) -> list[Task]:
    """Return `number` units, or all when there are fewer, in a random order that `seed` fixes.

    `random` draws each unit alike; `uncertain` those nearest to a threshold of the classifier, half a kind; `stratified`
    the same number from each of: called a frustration, called a recommendation, near a threshold, all others. `articles`
    reads only so many articles, drawn at random. Copies of a text are read once. Raises NothingToDo for an empty corpus.
    """
    if method not in METHODS:
        raise BadInput(f"There is no way {method!r} to draw; use one of {', '.join(METHODS)}.")
    dice = random.Random(seed)
    chosen = _articles(corpus, articles, dice)
    tasks: list[Task] = []
    for n, article in enumerate(chosen, 1):
        tasks += tasks_of(coder, article)
        if progress:
            progress(n, len(chosen))
    dice.shuffle(tasks)
    picked = _PICK[method](tasks, number, [float(t) for t in coder.thresholds])
    dice.shuffle(picked)
    return picked


def tasks_of(coder: StatementCoder, article: Article) -> list[Task]:
    """Return each unit of an article as a task, with what the coder thinks of it."""
    reading = read(coder.nlp, article.text, article.title, article.author_side)
    probabilities = coder.probabilities(reading)
    calls = coder.calls(reading, probabilities)
    texts = ["", *(unit.text for unit in reading.units), ""]
    return [
        Task(
            id=f"{article.id}:{unit.start}-{unit.end}",
            text=unit.text,
            struct={"sentence": "s", "heading": "h", "item": "li"}[unit.kind],
            title=article.title or "",
            heading=unit.heading or "",
            list_title=unit.list_title or "",
            before=texts[n],
            after=texts[n + 2],
            url=article.url or "",
            proposed=tuple(kind for k, kind in enumerate(KINDS) if calls[n, k]),
            probabilities=(float(probabilities[n, 0]), float(probabilities[n, 1])),
        )
        for n, unit in enumerate(reading.units)
    ]


def _articles(corpus: Corpus, number: int | None, dice: random.Random) -> list[Article]:
    rows = corpus.rows(
        "SELECT * FROM articles WHERE coalesce(language, 'en') = 'en' AND coalesce(family_id, id) = id ORDER BY id"
    )
    if not rows:
        raise NothingToDo("There are no articles to draw from yet. Gather some first: crosstalk import PATH")
    if number is not None and number < len(rows):
        rows = sorted(dice.sample(rows, number), key=lambda row: str(row["id"]))
    return [Article(**{name: row[name] for name in Article.__dataclass_fields__ if name in row}) for row in rows]


def _random(tasks: list[Task], number: int, thresholds: Sequence[float]) -> list[Task]:
    return tasks[:number]


def _uncertain(tasks: list[Task], number: int, thresholds: Sequence[float]) -> list[Task]:
    """Take turns between the kinds, so that the one with the sharper classifier is not left out."""
    nearest = [sorted(tasks, key=partial(_distance, k, thresholds[k])) for k in range(len(KINDS))]
    picked: dict[str, Task] = {}
    for turn in zip(*nearest, strict=True):
        for task in turn:
            if len(picked) < number:
                picked.setdefault(task.id, task)
    return list(picked.values())


def _distance(k: int, threshold: float, task: Task) -> float:
    return abs(task.probabilities[k] - threshold)


def _stratified(tasks: list[Task], number: int, thresholds: Sequence[float]) -> list[Task]:
    strata: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        strata[_stratum(task, thresholds)].append(task)
    picked: list[Task] = []
    while len(picked) < number and any(strata.values()):
        for name in sorted(strata):
            if strata[name] and len(picked) < number:
                picked.append(strata[name].pop())
    return picked


def _stratum(task: Task, thresholds: Sequence[float]) -> str:
    if task.proposed:
        return task.proposed[0]
    near = any(p >= t / 2 for p, t in zip(task.probabilities, thresholds, strict=True))
    return "near a threshold" if near else "other"


_PICK = {"random": _random, "uncertain": _uncertain, "stratified": _stratified}
