"""How a main text speaks of the two sides: how often each is named, and where they meet."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from crawler.people import people
from crawler.sides import listed, relation, rivals, side

_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[A-Z“\"'(])|\n")
Names = Callable[[str], bool]


@dataclass(frozen=True)
class Body:
    """How often, and how close together, a main text names the two sides.

    `meetings` counts sentences that hold both sides, alone or with the one before; `relating` those of them with a word of
    relation; `named` the sentences of the side named less often; `share` the paragraphs that hold both, of all;
    `relation` the sentences that name a side and have such a word; `trade` the words of the trade met less often; `rivals` the
    sentences in which another officer meets one of the two, `others` those that name one at all.
    """

    meetings: int
    relating: int
    named: int
    share: float
    relation: int
    trade: int
    rivals: dict[str, int]
    others: dict[str, int]


def read_body(text: str) -> Body:
    """Return how `text`, one block a line, speaks of the sides; people given an office stand for their side."""
    marketing, technology = namers(text)
    sentences = [part for part in _SENTENCE.split(text) if part.strip()]
    blocks = text.split("\n")
    named = [sentence for sentence in sentences if marketing(sentence) or technology(sentence)]
    met = _meetings(sentences, marketing, technology)
    return Body(
        meetings=len(met),
        relating=_count(met, _has(relation())),
        named=min(_count(sentences, marketing), _count(sentences, technology)),
        share=len(_meetings(blocks, marketing, technology)) / len(blocks),
        relation=_count(named, _has(relation())),
        trade=min(len(listed("marketing_trade").findall(text)), len(listed("it_trade").findall(text))),
        rivals={
            rival: max(len(_meetings(sentences, own, _has(pattern))) for own in (marketing, technology))
            for rival, pattern in rivals().items()
        },
        others={rival: _count(sentences, _has(pattern)) for rival, pattern in rivals().items()},
    )


def namers(text: str) -> tuple[Names, Names]:
    """Return what tells whether a part of `text` names the marketing side, and the IT side."""
    persons = people(text)

    def names(which: str, part: str) -> bool:
        return bool(side(which).search(part) or (which in persons and persons[which].search(part)))

    return partial(names, "marketing"), partial(names, "it")


def _has(pattern: re.Pattern[str]) -> Names:
    return lambda part: bool(pattern.search(part))


def _meetings(parts: Sequence[str], one: Names, other: Names) -> list[str]:
    """Return the sentences or paragraphs that, alone or with the one before, hold both."""
    pairs = zip(["", *parts], parts, strict=False)
    return [
        part
        for before, part in pairs
        if (one(part) and other(f"{before} {part}")) or (other(part) and one(f"{before} {part}"))
    ]


def _count(sentences: Sequence[str], names: Names) -> int:
    return sum(map(names, sentences))
