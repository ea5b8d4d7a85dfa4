"""From sentences to survey figures: which numbers are measured, who was asked, and what they said."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from nlp.lexicon import lexicon
from nlp.numbers import Figure, counts, figures
from nlp.sides import Mention
from nlp.units import Unit

_OF = re.compile(
    r"\s*(?:of|among|in)\s+(?:all |the |those |these |its |their |surveyed |responding |senior |global |top )*", re.I
)
_PRONOUN = re.compile(
    r"\s*(?:of|among)\s+(?:them|these|those|this group|respondents|those (?:asked|surveyed|polled)|the (?:sample|respondents))\b",
    re.I,
)
_TRAILING = re.compile(
    r"(?:[\s,;:–—(“\"]|\b(?:and|while|whereas|but|compared with|compared to|against|versus|vs\.?|with|or|as|to|than|of|"
    r"among|though|although)\b)+$",
    re.I,
)
_VERBISH = re.compile(
    r"\b(?:said|say|says|believe[sd]?|think|agree[ds]?|report(?:ed)?|see|saw|feel|felt|consider\w*|want(?:ed)?|name[ds]?|cite[ds]?|rank(?:ed)?|rate[ds]?|claim\w*|complain\w*|call(?:ed)?|describe\w*|admit\w*|hold|held|put|had|have|has|were|was|are|is|do|did|would|could|expect\w*|told|regard\w*|blame[ds]?|view\w*|use[ds]?)\b",
    re.I,
)


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


@dataclass(frozen=True)
class Before:
    """What the sentences before say: the last population told, whether figures stood there, whether a survey is told of."""

    population: str = "none"
    figure: bool = False
    survey: bool = False


def statistics_of(unit: Unit, doc: Doc, mentions: list[Mention], before: Before) -> list[FoundFigure]:
    """Return the survey figures of a unit, one a figure; numbers without people asked or a survey named are left out."""
    text = unit.text
    shares = [] if _no_survey(text) else _once([f for f in figures(text) if not _relative(text, f)], text)
    found: list[FoundFigure] = []
    for n, figure in enumerate(shares):
        following = shares[n + 1] if n + 1 < len(shares) else None
        population, why = _population(
            text, figure, following, shares, n, mentions, before, [f.population for f in found]
        )
        if population == "none" and not _measured(text, before):
            continue
        start, end = _span(text, figure, shares, n)
        found.append(FoundFigure(start, end, figure, population, why, _claim(text, shares, n), _nature(text, figure)))
    return sorted([*found, *_samples(text, mentions, shares)], key=lambda f: f.start)


def _once(shares: list[Figure], text: str) -> list[Figure]:
    """ "Nearly half, 49%," and "less than half (46%)" tell one figure twice: the digits stand, the words give the span."""
    kept: list[Figure] = []
    for figure in shares:
        last = kept[-1] if kept else None
        between = text[last.end : figure.start] if last else ""
        if (
            last
            and last.value != figure.value
            and last.low - 6 <= figure.value <= last.high + 6
            and re.fullmatch(r"\s*[,(–—-]\s*(?:or )?", between)
        ):
            kept[-1] = replace(figure, start=last.start)
        else:
            kept.append(figure)
    return kept


def _says(name: str, text: str) -> bool:
    return re.search(str(lexicon("figures")[name]), text.lower()) is not None


def survey_told(text: str) -> bool:
    """Tell whether a sentence speaks of a survey or study."""
    return re.search(r"\b(?:survey\w*|stud(?:y|ies)|poll(?:ed|s)?|research|report)\b", text.lower()) is not None


def _relative(text: str, figure: Figure) -> bool:
    """ "76 percent more likely" compares; it counts nobody."""
    return re.match(str(lexicon("figures")["relative"]), text[figure.end :].lower()) is not None


def _no_survey(text: str) -> bool:
    """Rates set by somebody (a tax, a fine of, a discount) are measured on nobody, unless people are named who were asked."""
    rate = (
        r"(?:%|percent|per cent) (?:tax|vat|discount|commission|interest|uptime)"
        r"|(?:uptime|fine|commission|discount|tax|vat)s? (?:is|of|at)\b"
    )
    return re.search(rate, text.lower()) is not None and not _says("people", text)


def _measured(text: str, before: Before) -> bool:
    return (
        survey_told(text)
        or (before.survey and before.figure)
        or (_says("people", text) and _says("survey_words", text))
    )


# Who was asked ------------------------------------------------------------------------------------------------------


def _population(
    text: str,
    figure: Figure,
    following: Figure | None,
    shares: list[Figure],
    n: int,
    mentions: list[Mention],
    before: Before,
    told: list[str],
) -> tuple[str, str]:
    after = text[figure.end :]
    limit = following.start if following else len(text)
    if _PRONOUN.match(after):
        population = told[-1] if told else before.population
        return population, "“of them”: those told of before"
    if figure.listed and (side := _listed(text, shares, n, mentions)):
        return side, "by its place in a list of figures"
    if side := _side_before(text, figure, shares, n, mentions):
        return side, "named right before the figure"
    if match := _OF.match(after):
        side = _side_at(mentions, figure.end + match.end(), min(limit, figure.end + match.end() + 40))
        if side:
            return side, "named after “of”"
        if people := re.match(r"[\w\s-]{0,30}?" + str(lexicon("figures")["people"]), after[match.end() :].lower()):
            return _people_side(people.group(), before)
        if _says("money", after[: match.end() + 30]):
            return "org", "a share of money, not of people"
    if (
        not figure.listed
        and (side := _side_at(mentions, figure.end, min(limit, figure.end + 25)))
        and not _verb_between(text, figure.end, mentions, limit)
    ):
        return side, "named right after the figure"
    if told and told[-1] != "none":
        return told[-1], "as the figure before it in the sentence"
    subject = next((m for m in mentions if m.side in ("cmo", "cio", "both") and m.start < figure.start), None)
    if (
        subject
        and _VERBISH.search(text[subject.end : figure.start])
        and not re.match(r".{0,3}that\b", text[subject.end :])
    ):
        return subject.side, "the subject of the sentence"
    if re.search(
        r"\b(?:sales|revenues?|profits?|traffic|orders|clicks|tickets|costs?)\b[^,;]{0,30}$",
        text[: figure.start].lower(),
    ):
        return "none", "a count of things, not of people asked"
    if (
        re.match(
            r"\s+(?:\w+\s+){0,2}?(?:say|said|believe|think|report|agree|complain|want|see|feel|call|cite|name|rate)",
            after,
        )
        or before.figure
    ):
        return before.population, "as in the sentence before"
    return "none", "does not say who was asked"


def _people_side(words: str, before: Before) -> tuple[str, str]:
    if re.search(r"compan|organi|firm|business", words):
        return "org", f"“of {words.strip()}”"
    if re.search(r"respondent|participant|those|executive|leader|people", words) and before.population != "none":
        return before.population, f"“of {words.strip()}”: those told of before"
    if re.search(r"executive|leader|respondent|participant", words):
        return "both", f"“of {words.strip()}”, of both sides as far as the text says"
    return "other", f"“of {words.strip()}”"


def _side_at(mentions: list[Mention], start: int, end: int) -> str | None:
    named = [m.side for m in mentions if start <= m.start <= end and m.side in ("cmo", "cio", "both", "org")]
    return named[0] if named else None


def _verb_between(text: str, start: int, mentions: list[Mention], limit: int) -> bool:
    first = next((m for m in mentions if start <= m.start <= limit), None)
    return first is not None and _VERBISH.search(text[start : first.start]) is not None


def _side_before(text: str, figure: Figure, shares: list[Figure], n: int, mentions: list[Mention]) -> str | None:
    """ "CIOs (77%)", "marketing: 62%", "among CMOs, 56 percent": a side between the last figure and this one, close by."""
    since = shares[n - 1].end if n else 0
    for mention in reversed(mentions):
        if since <= mention.start and mention.end <= figure.start and mention.side in ("cmo", "cio", "both"):
            of_last = _OF.fullmatch(text[since : mention.start]) if n else None
            if of_last:
                return None
            between = text[mention.end : figure.start]
            prefix = text[max(0, mention.start - 12) : mention.start].lower()
            close = re.fullmatch(
                r"\s*(?:[(:,=–—-]|at|it is|it was|the (?:figure|share) (?:is|was))\s*"
                r"(?:only |just |about |the figure (?:is|was) )?",
                between,
            )
            if close or (re.search(r"\b(?:of|among|for|with)\s+(?:the )?$", prefix) and len(between) < 30):
                return mention.side
    return None


def _listed(text: str, shares: list[Figure], n: int, mentions: list[Mention]) -> str | None:
    """ "41 and 39 percent of CMOs and CIOs, respectively": the first figure is of the first side."""
    pair = [f for f in shares if f.listed]
    place = pair.index(shares[n])
    sides = [m for m in mentions if m.side in ("cmo", "cio", "both") and (m.start > pair[-1].end or len(pair) == 2)]
    if sides and sides[0].side == "both":
        words = text[sides[0].start : sides[0].end].lower()
        marketing_first = re.search(r"cmo|market|brand", words)
        it_first = re.search(r"cio|\bit\b|tech", words)
        if marketing_first and it_first:
            order = ["cmo", "cio"] if marketing_first.start() < it_first.start() else ["cio", "cmo"]
            return order[place % 2]
    named = [m.side for m in sides if m.side != "both"]
    return named[place] if place < len(named) else named[-1] if named else None


# What they said -----------------------------------------------------------------------------------------------------


def _span(text: str, figure: Figure, shares: list[Figure], n: int) -> tuple[int, int]:
    """From the figure to the next one; when little follows, from the clause's start to the figure."""
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


def _claim(text: str, shares: list[Figure], n: int) -> str:
    """The words after the figure, without who was asked; a pair shares the words after its last figure."""
    for m in range(n, len(shares)):
        end = shares[m + 1].start if m + 1 < len(shares) else len(text)
        words = text[shares[m].end : end]
        words = _TRAILING.sub("", words)
        words = re.sub(r"^\s*(?:of|among)\s+", "", words)
        if (verb := _VERBISH.search(words)) and len(words[verb.start() :].split()) >= 3:
            return _tidy(words[verb.start() :])
        if len(words.split()) >= 3:
            return _tidy(words)
    return _tidy(_TRAILING.sub("", text[: shares[n].start]))


def _tidy(words: str) -> str:
    return " ".join(words.split()).strip(" ,;:.”“\"'()")


def _nature(text: str, figure: Figure) -> str:
    near = text[max(0, figure.start - 30) : figure.end + 20].lower()
    if _says("forecast", text) and not survey_told(text):
        return "forecast"
    if "point" in text[figure.start : figure.end].lower() or (
        re.search(r"\b(?:by|another|a further)\s+$", text[: figure.start].lower()) and _says("change", near)
    ):
        return "change"
    return "level"


def _samples(text: str, mentions: list[Mention], shares: list[Figure]) -> list[FoundFigure]:
    """Sizes of samples: a number of people in a sentence that tells of asking them."""
    if not _says("sample_words", text):
        return []
    found = []
    for figure in counts(text):
        if any(f.start < figure.end and figure.start < f.end for f in shares):
            continue
        after = text[figure.end : figure.end + 60].lower()
        people = re.match(r"\s+(?:[\w-]+\s+){0,4}?" + str(lexicon("figures")["people"]), after)
        if people and not re.match(r"\s+(?:days|weeks|months|years|hours|minutes|countries|pages|words)\b", after):
            side = _side_at(mentions, figure.end, figure.end + people.end()) or "other"
            end = figure.end + people.end()
            found.append(FoundFigure(figure.start, end, figure, side, "named after the number", "were asked", "sample"))
    return found
