"""Which recommendations answer which frustrations: said near each other, of the same matter, to the side that it concerns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nlp.vectors import Vectors

#: A recommendation at most so many units from a frustration of the same article may answer it.
NEAR = 12
#: The closeness of a pair halves every so many units.
HALF = 4
#: A pair whose advice goes to a side that has nothing to do with the complaint counts this part.
OTHER_SIDE = 0.5
#: A link needs this strength, and a theme keeps so many links, with so many pairs of sentences each.
LEAST, MOST, PAIRS = 0.05, 8, 3

Row = dict[str, Any]
Placed = tuple[Row, Vectors, str]


def theme_links(placed: Sequence[Placed], families: Mapping[str, int]) -> tuple[list[Row], list[Row]]:
    """Return the links between themes, the strongest of each frustration first, and the best pairs of each link.

    `placed` holds each themed statement's row (with `kind`), its vector and its theme; `families` the size of each theme.
    A link's strength is the sum of the best pair of each text family, over the root of both themes' families.
    """
    best: dict[tuple[str, str], dict[str, tuple[float, str, str]]] = defaultdict(dict)
    for strength, advice, complaint in _pairs(placed):
        link = best[advice[2], complaint[2]]
        family = advice[0]["family_id"]
        pair = (strength, advice[0]["id"], complaint[0]["id"])
        if family not in link or (-strength, *pair[1:]) < (-link[family][0], *link[family][1:]):
            link[family] = pair
    links, shown = [], []
    for (advice_id, complaint_id), found in sorted(best.items()):
        total = sum(pair[0] for pair in found.values())
        strength = round(total / (families[advice_id] * families[complaint_id]) ** 0.5, 3)
        if strength >= LEAST:
            links.append(_link(advice_id, complaint_id, strength, len(found)))
            shown += _shown(advice_id, complaint_id, list(found.values()))
    return _strongest(links, shown)


def _pairs(placed: Sequence[Placed]) -> Iterator[tuple[float, Placed, Placed]]:
    """Give each near pair of advice and complaint of one article with its strength, 0 to 1."""
    by_article: dict[str, list[Placed]] = defaultdict(list)
    for entry in placed:
        by_article[entry[0]["article_id"]].append(entry)
    for entries in by_article.values():
        for advice in (e for e in entries if e[0]["kind"] == "recommendation"):
            for complaint in (e for e in entries if e[0]["kind"] == "frustration"):
                gap = abs(advice[0]["position"] - complaint[0]["position"])
                if gap <= NEAR:
                    alike = max(float(advice[1] @ complaint[1]), 0.0)
                    fit = 1.0 if concerns(advice[0], complaint[0]) else OTHER_SIDE
                    yield round(0.5 ** (gap / HALF) * (0.4 + 0.6 * alike) * fit, 4), advice, complaint


def concerns(advice: Row, complaint: Row) -> bool:
    """Tell whether the advice goes to a side that the complaint is of or about; a side not told may be any."""
    sides = {complaint["holder"], complaint["target"]}
    return advice["addressee"] in {"both", "none", *sides} or bool(sides & {"both"})


def _link(advice_id: str, complaint_id: str, strength: float, families: int) -> Row:
    return {
        "recommendation_id": advice_id,
        "frustration_id": complaint_id,
        "strength": strength,
        "families": families,
        "pairs": min(families, PAIRS),
    }


def _shown(advice_id: str, complaint_id: str, pairs: list[tuple[float, str, str]]) -> list[Row]:
    ordered = sorted(pairs, key=lambda p: (-p[0], p[1], p[2]))[:PAIRS]
    return [
        {
            "recommendation_id": advice_id,
            "frustration_id": complaint_id,
            "rank": rank,
            "recommendation_statement_id": advice,
            "frustration_statement_id": complaint,
            "strength": strength,
        }
        for rank, (strength, advice, complaint) in enumerate(ordered, 1)
    ]


def _strongest(links: list[Row], shown: list[Row]) -> tuple[list[Row], list[Row]]:
    """Keep the strongest links of each frustration, ranked, and their pairs."""
    by_complaint: dict[str, list[Row]] = defaultdict(list)
    for link in sorted(links, key=lambda k: (-k["strength"], k["recommendation_id"])):
        by_complaint[link["frustration_id"]].append(link)
    kept = [
        {**link, "rank": rank} for _, some in sorted(by_complaint.items()) for rank, link in enumerate(some[:MOST], 1)
    ]
    names = {(link["recommendation_id"], link["frustration_id"]) for link in kept}
    return kept, [pair for pair in shown if (pair["recommendation_id"], pair["frustration_id"]) in names]
