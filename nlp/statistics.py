"""From sentences to survey figures: which numbers are measured, who was asked, and what they said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from nlp.claim_key import content
from nlp.claims import readable
from nlp.footnotes import masked
from nlp.forms import Figure, counts, figures
from nlp.lexicon import lexicon
from nlp.populations import ASKED, Before, Place, opens_with_view, population_of, subgroup_of
from nlp.reading import Reading
from nlp.register.naming import Named, shipped_namer
from nlp.sides import Mention
from nlp.traps import trap_of
from nlp.units import Unit

_TRAILING = re.compile(
    r"(?:[\s,;:–—(“\"]|\b(?:and|while|whereas|but|compared with|compared to|against|versus|vs\.?|with|or|as|to|than|of|"
    r"among|though|although)\b)+$",
    re.I,
)
#: Counts of so few people are a sample only where the text says that they took part.
SMALL_SAMPLE = 20


@dataclass(frozen=True)
class FoundFigure:
    """A survey figure of one unit: characters `start:end` of the unit, the figure, who was asked and by which rule."""

    start: int
    end: int
    figure: Figure
    population: str
    population_why: str
    claim: str
    nature: str
    subgroup: str | None = None


def figures_of(reading: Reading) -> Iterator[tuple[Unit, FoundFigure]]:
    """Yield the survey figures of an article, unit by unit, each with its unit; populations carry over sentences."""
    before = Before()
    waiting: list[tuple[Unit, FoundFigure]] = []
    last: tuple[Unit, FoundFigure] | None = None
    previous = ""
    for unit, doc, named in zip(reading.units, reading.docs, reading.mentions, strict=True):
        told = statistics_of(unit, doc, named, before) if _has_number(masked(unit.text)) else []
        told = [_with_claim(found, last, unit, previous) for found in told]
        if waiting and not told:
            waiting = [(u, _told_after(f, unit, u, named)) for u, f in waiting]
        yield from waiting
        waiting = [(unit, figure) for figure in told]
        last = next(((unit, f) for f in reversed(told) if f.nature != "sample"), last)
        before = _after(before, unit, doc, named, told)
        previous = unit.text
    yield from waiting


def _with_claim(found: FoundFigure, last: tuple[Unit, FoundFigure] | None, unit: Unit, previous: str) -> FoundFigure:
    """ "Among CIOs it is 63 percent": a figure that says nothing of its own says what the one before it did."""
    if previous and re.match(r"(?:That|This) is what\b", unit.text):
        return replace(found, claim=previous.strip(" ?.!"))
    if last and found.nature != "sample" and not content(found.claim) - _SAME and last[0].block == unit.block:
        return replace(found, claim=last[1].claim)
    return found


#: Stems of words that only point back.
_SAME = content(
    "the same goes for so too it is likewise among figure share number stands drops falls rises year before year earlier"
)


def _has_number(text: str) -> bool:
    return bool(figures(text) or counts(text))


def _told_after(found: FoundFigure, unit: Unit, of: Unit, named: list[Mention]) -> FoundFigure:
    """ "48 percent complain. That is what CIOs said": the next sentence tells who was asked."""
    tells = re.match(r"(?:That|This|So|Such|These|Those) (?:is|are|was|were|say|says|said)\b", unit.text)
    sides = [m.side for m in named if m.side in ASKED]
    if found.population == "none" and tells and sides and unit.block == of.block:
        return replace(found, population=sides[0], population_why="named in the sentence after")
    return found


def _after(before: Before, unit: Unit, doc: Doc, named: list[Mention], told: list[FoundFigure]) -> Before:
    """Return what is known before the next sentence."""
    asked = [f.population for f in told if f.population in ASKED and f.nature != "sample"]
    samples = {f.population for f in told if f.population in ASKED and f.nature == "sample"}
    population = before.population
    if asked:
        population = asked[-1]
    elif len(samples) == 1:
        (population,) = samples
    elif len(samples) > 1:
        population = "both"
    elif not told and (topic := _topic(doc, without_names(unit.text, named))):
        population = topic
    names = shipped_namer().names(unit.text)
    return Before(
        study=before.study or any(name.kind in ("title", "organisation") for name in names),
        asked=_asked_in(unit.text, doc, named, samples) or before.asked,
        population=population,
        figure=bool(told) or (before.figure and unit.kind == "item"),
        survey=survey_told(unit.text)
        or bool(_ASKS.search(unit.text))
        or before.survey
        or any(n.kind == "title" for n in names),
    )


def _asked_in(text: str, doc: Doc, named: list[Mention], samples: set[str]) -> str | None:
    """Return whom a survey asked as a whole, where a sentence tells of the asking."""
    if samples:
        return samples.pop() if len(samples) == 1 else "both"
    asked = [m.side for m in without_names(text, named) if m.side in ASKED]
    if asked and re.search(r"\b(?:asked|surveyed|polled|interviewed|questioned)\b", text) and not _has_number(text):
        return asked[0] if len(set(asked)) == 1 else "both"
    return None


#: Somebody is asked, though no survey is named: "marketers told Tarn Insight how they buy".
_ASKS = re.compile(r"\b(?:told|answered) (?:the |our )?[A-Z]|\b(?:asked|polled|surveyed|heard from|questioned)\b")


#: Before those who were asked: "a survey of", "heard from".
_POLLED = re.compile(
    r"\b(?:(?:survey|poll|study|interviews?) (?:of|with|among)|heard from|spoke (?:to|with)|talked to|answers from)\s+(?:the )?$",
    re.I,
)


def _topic(doc: Doc, named: list[Mention]) -> str | None:
    """Whom a sentence without figures speaks of: its grammatical subject where that is a side, else the first side."""
    sides = [m for m in named if m.side in ASKED]
    subjects = [m.side for m in sides if any(t.dep_.startswith("nsubj") for t in doc[m.token : m.end_token])]
    if subjects:
        return subjects[0]
    if polled := [m for m in sides if _POLLED.search(doc.text[: m.start])]:
        return polled[0].side
    free = [
        m
        for m in sides
        if not re.search(r"\b(?:with|by|to|from|of|about|against)\s+(?:the |their )?$", doc.text[: m.start])
    ]
    return free[0].side if free else None


def statistics_of(unit: Unit, doc: Doc, mentions: list[Mention], before: Before) -> list[FoundFigure]:
    """Return the survey figures of a unit, one a figure; numbers without people asked or a survey named are left out."""
    text = masked(unit.text)
    names = shipped_namer().names(text)
    sides = without_names(text, mentions)
    free = [f for f in figures(text) if not any(name.start < f.end and f.start < name.end for name in names)]
    shares = _once([f for f in free if trap_of(text, f, study=bool(names)) is None], text)
    found: list[FoundFigure] = []
    for n, figure in enumerate(shares):
        place = Place(doc, shares, n, sides, before, [f.population for f in found])
        population, why = population_of(place)
        if figure.unit == "money":
            population, why = "org", "a sum of money, not of people"
        nature = _nature(text, figure)
        if not _counts(text, figure, population, names, before):
            continue
        start, end = _span(text, shares, n)
        claim = readable(text, shares, n, [(name.start, name.end) for name in names])
        found.append(FoundFigure(start, end, figure, population, why, claim, nature, subgroup_of(text, figure)))
    return sorted([*found, *_samples(text, sides, shares, before, names)], key=lambda f: f.figure.start)


def without_names(text: str, mentions: list[Mention]) -> list[Mention]:
    """Leave out the sides that only stand in the name of a study or its maker ("the CMO Council")."""
    names = shipped_namer().names(text)
    return [m for m in mentions if not any(n.start < m.end and m.start < n.end for n in names)]


def _once(shares: list[Figure], text: str) -> list[Figure]:
    """ "Nearly half, 49%," and "less than half (46%)" tell one figure twice: the digits stand, the words give the span."""
    kept: list[Figure] = []
    for figure in shares:
        last = kept[-1] if kept else None
        between = text[last.end : figure.start] if last else ""
        if (
            last
            and last.form in ("fraction", "n in m")
            and figure.form == "percent"
            and last.low - 6 <= figure.value <= last.high + 6
            and re.fullmatch(
                r"(?:\s+of (?:the |all )?[\w’'-]+(?: [\w’'-]+){0,3})?\s*[,(–—-]\s*(?:or |that is |to be exact )?",
                between,
            )
        ):
            # "Nearly half of CMOs (47 percent)": the people stand between, and the digits keep to themselves.
            kept[-1] = figure if " of " in between else replace(figure, start=last.start)
        else:
            kept.append(figure)
    return kept


def _says(name: str, text: str) -> bool:
    return re.search(str(lexicon("figures")[name]), text.lower()) is not None


def survey_told(text: str) -> bool:
    """Tell whether a sentence speaks of a survey or study."""
    return (
        re.search(
            r"\b(?:survey\w*|stud(?:y|ies)|poll(?:ed|s)?|research(?:ers)?|report(?!s? to)|questionnaire"
            r"|respondents?|who answered|were asked)\b",
            text.lower(),
        )
        is not None
    )


def _counts(text: str, figure: Figure, population: str, names: list[Named], before: Before) -> bool:
    """Tell whether a number that is no trap is measured: on people, or in a text that tells of a survey."""
    measured = survey_told(text) or (bool(names) and _says("survey_words", text)) or (before.survey and before.figure)
    if figure.form in ("money", "rank", "multiple"):
        return measured and (figure.form != "rank" or population in ASKED)
    if figure.form == "outspend":
        return {"cmo", "cio"} <= {
            side for side in ("cmo", "cio") if re.search(rf"{side}|{_WORD_OF[side]}", text.lower())
        }
    if figure.form == "fraction" and population == "none":
        return measured and figure.change is False and _says("survey_words", text)
    if population == "none":
        told = _says("people", text) and _says("survey_words", text)
        return measured or told or " | " in text or opens_with_view(text, figure)
    return True


_WORD_OF = {"cmo": "market", "cio": "information officer|\\bit\\b|technology chief"}


# What is told ---------------------------------------------------------------------------------------------------------


def _span(text: str, shares: list[Figure], n: int) -> tuple[int, int]:
    """From the figure to the next one; when little follows, from the clause's start to the figure."""
    figure = shares[n]
    end = shares[n + 1].start if n + 1 < len(shares) else len(text)
    tail = text[figure.end : end]
    if len(tail.split()) < 3 and n + 1 == len(shares):
        start = shares[n - 1].end if n else 0
        lead = re.match(r"[\s,;:)–—]*(?:(?:and|but|while|whereas)\s+)?", text[start : figure.start])
        return start + (lead.end() if lead else 0), _trimmed(text, figure.end, end)
    return figure.start, _trimmed(text, figure.end, end)


def _trimmed(text: str, least: int, end: int) -> int:
    tail = text[least:end]
    if end < len(text) and (match := _TRAILING.search(tail)):
        end = least + match.start()
    return max(least, end)


def _nature(text: str, figure: Figure) -> str:
    near = text[max(0, figure.start - 30) : figure.end + 20].lower()
    if figure.form == "outspend" or (_says("forecast", text) and not re.search(r"\bsurvey|\bpoll", text.lower())):
        return "forecast"
    if figure.change or (
        re.search(r"\b(?:by|another|a further)\s+$", text[: figure.start].lower()) and _says("change", near)
    ):
        return "change"
    return "level"


# How many were asked --------------------------------------------------------------------------------------------------


def _samples(
    text: str, mentions: list[Mention], shares: list[Figure], before: Before, names: list[Named]
) -> list[FoundFigure]:
    """Return sizes of samples: a number of people in a sentence that tells of asking them; and counts "of them"."""
    found = []
    for figure in counts(text):
        if any(f.start < figure.end and figure.start < f.end for f in shares):
            continue
        if sample := _sample(text, figure, mentions, before, names):
            found.append(sample)
    return found


def _sample(
    text: str, figure: Figure, mentions: list[Mention], before: Before, names: list[Named]
) -> FoundFigure | None:
    after = text[figure.end :].lower()
    if figure.form == "of them":
        if before.population == "none" or not (before.figure or before.survey):
            return None
        claim = readable(text, [figure], 0, [])
        return FoundFigure(
            figure.start, len(text), figure, before.population, "“of them”: those told of before", claim, "level"
        )
    people = re.match(r"\s+(?:[\w’'/&-]+,?\s+){0,5}?" + str(lexicon("figures")["people"]), after[:80])
    asked_alone = re.search(
        r"\b(?:asked|surveyed|polled|interviewed|questioned)\s+(?:some |about )?$", text[: figure.start].lower()
    )
    if not _says("sample_words", text) or (not people and not asked_alone and figure.form != "base"):
        return None
    if re.match(r"\s+(?:days|weeks|months|years|hours|minutes|countries|pages|words|customers|readers|times)\b", after):
        return None
    if figure.value < SMALL_SAMPLE and not re.search(
        r"took part|participat|responded|respondents|surveyed|polled|interview", text.lower()
    ):
        return None
    end = figure.end + (people.end() if people else 0)
    population, why = _asked(text, figure, end, people.group() if people else "", mentions, before)
    return FoundFigure(figure.start, end, figure, population, why, "were asked", "sample")


def _asked(
    text: str, figure: Figure, end: int, people: str, mentions: list[Mention], before: Before
) -> tuple[str, str]:
    limit = max(end, figure.end + 45)
    named = next((m for m in mentions if figure.end <= m.start <= limit and m.side in (*ASKED, "org")), None)
    if named and named.start <= end and not re.search(r"[.;]|\band \d", text[figure.end : named.start]):
        if named.side == "cio" and re.search(r"\bbusiness (?:and|&) $", text[: named.start], re.I):
            return "both", "business and IT, named after the number"
        return named.side, "named after the number"
    beside = next((m for m in mentions if m.start >= end and m.side in ASKED), None)
    if beside and re.fullmatch(r"\s+(?:in|of|from|on)\s+(?:the )?(?:side of )?", text[end : beside.start]):
        return beside.side, "named after the number"
    if re.search(r"compan|organi|firms|businesses", people):
        return "org", "named after the number"
    if re.search(r"respondent|participant", people) or not people:
        if before.population != "none":
            return before.population, "those told of before"
        side = next((m.side for m in mentions if m.side in ASKED), None)
        return (side, "the side that the sentence names") if side else ("other", "does not say of which side")
    return "other", "named after the number"
