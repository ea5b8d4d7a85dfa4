"""The forms in which a sentence tells a figure: shares, ranges, lists, words, points, multiples, sums of money, ranks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from nlp.lexicon import lexicon
from nlp.numbers import DIGITS, NUMBER, ORDINALS, number

_FRACTIONS = {
    "half": 50.0, "second": 50.0, "third": 100 / 3, "quarter": 25.0, "fourth": 25.0, "fifth": 20.0, "tenth": 10.0,
    "sixth": 100 / 6,
}  # fmt: skip
_OPEN = r"(?<![\w$£€.,-])"
_PERCENT = r"\s?(?:%|percent\b|per[ -]cent\b|pc\b)"
_TO = r"\s?(?:-|–|—|to)\s?"
_CHANGED = (
    r"\b(?:rose|risen|rising|fell|fallen|falling|grew|grown|up|down|climbed"
    r"|dropped|jumped|went|slid|moved|increased|decreased|improved)\s+$"
)

_BETWEEN = re.compile(
    rf"\b(?:between|from)\s+(?P<a>{NUMBER})(?:{_PERCENT})?\s+(?:and|to)\s+(?P<b>{NUMBER}){_PERCENT}", re.I
)
_RANGE = re.compile(
    rf"{_OPEN}(?P<a>(?:{DIGITS}))(?:{_PERCENT})?{_TO}(?P<b>(?:{DIGITS})){_PERCENT}(?!\w)"
    rf"|{_OPEN}(?P<c>{NUMBER})(?:{_PERCENT})? to (?P<d>{NUMBER}){_PERCENT}(?!\w)",
    re.I,
)
_LIST = re.compile(
    rf"{_OPEN}(?P<first>{NUMBER})(?:{_PERCENT})?(?P<rest>(?:,\s+{NUMBER}(?:{_PERCENT})?)*),?\s+(?:and|or)\s+"
    rf"(?P<last>{NUMBER}){_PERCENT}(?!\w)",
    re.I,
)
_POINTS = re.compile(
    rf"(?:\b(?:by|up|down|another|rose|fell|a"
    rf"|of)\s+)?{_OPEN}(?P<n>{NUMBER})(?:{_PERCENT})?[\s-](?:percentage[ -])?points?\b",
    re.I,
)
_SINGLE = re.compile(rf"{_OPEN}(?P<n>{NUMBER}){_PERCENT}(?!\w)", re.I)
_IN = re.compile(
    rf"{_OPEN}(?P<n>{NUMBER})(?:[- ](?:in|out[- ]of|of)(?:[- ](?:every|each))?[- ])(?P<m>{NUMBER}|hundred)(?![\w%])",
    re.I,
)
_EVERY_SECOND = re.compile(r"\bevery (?P<f>second|third|fourth|fifth|tenth)(?=\s+[A-Za-z])", re.I)
_FRACTION = re.compile(
    rf"(?<![\w-])(?:(?P<n>an?|one|two|three|four|{DIGITS})[- ])?(?P<f>half|thirds?|quarters?|fourths?|fifths?"
    rf"|tenths?|sixths?)\b"
    r"(?!-|\s+(?:party|parties|time|quarter|an?|year|way|annual|edition|generation|place|world|dozen|hour|poll"
    r"|survey|study|report|source"
    r"|group|option|reason|point|question|factor|problem|issue|thing|vendor|person|side|step|sign)\b)",
    re.I,
)
_MULTIPLE = re.compile(
    rf"(?<![\w-])(?:(?P<word>twice|double|triple)|(?P<n>{NUMBER})[- ]times)(?=\s+(?:as|more|the|higher|greater"
    rf"|better|likelier|faster)\b)",
    re.I,
)
_MONEY = re.compile(
    r"[$£€]\s?(?P<n>\d+(?:[.,]\d+)*)\s?(?P<size>billion|bn|million|m|trillion|tn)?\b"
    rf"|{_OPEN}(?P<m>{DIGITS}) (?P<much>billion|million|trillion) (?:dollars|euros|pounds)\b",
    re.I,
)
_SIZES = {"billion": 1e9, "bn": 1e9, "million": 1e6, "m": 1e6, "trillion": 1e12, "tn": 1e12}
_RANK = re.compile(
    rf"\b(?:rank(?:s|ed|ing)?|plac(?:es|ed)|puts?|c[ao]mes?|finish(?:es"
    rf"|ed))\b[^.;,]{{0,60}}?\b(?P<r>{'|'.join(ORDINALS)})\b"
    r"(?!\s+(?:time|party|year|quarter|place to|half))|\bin (?P<s>" + "|".join(ORDINALS) + r") place\b",
    re.I,
)
_PRIOR = re.compile(
    rf"\b(?:(?:up|down) from|compared (?:with|to)|(?:rose|fell|grew|dropped) from"
    rf"|against)\s+(?P<n>{NUMBER})(?!\s?(?:%|per)|[\w,.]\d)"
    r"(?=\s*(?:[,.;)]|$|the |a year|in (?:19|20)|last|previously|before|one year))",
    re.I,
)
_OUTSPEND = re.compile(
    r"\bby (?P<year>20[1-4]\d)\b(?=.*\b(?:outspend|spend(?:s|ing)? more)\b)"
    r"|(?<=outspend).{0,60}?\bby (?P<later>20[1-4]\d)\b"
    r"|(?<=spend more).{0,60}?\bby (?P<last>20[1-4]\d)\b",
    re.I,
)
_COUNT = re.compile(rf"{_OPEN}(?P<n>\d{{1,3}}(?:,\d{{3}})+|\d{{2,6}})\+?(?![\w%$.,-]*\d)(?!{_PERCENT})(?=[\s.,;)+])")
_BASE = re.compile(r"\bn\s?=\s?(?P<n>\d{1,3}(?:,\d{3})+|\d{2,6})\b", re.I)
_PEOPLE_IN = re.compile(
    rf"{_OPEN}(?P<n>{NUMBER}) (?:[\w-]+ ){{0,2}}?(?:respondent|marketer|executive|manager|director|leader"
    r"|chief|CIO|CMO|company|firm)s? in "
    rf"(?:every )?(?P<m>{NUMBER})(?![\w%])",
    re.I,
)
_OF_THEM = re.compile(
    rf"(?<!of )(?<!in )(?<!to )(?<!by ){_OPEN}(?P<n>{NUMBER})(?=\s+of\s+(?:them|those|these)\b)", re.I
)


@dataclass(frozen=True)
class Figure:
    """A figure as it stands in a sentence: characters `start:end`, `value` in `unit`, bounds, and its qualifier.

    `listed` tells that it stands in a list of figures, `change` that it is a difference, `form` which form it has.
    """

    start: int
    end: int
    value: float
    low: float
    high: float
    unit: str
    qualifier: str | None = None
    listed: bool = False
    change: bool = False
    form: str = "percent"


def figures(sentence: str) -> list[Figure]:
    """Return the figures in `sentence` in order, each once; counts of people are found by `counts`."""
    found: list[Figure] = []
    for form in _FORMS:
        for figure in form(sentence):
            if not any(f.start < figure.end and figure.start < f.end for f in found):
                found.append(figure)
    return [_qualified(sentence, f) for f in sorted(found, key=lambda f: (f.start, f.end))]


def _ranges(sentence: str) -> Iterator[Figure]:
    for pattern in (_BETWEEN, _RANGE):
        for match in pattern.finditer(sentence):
            one, other = ("a", "b") if match["a"] else ("c", "d")
            a, b = number(match[one]), number(match[other])
            moved = re.search(_CHANGED, sentence[: match.start()], re.I) and match.group().lower().startswith("from")
            if max(a, b) > 100:
                continue
            if moved:
                yield _share(match.start(one), match.end(one), a, "range")
                yield _share(match.start(other), match.end(), b, "range")
            else:
                yield Figure(match.start(), match.end(), (a + b) / 2, min(a, b), max(a, b), "percent", form="range")


def _lists(sentence: str) -> Iterator[Figure]:
    for match in _LIST.finditer(sentence):
        places = [(match.start("first"), match.end("first"))]
        inner = re.finditer(NUMBER, match["rest"], re.I)
        places += [(match.start("rest") + m.start(), match.start("rest") + m.end()) for m in inner]
        places += [(match.start("last"), match.end())]
        values = [number(re.sub(rf"{_PERCENT}$", "", sentence[a:b], flags=re.I)) for a, b in places]
        if max(values) <= 100:
            yield from (replace(_share(a, b, v, "list"), listed=True) for (a, b), v in zip(places, values, strict=True))


def _points(sentence: str) -> Iterator[Figure]:
    for match in _POINTS.finditer(sentence):
        if (value := number(match["n"])) <= 100:
            yield replace(_share(match.start(), match.end(), value, "points"), change=True)


def _singles(sentence: str) -> Iterator[Figure]:
    for match in _SINGLE.finditer(sentence):
        if (value := number(match["n"])) <= 100:
            yield _share(match.start(), match.end(), value, "percent")


def _ins(sentence: str) -> Iterator[Figure]:
    for match in [*_IN.finditer(sentence), *_PEOPLE_IN.finditer(sentence)]:
        n, m = number(match["n"]), number(match["m"])
        joint = sentence[match.end("n") : match.start("m")].lower()
        of_alone = joint.strip(" -") == "of"  # "5 of 10" counts cases, "5 of every 10" tells a share
        if 0 < n <= m and m in (2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 100) and not of_alone:
            yield _share(match.start(), match.end(), 100 * n / m, "n in m")


def _fractions(sentence: str) -> Iterator[Figure]:
    for match in _EVERY_SECOND.finditer(sentence):
        yield _share(match.start(), match.end(), _FRACTIONS[match["f"].lower()], "fraction")
    for match in _FRACTION.finditer(sentence):
        word = match["f"].lower()
        if word != "half" and not match["n"]:
            continue  # "the third" is a place in a row
        share = _FRACTIONS[word.removesuffix("s")] * number((match["n"] or "one").lower().replace("an", "a"))
        if share <= 100:
            yield _share(match.start(), match.end(), share, "fraction")


def _multiples(sentence: str) -> Iterator[Figure]:
    for match in _MULTIPLE.finditer(sentence):
        value = {"twice": 2.0, "double": 2.0, "triple": 3.0}.get((match["word"] or "").lower()) or number(match["n"])
        yield Figure(match.start(), match.end(), value, value, value, "multiple", form="multiple")


def _money(sentence: str) -> Iterator[Figure]:
    for match in _MONEY.finditer(sentence):
        size = (match["size"] or match["much"] or "").lower()
        value = float((match["n"] or match["m"]).replace(",", "").rstrip(".")) * _SIZES.get(size, 1)
        yield Figure(match.start(), match.end(), value, value, value, "money", form="money")


def _ranks(sentence: str) -> Iterator[Figure]:
    for match in _RANK.finditer(sentence):
        group = "r" if match["r"] else "s"
        value = float(ORDINALS[match[group].lower()])
        yield Figure(match.start(group), match.end(group), value, value, value, "rank", form="rank")


def _priors(sentence: str) -> Iterator[Figure]:
    """ "Up from 36": the value that was told before, in the unit of the one beside it."""
    if re.search(_PERCENT, sentence, re.I) is None:
        return
    for match in _PRIOR.finditer(sentence):
        if (value := number(match["n"])) <= 100:
            yield _share(match.start("n"), match.end("n"), value, "prior")


def _outspends(sentence: str) -> Iterator[Figure]:
    """ "By 2017, A will spend more than B" tells a ratio over one."""
    for match in _OUTSPEND.finditer(sentence):
        group = next(name for name in ("year", "later", "last") if match[name])
        yield Figure(match.start(group) - 3, match.end(group), 1.0, 1.0, 1.05, "ratio", "over", form="outspend")


_FORMS: tuple[Callable[[str], Iterator[Figure]], ...] = (
    _points, _ranges, _lists, _singles, _ins, _multiples, _money, _priors, _fractions, _ranks, _outspends,
)  # fmt: skip


def _share(start: int, end: int, value: float, form: str) -> Figure:
    value = round(value, 2)
    return Figure(start, end, value, value, value, "percent", form=form)


# Words that bound a figure --------------------------------------------------------------------------------------------


@cache
def _qualifier_pattern() -> re.Pattern[str]:
    words = [word for group in lexicon("figures")["qualifiers"].values() for word in group]
    return re.compile(
        r"(?:^|(?<=\s)|(?<=[(“\"{|]))(" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")\s+$",
        re.I,
    )


@cache
def _qualifier_of(word: str) -> str:
    groups: dict[str, list[str]] = lexicon("figures")["qualifiers"]
    return next(name for name, words in groups.items() if word.lower() in words)


def _qualified(sentence: str, figure: Figure) -> Figure:
    """Take the qualifier before a figure into it, and widen its bounds as the word does."""
    match = _qualifier_pattern().search(sentence[: figure.start])
    if not match or figure.form in ("outspend", "rank"):
        return figure
    word = _qualifier_of(match.group(1))
    low, high = _widened(figure, word)
    return replace(figure, start=match.start(1), low=low, high=high, qualifier=word)


def _widened(figure: Figure, word: str) -> tuple[float, float]:
    """Widen the bounds by points for shares (within 0 to 100), by 5 percent of the number for counts of people."""
    share = figure.unit == "percent"
    some, little = (5.0, 3.0) if share else (figure.value * 0.05, figure.value * 0.05)
    down = {"nearly": some, "under": some, "about": little}.get(word, 0.0)
    up = {"over": some, "about": little}.get(word, 0.0)
    high = figure.high + up
    return max(0.0, figure.low - down), min(100.0, high) if share else high


# Counts ---------------------------------------------------------------------------------------------------------------


def counts(sentence: str) -> list[Figure]:
    """Return the whole numbers that may count people ("405 marketing leaders", "n = 312", "eleven of them")."""
    found: list[Figure] = []
    for pattern, form in ((_BASE, "base"), (_COUNT, "count"), (_OF_THEM, "of them")):
        for match in pattern.finditer(sentence):
            value = number(match["n"])
            is_year = 1900 <= value <= 2100 and "," not in match["n"] and form != "base"
            if not is_year and not any(f.start < match.end() and match.start() < f.end for f in found):
                figure = Figure(match.start(), match.end(), value, value, value, "count", form=form)
                found.append(_qualified(sentence, figure))
    return sorted(found, key=lambda figure: figure.start)
