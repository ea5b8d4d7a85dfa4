"""Which tellings tell one finding: each joins the finding whose tellings it fits best, or founds a new one.

Tellings meet only within one study and one group of people, and there only those whose values allow it or whose claims are
the same words, so that the work grows with the number of tellings and not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.ids import short_hash
from nlp.claim_key import key
from nlp.register.agreement import agreement_of, denies, value_class
from nlp.register.findings import Finding
from nlp.register.likeness import Likeness, shared_stems
from nlp.register.tellings import Telling

#: Least likeness of claims by how the values compare; measured on the tuned half of the gold (bench/parts/register.py).
THRESHOLDS: Mapping[str, float] = {"equal": 0.40, "range": 0.50, "complement": 0.45, "near": 0.70, "far": 0.97}
#: As "equal", but one text tells it of one side and the other of both or of nobody in particular: the claims must say more.
OTHER_PEOPLE = 0.60
#: Which fit is the better one, whatever the likeness: an equal value speaks for itself.
RANK = {"equal": 4, "complement": 3, "range": 2, "near": 1, "far": 0}
#: Fewest stems of a claim that can be told twice in the same words.
TELLING_WORDS = 2
#: Stems that an equal value must share with a finding before a vector is asked for.
LEAST_SHARED = 0.1

Block = tuple[str, str, str, str]


@dataclass
class _Group:
    """A finding in the making."""

    id: str
    tellings: list[Telling] = field(default_factory=list)
    agreements: dict[str, str] = field(default_factory=dict)
    by_hand: int = 0

    @property
    def articles(self) -> set[str]:
        return {telling.article or telling.url or "" for telling in self.tellings}


@dataclass(frozen=True)
class Rulings:
    """What people have ruled: telling or finding ids that are one finding, and tellings that are a finding of their own."""

    same: tuple[tuple[str, str], ...] = ()
    apart: frozenset[str] = frozenset()


def merge(
    known: Sequence[Finding], tellings: Iterable[Telling], likeness: Likeness, rulings: Rulings = Rulings()
) -> list[Finding]:
    """Return the findings that `known` and `tellings` make; tellings without a study join none and are left out.

    The result depends on the tellings alone, not on their order.
    """
    groups = _Groups(known, likeness)
    sourced = sorted((t for t in tellings if t.study), key=_order)
    likeness.prepare(list(groups.ambiguous(sourced)))
    for telling in sourced:
        groups.place(telling, apart=telling.id in rulings.apart)
    for one, other in rulings.same:
        groups.join(one, other)
    return groups.findings()


def _order(telling: Telling) -> tuple[object, ...]:
    """Exact numbers before vague words, long claims before short ones: the surest found a finding, the others join it.

    Last come those whose text does not say who was asked, as they may belong to any people.
    """
    return (
        telling.study,
        telling.surmised,
        telling.high - telling.low,
        -len(key(telling.claim)),
        telling.claim,
        telling.value,
        telling.id,
    )


def block_of(telling: Telling) -> Block:
    """Return what two tellings must share to be compared; those of no one side, of both, and of firms are one kind of people."""
    people = telling.population if telling.population in ("cmo", "cio") else "others"
    return (telling.study or "", people, "sample" if telling.nature == "sample" else "figure", telling.unit)


def blocks_of(telling: Telling) -> list[Block]:
    """Return the blocks that a telling may have its finding in: its own, and those of one side beside that of all.

    What is told of marketers is never what is told of IT people, but either may be what another text tells of all, and
    where it is only surmised who was asked, it may be anybody.
    """
    study, people, nature, unit = block_of(telling)
    everybody = people == "others" or telling.surmised
    wider = dict.fromkeys((people, "cmo", "cio", "others") if everybody else (people, "others"))
    return [(study, who, nature, unit) for who in wider]


class _Groups:
    """The findings in the making, with indexes by value and by words."""

    def __init__(self, known: Sequence[Finding], likeness: Likeness) -> None:
        self._likeness = likeness
        self._groups: dict[str, _Group] = {}
        self._by_value: dict[tuple[Block, int], list[tuple[Telling, str]]] = defaultdict(list)
        self._by_words: dict[tuple[Block, frozenset[str]], list[tuple[Telling, str]]] = defaultdict(list)
        for finding in known:
            group = self._groups[finding.id] = _Group(finding.id)
            for telling, agreement in finding.tellings:
                self._add(group, telling)
                group.agreements[telling.id] = agreement

    def _add(self, group: _Group, telling: Telling) -> None:
        group.tellings.append(telling)
        block = block_of(telling)
        for bucket in _buckets(telling):
            self._by_value[block, bucket].append((telling, group.id))
        self._by_words[block, key(telling.claim) - {"¬"}].append((telling, group.id))

    def _candidates(self, telling: Telling) -> Iterator[tuple[Telling, str, str]]:
        """Yield the tellings that a telling may repeat, each with its finding and how the values compare."""
        blocks, met = blocks_of(telling), set()
        nearby = [p for block in blocks for bucket in _sought(telling) for p in self._by_value.get((block, bucket), [])]
        words = [p for block in blocks for p in self._by_words.get((block, key(telling.claim) - {"¬"}), [])]
        for other, group in [*nearby, *words]:
            if other.id in met:
                continue
            met.add(other.id)
            yield other, group, value_class(telling, other)

    def ambiguous(self, tellings: Sequence[Telling]) -> Iterator[str]:
        """Yield the claims of which shared stems alone cannot decide, among tellings and findings of one block."""
        blocks: dict[Block, list[Telling]] = defaultdict(list)
        for telling in tellings:
            blocks[block_of(telling)].append(telling)
        for block, members in blocks.items():
            if block[2] == "sample":
                continue
            for telling in members:
                for other, _, kind in self._candidates(telling):
                    if kind != "far" and not _decided(telling, other, kind):
                        yield from (telling.claim, other.claim)
            yield from _undecided_among(members)

    def place(self, telling: Telling, *, apart: bool) -> None:
        """Put a telling into the finding it fits best, or into a new one."""
        best = None if apart else self._best(telling)
        group = self._groups[best] if best else self._new(telling)
        if apart:
            group.by_hand = 1
        self._add(group, telling)

    def _best(self, telling: Telling) -> str | None:
        fits = []
        for other, group, kind in self._candidates(telling):
            if self._told_beside(telling, group, kind):
                continue
            like = self._like(telling, other, kind)
            if like >= _threshold(telling, other, kind):
                fits.append((RANK[kind], like, group))
        if not fits:
            return None
        return max(fits, key=lambda fit: (fit[0], round(fit[1], 6), fit[2]))[2]

    def _like(self, telling: Telling, other: Telling, kind: str) -> float:
        if telling.nature == "sample":
            return 1.0 if kind != "far" else 0.0
        if kind == "far":
            same_words = key(telling.claim) == key(other.claim) and len(key(other.claim)) >= TELLING_WORDS
            return 1.0 if same_words else 0.0
        return self._likeness.of(telling.claim, other.claim)

    def _told_beside(self, telling: Telling, group: str, kind: str) -> bool:
        """A text that tells two values side by side tells two findings, unless one is the other in other words."""
        if kind in ("equal", "complement", "range"):
            return False
        place = telling.article or telling.url
        return place is not None and place in self._groups[group].articles

    def _new(self, telling: Telling) -> _Group:
        stems = " ".join(sorted(key(telling.claim)))
        id = "f" + short_hash(*block_of(telling), stems, f"{telling.value:g}", telling.subgroup or "")
        while id in self._groups:
            id = "f" + short_hash(id)
        return self._groups.setdefault(id, _Group(id))

    def join(self, one: str, other: str) -> None:
        """Make the findings of two ids (of findings or tellings) one, as somebody has ruled; the first keeps its id."""
        first, second = self._group_with(one), self._group_with(other)
        if first is None or second is None or first is second:
            return
        first.tellings += second.tellings
        first.agreements |= {t.id: "" for t in second.tellings}
        first.by_hand = 1
        del self._groups[second.id]

    def _group_with(self, id: str) -> _Group | None:
        if id in self._groups:
            return self._groups[id]
        return next((g for g in self._groups.values() if any(t.id == id for t in g.tellings)), None)

    def findings(self) -> list[Finding]:
        """Return the findings, each telling typed by how it departs from the one that stands for all."""
        return [_typed(group) for _, group in sorted(self._groups.items())]


def _threshold(telling: Telling, other: Telling, kind: str) -> float:
    """Return how alike the claims of two tellings must be, given how their values compare and whose they are."""
    if "none" in (telling.population, other.population) or block_of(telling) == block_of(other):
        return THRESHOLDS[kind]
    if kind != "equal":
        return IMPOSSIBLE
    return THRESHOLDS[kind] if telling.surmised else OTHER_PEOPLE


#: No claims are so alike.
IMPOSSIBLE = 2.0


def _typed(group: _Group) -> Finding:
    reference = reference_of(group.id, group.tellings)
    typed = [
        (t, group.agreements.get(t.id) or ("exact" if t is reference else agreement_of(t, reference, group.tellings)))
        for t in group.tellings
    ]
    return Finding(group.id, tuple(typed), group.by_hand)


def reference_of(id: str, tellings: Sequence[Telling]) -> Telling:
    """Return the telling that stands for a finding: the catalogue's own, else one of the value that most families tell."""
    for telling in tellings:
        if telling.id == id:
            return telling
    families: dict[tuple[float, bool], set[str]] = defaultdict(set)
    for telling in tellings:
        families[telling.value, denies(telling)].add(telling.family or telling.id)
    return min(
        tellings,
        key=lambda t: (t.origin, -len(families[t.value, denies(t)]), t.high - t.low, -len(t.claim), t.id),
    )


def _decided(one: Telling, other: Telling, kind: str) -> bool:
    """Tell whether the shared stems of two claims decide, whatever the angle between them would be."""
    stems = shared_stems(one.claim, other.claim)
    return stems / 2 >= THRESHOLDS[kind] or (stems + 1) / 2 < THRESHOLDS[kind] or stems < LEAST_SHARED


def _undecided_among(members: Sequence[Telling]) -> Iterator[str]:
    """Yield the claims of tellings of equal or near value that only a vector can tell apart or bring together."""
    at: dict[int, list[Telling]] = defaultdict(list)
    for telling in members:
        for bucket in _buckets(telling):
            at[bucket].append(telling)
    for beside in at.values():
        distinct = {telling.claim: telling for telling in beside}
        if len(distinct) > 1:
            first = next(iter(distinct.values()))
            if any(not _decided(first, t, "equal") for t in distinct.values()):
                yield from distinct


def _buckets(telling: Telling) -> set[int]:
    """Return the whole numbers (of points, or of steps of two percent for counts) that a value or its bounds fall on."""
    if telling.unit != "percent":
        return {_step(telling.value)}
    ends = [telling.value, telling.low, telling.high]
    return set(range(int(min(ends)), int(max(ends)) + 1))


def _sought(telling: Telling) -> list[int]:
    """Return the numbers at which tellings of the same finding may stand, the complement among them."""
    if telling.unit != "percent":
        step = _step(telling.value)
        return list(range(step - 6, step + 7)) if telling.unit == "count" else [step]
    low, high = int(min(telling.low, telling.value)), int(max(telling.high, telling.value))
    direct = range(low - 3, high + 4)
    return sorted({*direct, *(100 - n for n in direct)})


def _step(value: float) -> int:
    from math import log

    return round(log(max(value, 1)) / log(1.02))
