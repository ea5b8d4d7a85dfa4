"""A unit to be labelled, with what a coder needs to see around it; and the labels that came back."""

from __future__ import annotations

from dataclasses import dataclass, field

KINDS = ("frustration", "recommendation")
SIDES = {
    "holder": ("cmo", "cio", "both", "org", "other", "none"),
    "target": ("cmo", "cio", "both", "org", "other", "tech", "none"),
    "addressee": ("cmo", "cio", "both", "org", "other", "none"),
}


@dataclass(frozen=True)
class Task:
    """One unit: `id` is ARTICLE:START-END, `before` and `after` its neighbours, `proposed` what the program would code.

    `probabilities` are the program's own, by kind; a tool sees `proposed` only when asked to.
    """

    id: str
    text: str
    struct: str
    title: str = ""
    heading: str = ""
    list_title: str = ""
    before: str = ""
    after: str = ""
    url: str = ""
    proposed: tuple[str, ...] = ()
    probabilities: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class Labels:
    """What a coder said of one unit: kinds that hold, borderline ones, and sides by role."""

    kinds: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    sides: dict[str, str] = field(default_factory=dict)


#: The choices of tools that know one flat list, such as Prodigy and doccano.
CHOICES = (
    *KINDS,
    *(f"borderline {kind}" for kind in KINDS),
    *(f"{role}: {side}" for role, sides in SIDES.items() for side in sides),
)


def from_choices(choices: list[str]) -> Labels:
    """Return the labels of a flat list of choices; raise ValueError for one that is none of ours or a role told twice."""
    kinds, optional, sides = set(), set(), {}
    for choice in choices:
        if choice not in CHOICES:
            raise ValueError(f"{choice!r} is no label of ours")
        role, _, side = choice.partition(": ")
        if side and role in sides:
            raise ValueError(f"{role} is told twice")
        if side:
            sides[role] = side
        elif choice.startswith("borderline "):
            optional.add(choice.removeprefix("borderline "))
        else:
            kinds.add(choice)
    return Labels(frozenset(kinds | optional), frozenset(optional), sides)
