"""How far a text is about how the marketing side and the IT side get along: a score with its reason in words.

The rule: both sides are named in the main text; something is said of their relation; and that is the main subject.
60 and more is on topic, 40 to 59 a borderline case. Points: title and address say what a piece is about, sentences
that hold both sides say how much of it is. An acronym's expansion in the text wins over the acronym.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from crawler.language import language_of
from crawler.meetings import Body, read_body
from crawler.salad import word_salad
from crawler.sides import listed, relation, rivals, side

ON_TOPIC, BORDERLINE = 60, 40

POINTS_BOTH, POINTS_ONE, POINTS_RELATION, POINTS_RIVAL = 30, 10, 10, -30
TITLE_WEIGHT = 2
#: (least, points) of: sentences that hold both sides, alone or with the one before; sentences that name the side named
#: less often; the share of paragraphs that, alone or with the one before, hold both.
MEETING_POINTS = ((6, 30), (3, 20), (1, 10))
NAMING_POINTS = ((3, 35), (2, 25), (1, 15))
SHARE_POINTS = ((1 / 3, 30), (1 / 6, 20), (1 / 12, 10))
#: Words of both trades speak of the sides; they weigh more where each side is named at least once.
FEWEST_TRADE_WORDS, POINTS_TRADE, POINTS_TRADE_NAMED = 3, 10, 25
POINTS_NEAR, POINTS_EACH_NEAR, POINTS_STUDY = 10, 3, 10
#: What the body allows at most: sides that never meet, a side that is named once or never, a rival that leads.
MOST_APART, MOST_IN_PASSING, MOST_WITH_RIVAL, MOST_NO_SUBJECT = 35, 59, 30, 50
#: A title of both sides that announces a person or a prize needs so many sentences on their relation.
FEWEST_RELATING = 2
#: So many words of selling to a side, so many other officers, make another subject.
FEWEST_SALES, FEWEST_OTHERS = 2, 3
#: With one side in the title, so much of the paragraphs must speak of both.
TITLED_SHARE = 1 / 8
#: A rival pair leads when it has so many times the sentences of the own pair.
RIVAL_LEAD = 2
#: An acronym means something else when so many words of the other field occur, and the own expansion does not.
FEWEST_OTHER_WORDS = 2
FEWEST_WORDS = 20


@dataclass(frozen=True)
class Relevance:
    """A score from 0 to 100 and what decided it."""

    score: int
    reason: str


def score(title: str | None, text: str, url: str | None = None) -> Relevance:
    """Return how relevant the article is; `text` is its main text, one block a line."""
    if len(text.split()) < FEWEST_WORDS:
        return Relevance(0, "too little text to judge")
    if other := _other_meaning(f"{title or ''}\n{text}"):
        return Relevance(0, f"an acronym stands for something else here: {other}")
    if (salad := word_salad(text)) and language_of(text) == "en":
        return Relevance(0, f"word salad: {salad}")
    body = read_body(text)
    points = [
        *_points_of_name(title or "", "title", TITLE_WEIGHT),
        *_points_of_name(_slug(url), "address", 1),
        *_points_of_body(body, text),
    ]
    total = max(0, min(100, sum(value for value, _ in points)))
    cap, why = min(_caps(body, title or "", text), default=(100, ""))
    reasons = [f"{why} ({value:+d})" for value, why in points] + ([f"{why} (at most {cap})"] if cap < total else [])
    return Relevance(min(total, cap), "; ".join(reasons) or "neither side nor their relation is named")


def judge_link(anchor: str, url: str) -> Relevance:
    """Return how promising a link is by its words and address alone, with the reason; the score can be below 0."""
    points = (*_points_of_name(anchor, "link", 1), *_points_of_name(_slug(url), "address", 1))
    return Relevance(sum(value for value, _ in points), "; ".join(f"{why} ({value:+d})" for value, why in points))


def _names_both(name: str) -> bool:
    return bool(side("marketing").search(name) and side("it").search(name))


def _names_one(name: str) -> bool:
    return bool(side("marketing").search(name) or side("it").search(name))


def _points_of_name(name: str, where: str, weight: int) -> list[tuple[int, str]]:
    """Return the points of a title, link text or address."""
    one, both = _names_one(name), _names_both(name)
    rival = next((rival for rival, pattern in rivals().items() if pattern.search(name)), None)
    points = []
    if both:
        points.append((weight * POINTS_BOTH, f"both sides in the {where}"))
    elif one:
        points.append((weight * POINTS_ONE, f"one side in the {where}"))
    if one and relation().search(name):
        points.append((weight * POINTS_RELATION, f"a word of relation in the {where}"))
    if rival and not both:
        points.append((weight * POINTS_RIVAL, f"{rival} in the {where}"))
    return points


def _points_of_body(body: Body, text: str) -> list[tuple[int, str]]:
    points = [
        _step(body.meetings, MEETING_POINTS, f"{body.meetings} sentences with both sides"),
        _step(body.named, NAMING_POINTS, f"each side named in {body.named} or more"),
        _step(body.share, SHARE_POINTS, f"{body.share:.0%} of the paragraphs speak of both"),
        (min(POINTS_NEAR, POINTS_EACH_NEAR * body.relation), f"words of relation near {body.relation} of the namings"),
        (_trade_points(body), "words of both trades"),
    ]
    if body.named and (study := listed("studies").search(text)):
        points.append((POINTS_STUDY, f"names {study.group(0)}"))
    return [point for point in points if point[0]]


def _trade_points(body: Body) -> int:
    if body.trade < FEWEST_TRADE_WORDS:
        return 0
    return POINTS_TRADE_NAMED if body.named else POINTS_TRADE


def _step(value: float, steps: Iterable[tuple[float, int]], why: str) -> tuple[int, str]:
    return next(((points, why) for least, points in steps if value >= least), (0, why))


def _caps(body: Body, title: str, text: str) -> list[tuple[int, str]]:
    """Return the highest scores that the body allows, and why; a title that names a side needs one sentence with both."""
    rival = max(body.rivals, key=lambda name: body.rivals[name])
    related = body.relating > 0 or bool(relation().search(title))
    titled = _names_both(title) or (_names_one(title) and body.meetings and (body.share >= TITLED_SHARE or related))
    named_much = body.named >= NAMING_POINTS[0][0]
    spoken_of = named_much or (body.named and body.trade >= FEWEST_TRADE_WORDS)
    caps = {
        (MOST_WITH_RIVAL, f"{rival} takes the place of one side"): body.rivals[rival]
        >= max(2, RIVAL_LEAD * body.meetings),
        (MOST_NO_SUBJECT, "one side as the other's customer"): _sells(title, text, body),
        (MOST_NO_SUBJECT, "news of persons, prizes, programmes or posts"): listed("no_subject").search(title)
        and body.relating < FEWEST_RELATING
        and not relation().search(title),
        (MOST_APART, "the two sides never meet in the text"): not body.share and not spoken_of,
        (MOST_IN_PASSING, "the two sides are named, never together"): not body.share and not body.meetings,
        (MOST_IN_PASSING, "one side is named in passing only"): body.named < 2 and body.meetings < 2 and not titled,
        (MOST_IN_PASSING, "the two among other officers"): _among_others(body) and not _names_both(title),
    }
    return [cap for cap, holds in caps.items() if holds]


def _sells(title: str, text: str, body: Body) -> bool:
    """Tell whether the title speaks of selling to a side, or the text does more often than the sides meet."""
    sales = len(listed("selling").findall(text))
    return bool(listed("selling").search(title)) or sales >= max(FEWEST_SALES, body.meetings + 1)


def _among_others(body: Body) -> bool:
    """Tell whether several other officers are named, together as often as the two sides meet."""
    others = [count for count in body.others.values() if count]
    return len(others) >= FEWEST_OTHERS and sum(others) >= body.meetings


def _slug(url: str | None) -> str:
    """Return the words of an address's path, in the small letters in which "it" is no side but beside marketing."""
    words = re.sub(r"[\W_]+", " ", unquote(urlsplit(url).path)).lower() if url else ""
    words = re.sub(r"\b(cio|cmo|technology|marketing)(s?)(cio|cmo|technology|marketing|it)(s?)\b", r"\1\2 \3\4", words)
    return re.sub(
        r"\b(?<=marketing )((?:and |vs |versus |with |or )?)it\b|\bit(?= (?:and|vs|versus|or|with) marketing\b)",
        r"\1IT",
        words,
    )


def _other_meaning(text: str) -> str | None:
    """Return the words that show that CIO or CMO stands for another office, when its own expansion does not occur."""
    for key, expansion, which in (
        ("other_cio", "chief information officer", "it"),
        ("other_cmo", "chief marketing officer", "marketing"),
    ):
        found = [match.group(0) for match in listed(key).finditer(text)]
        own = len(side(which).findall(re.sub(r"\bC[IM]Os?\b", "", text)))
        if expansion not in text.lower() and len(found) >= FEWEST_OTHER_WORDS and len(found) > own:
            return found[0]
    return None
