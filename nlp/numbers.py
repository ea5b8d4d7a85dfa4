"""Find figures in a sentence: percentages, shares in words, "N in M", ranges and counts of people asked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from nlp.lexicon import lexicon

_UNITS = dict(
    zip(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen""".split(),
        range(20),
        strict=True,
    )
)
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_FRACTIONS = {
    "half": 50.0,
    "third": 100 / 3,
    "quarter": 25.0,
    "fourth": 25.0,
    "fifth": 20.0,
    "tenth": 10.0,
    "sixth": 100 / 6,
}

_WORD = "|".join([*_TENS, *_UNITS])
_WORDS = rf"(?:(?:{'|'.join(_TENS)})[- ](?:{'|'.join(list(_UNITS)[1:10])})|{_WORD}|a hundred|one hundred)"
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
_NUMBER = rf"(?:{_DIGITS}|{_WORDS})"
_PERCENT = r"\s?(?:%|percent\b|per cent\b|pc\b|percentage points?\b)"

_PERCENTS = re.compile(
    rf"(?<![\w$£€.,-])(?P<a>{_DIGITS}|{_WORDS}(?=[\s,]))(?:{_PERCENT})?\s?(?:-|–|to|and|or|,)\s?(?P<b>{_NUMBER}){_PERCENT}(?!\w)"
    rf"|(?<![\w$£€.,])(?P<one>{_NUMBER}){_PERCENT}(?!\w)",
    re.IGNORECASE,
)
_IN = re.compile(
    rf"(?<![\w$£€.,])(?P<n>{_NUMBER})(?:[- ](?:in|out[- ]of)(?:[- ](?:every|each))?[- ])(?P<m>{_NUMBER})(?![\w%])",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    rf"(?<![\w-])(?:(?P<n>a|one|two|three|four|{_DIGITS})[- ])?(?P<f>half|thirds?|quarters?|fourths?|fifths?|tenths?|sixths?)\b"
    r"(?= (?:of|the|all|say|said|believe|think|report|admit|agree|see|want|felt|feel|call|rate|who|had|have|were|are|do)\b"
    r"|[,;.)])",
    re.IGNORECASE,
)
_COUNT = re.compile(rf"(?<![\w$£€.,-])(?P<n>\d{{1,3}}(?:,\d{{3}})+|\d{{2,6}})\+?(?=\s)(?!{_PERCENT})")


@dataclass(frozen=True)
class Figure:
    """A figure as it stands in a sentence: characters `start:end`, `value` in `unit`, bounds, and its qualifier."""

    start: int
    end: int
    value: float
    low: float
    high: float
    unit: str
    qualifier: str | None = None
    listed: bool = False


def number(words: str) -> float:
    """Return the number that digits or English words up to a hundred stand for; raises ValueError for anything else."""
    words = words.lower().replace(",", "").strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", words):
        return float(words)
    if words in ("a hundred", "one hundred"):
        return 100.0
    if words == "a":
        return 1.0
    total = 0
    for part in re.split(r"[- ]", words):
        if part not in _UNITS and part not in _TENS:
            raise ValueError(f"{words!r} is no number")
        total += _UNITS.get(part, 0) + _TENS.get(part, 0)
    return float(total)


def figures(sentence: str) -> list[Figure]:
    """Return the shares in `sentence` in order, each once; counts of people are found by `counts`."""
    found: list[Figure] = []
    for match in _PERCENTS.finditer(sentence):
        found += _percents(match)
    for match in _IN.finditer(sentence):
        n, m = number(match["n"]), number(match["m"])
        if 0 < n <= m and m in (2, 3, 4, 5, 6, 8, 10, 20, 100):
            found.append(_figure(match.start(), match.end(), 100 * n / m))
    taken = [(f.start, f.end) for f in found]
    for match in _FRACTION.finditer(sentence):
        if not any(a < match.end() and match.start() < b for a, b in taken):
            share = _FRACTIONS[match["f"].lower().removesuffix("s")] * number(match["n"] or "one")
            if share <= 100:
                found.append(_figure(match.start(), match.end(), share))
    return [_qualified(sentence, f) for f in sorted(found, key=lambda f: (f.start, f.end))]


def _percents(match: re.Match[str]) -> list[Figure]:
    if match["one"]:
        return [_figure(match.start(), match.end(), number(match["one"]))]
    a, b = number(match["a"]), number(match["b"])
    joint = match.group()[len(match["a"]) : match.start("b") - match.start()].lower()
    if re.search(r"and|or|,", joint):
        return [
            replace(_figure(match.start("a"), match.end("a"), a), listed=True),
            replace(_figure(match.start("b"), match.end(), b), listed=True),
        ]
    return [Figure(match.start(), match.end(), (a + b) / 2, min(a, b), max(a, b), "percent")]


def _figure(start: int, end: int, value: float) -> Figure:
    value = round(value, 2)
    return Figure(start, end, value, value, value, "percent")


@cache
def _qualifier_pattern() -> re.Pattern[str]:
    words = [word for group in lexicon("figures")["qualifiers"].values() for word in group]
    return re.compile(
        r"(?:^|(?<=\s)|(?<=[(“\"]))(" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")\s+$", re.I
    )


@cache
def _qualifier_of(word: str) -> str:
    groups: dict[str, list[str]] = lexicon("figures")["qualifiers"]
    return next(name for name, words in groups.items() if word.lower() in words)


def _qualified(sentence: str, figure: Figure) -> Figure:
    """Take the qualifier before a figure into it, and widen its bounds as the word does."""
    match = _qualifier_pattern().search(sentence[: figure.start])
    if not match:
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


def counts(sentence: str) -> list[Figure]:
    """Return the whole numbers that may count people asked ("405 marketing leaders"), years left out."""
    found = []
    for match in _COUNT.finditer(sentence):
        value = number(match["n"])
        if value >= 20 and not (1900 <= value <= 2100 and "," not in match["n"]):
            found.append(_qualified(sentence, Figure(match.start(), match.end(), value, value, value, "count")))
    return found
