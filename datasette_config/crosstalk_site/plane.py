"""Themes on a plane: marks by likeness, sized by articles, labels moved until none hides another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from math import sqrt
from typing import NamedTuple

from markupsafe import Markup

from crosstalk_site import words
from crosstalk_site.database import Row

WIDTH, HEIGHT, EDGE = 1128, 720, 24
LEAST, MOST = 5.0, 17.0
#: Width of a character of a label at 15 pixels, and its height with room.
LETTER, LINE = 6.9, 21.0
#: So many themes bear their name; all are marks and links, and all are in the list.
NAMED = 70
ROUNDS = 120

SHAPES = {
    "frustration": "M0 -1 1 0 0 1 -1 0Z",
    "recommendation": "M-1 -.72H.3L1 0 .3 .72H-1Z",
}


Box = tuple[float, float, float, float]


class Mark(NamedTuple):
    """A theme's place in pixels, the half size of its mark, and its name with the side it stands on, if it has one."""

    theme: Row
    x: float
    y: float
    size: float
    name: str
    left: bool


def placed(themes: Sequence[Row]) -> list[Mark]:
    """Return the themes that have a place, scaled to the picture and pushed apart as boxes of mark and label."""
    there = [theme for theme in themes if theme["x"] is not None and theme["y"] is not None]
    if not there:
        return []
    xs, ys = [theme["x"] for theme in there], [theme["y"] for theme in there]
    most = max(theme["families"] or 0 for theme in there) or 1
    marks = []
    for rank, theme in enumerate(sorted(there, key=lambda t: -(t["families"] or 0))):
        x = EDGE + (WIDTH - 2 * EDGE) * _share(theme["x"], xs)
        y = EDGE + (HEIGHT - 2 * EDGE) * (1 - _share(theme["y"], ys))
        size = max(LEAST, MOST * sqrt((theme["families"] or 0) / most))
        name = words.cut(theme["label"], 38) if rank < NAMED else ""
        marks.append(Mark(theme, x, y, size, name, x > WIDTH * 0.66))
    return _apart(marks)


def _share(value: float, values: Sequence[float]) -> float:
    low, high = min(values), max(values)
    return (value - low) / (high - low) if high > low else 0.5


def _box(mark: Mark) -> Box:
    """Return left, top, right, bottom of a mark with its label."""
    half = max(mark.size, LINE / 2 if mark.name else mark.size) + 1
    reach = mark.size + 6 + LETTER * len(mark.name) if mark.name else mark.size
    left, right = (reach, mark.size) if mark.left else (mark.size, reach)
    return mark.x - left, mark.y - half, mark.x + right, mark.y + half


def _apart(marks: list[Mark]) -> list[Mark]:
    """Push overlapping boxes apart, the shorter way, until none overlaps or the rounds are over."""
    marks = [_inside(mark) for mark in marks]
    boxes = [_box(mark) for mark in marks]
    for _ in range(ROUNDS):
        order = sorted(range(len(marks)), key=lambda n: boxes[n][1])
        overlapping = [
            (a, b)
            for place, a in enumerate(order)
            for b in takewhile(lambda b, a=a: boxes[b][1] < boxes[a][3], order[place + 1 :])  # type: ignore[misc]
            if boxes[a][0] < boxes[b][2] and boxes[b][0] < boxes[a][2]
        ]
        if not overlapping:
            break
        for a, b in overlapping:
            _push(marks, boxes, a, b)
    return marks


def _push(marks: list[Mark], boxes: list[Box], a: int, b: int) -> None:
    one, other = boxes[a], boxes[b]
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    if across <= 0 or down <= 0:
        return
    if down <= across:
        first, second = (a, b) if (marks[a].y, a) <= (marks[b].y, b) else (b, a)
        x, y = 0.0, down / 2 + 0.5
    else:
        first, second = (a, b) if (marks[a].x, a) <= (marks[b].x, b) else (b, a)
        x, y = across / 2 + 0.5, 0.0
    for n, way in ((first, -1), (second, 1)):
        marks[n] = _inside(_moved(marks[n], way * x, way * y))
        boxes[n] = _box(marks[n])


def _moved(mark: Mark, x: float, y: float) -> Mark:
    return mark._replace(x=mark.x + x, y=mark.y + y)


def _inside(mark: Mark) -> Mark:
    left, top, right, bottom = _box(mark)
    x = -left if left < 0 else WIDTH - right if right > WIDTH else 0.0
    y = -top if top < 0 else HEIGHT - bottom if bottom > HEIGHT else 0.0
    return _moved(mark, x, y)


def drawn(marks: Sequence[Mark], answers: Sequence[tuple[str, str]], href: dict[str, str]) -> Markup:
    """Return the map; a line joins a frustration and the advice that answers it most."""
    at = {mark.theme["id"]: mark for mark in marks}
    lines = [
        Markup('<line class="answer" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
            *(f"{value:.0f}" for end in pair for value in (at[end].x, at[end].y))
        )
        for pair in answers
        if pair[0] in at and pair[1] in at
    ]
    body = Markup("").join([*lines, *(_mark(mark, href[mark.theme["id"]]) for mark in reversed(marks))])
    return Markup(
        '<svg class="chart map" viewBox="0 0 {} {}" role="group" aria-label="Themes, like beside like">'
        "<title>Themes, like beside like; each mark is a link</title>{}</svg>"
    ).format(WIDTH, HEIGHT, body)


def _mark(mark: Mark, href: str) -> Markup:
    kind = mark.theme["kind"]
    families = mark.theme["families"] or 0
    title = f"{mark.theme['label']}: {kind}, {words.counted(families, 'article')}"
    name = ""
    if mark.name:
        name = Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(
            "large" if mark.size > 0.62 * MOST else "",
            f"{mark.x + (-1 if mark.left else 1) * (mark.size + 6):.0f}",
            f"{mark.y + 5:.0f}",
            "end" if mark.left else "start",
            mark.name,
        )
    return Markup(
        '<a href="{}" aria-label="{}"><title>{}</title><path class="bar {}" transform="translate({} {}) scale({})" d="{}"/>{}</a>'
    ).format(
        href,
        title,
        title,
        kind,
        f"{mark.x:.0f}",
        f"{mark.y:.0f}",
        f"{mark.size:.1f}",
        SHAPES.get(kind, SHAPES["frustration"]),
        name,
    )
