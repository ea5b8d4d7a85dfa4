"""Names of studies and of those who make them, as a text writes them: titles, organisations, and makers nobody has listed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from nlp.register.catalogue import Catalogue, Study, shipped_catalogue

#: Titles of so few words are also titles of others' studies: they need their maker's name in the same text.
SHORT_TITLE = 3
_NOUN = r"(?:survey|poll|study|report|research|questionnaire|barometer|whitepaper|white paper|data|figures?|findings)"
_CAPITAL = r"[A-Z][\w&’'-]*[\w&]"
_NAME = rf"(?:{_CAPITAL}(?: (?:&|and|of|for) (?={_CAPITAL}))?\s?)+"
_KINDS = (
    r"(?:Institute|Research|Associates|Consulting|Group|Insights?|Council|University|Partners|Advisory|Analytics"
    r"|Advisers|Forum|Foundation|"
    r"Labs?|Media|Intelligence|Society|Association|School)"
)
_UNKNOWN = (
    re.compile(rf"\b{_NOUN}s?,? (?:\w+ ){{0,3}}?(?:by|from|of) (?:the )?(?P<name>{_NAME})", re.U),
    re.compile(rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Oo]ur) (?P<name>(?:{_CAPITAL} )+?){_NOUN}\b"),
    re.compile(rf"(?P<name>{_NAME})(?:’s|'s)? (?:(?:has |have )?(?:polled|surveyed|questioned|canvassed)|asked \d)"),
    re.compile(
        rf"\b{_NOUN}s? (?:that|which) (?:the )?(?P<name>{_NAME})(?:has |had )?"
        r"(?:held|ran|did|made|conducted|took|commissioned|published)"
    ),
    re.compile(
        rf"(?P<name>{_NAME})(?:has |have |had )?"
        rf"(?:conducted|ran|held|commissioned|carried out|published) (?:an?|its|their) (?:\w+ ){{0,2}}{_NOUN}"
    ),
    re.compile(rf"\b(?:told|asked by|[Aa]ccording to|says|by|[Aa]t) (?:the )?(?P<name>(?:{_CAPITAL} )+{_KINDS})\b"),
    re.compile(rf"(?P<name>(?:{_CAPITAL} )+{_KINDS}) (?:says|found|finds|reports|reported|asked|shows)\b"),
)
#: Words that begin a sentence or a title, or stand for a side, and are nobody's name.
_NO_NAME = re.compile(
    r"(?:The|A|An|In|This|That|These|Our|Its|His|Her|For|Of|Only|Some|Most|Many|Recent|New|Another|Last|Next"
    r"|Global|Annual|C[MI]Os?(?:[-/–]C[MI]Os?)?|IT|"
    r"Marketing|Marketers|Digital|Big|Data|US|UK|U\.S|European|German|Indian|British|American|Survey|Study"
    r"|Report|Research|Respondents|"
    r"CEOs?|CFOs?|Of|And|But|When|While|As|According|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|"
    r"Monday|Web|Why|What|How|[A-Z])",
)
#: A study's name that nobody has listed still names no side: "the CMO Agenda Survey", "CIO magazine".
_SHAPED = re.compile(
    r"\b(?:CMO|CIO)s?(?:\s?(?:[-/–]|and|&)\s?(?:CMO|CIO)s?)?(?:\.com\b|(?: (?:[A-Z][\w-]+|[Tt]ech|[Mm]arketing"
    r"|of|to|the|and)){0,4}? "
    r"(?:Survey|Study|Report|Council|Club|Imperative|Disconnect|Divide|Summit|[Mm]agazine|Barometer|Agenda"
    r"|Crossroads|Insight|Partnership))\b"
)


@dataclass(frozen=True)
class Named:
    """A name in a text: `kind` is title, organisation, unknown (a maker nobody listed) or shape; `name` its canonical form."""

    kind: str
    name: str
    start: int
    end: int


class Namer:
    """Finds the names of studies and of their makers in a text."""

    def __init__(self, studies: Mapping[str, Study], spellings: Mapping[str, str]) -> None:
        self.studies = studies
        self.spellings = spellings
        self.by_title: dict[str, list[Study]] = {}
        self.by_maker: dict[str, list[Study]] = {}
        for study in studies.values():
            for title in dict.fromkeys(map(_plain, study.titles)):
                self.by_title.setdefault(title, []).append(study)
            for maker in study.makers:
                self.by_maker.setdefault(self.canonical(maker), []).append(study)
        self._titles = _alternatives(map(_flexible, self.by_title), re.I)
        makers = {maker for study in studies.values() if not study.candidate for maker in study.makers}
        self._organisations = _alternatives(map(re.escape, {*spellings, *makers}), 0)

    def canonical(self, organisation: str) -> str:
        """Return the one name of an organisation however it is spelt."""
        return self.spellings.get(organisation, organisation)

    def names(self, text: str) -> list[Named]:
        """Return the names in `text` in order, none within another; titles win over makers, listed makers over others."""
        found: list[Named] = []
        for named in self._candidates(text):
            if not any(n.start < named.end and named.start < n.end for n in found):
                found.append(named)
        return sorted(found, key=lambda named: named.start)

    def _candidates(self, text: str) -> Iterable[Named]:
        for match in self._titles.finditer(text):
            yield Named("title", _plain(match.group()), match.start(), match.end())
        for match in self._organisations.finditer(text):
            yield Named("organisation", self.canonical(match.group()), match.start(), match.end())
        for pattern in _UNKNOWN:
            for match in pattern.finditer(text):
                if name := _real_name(match["name"]):
                    start = match.start("name") + match["name"].index(name)
                    yield Named("unknown", name, start, start + len(name))
        for match in _SHAPED.finditer(text):
            yield Named("shape", match.group(), match.start(), match.end())


@cache
def shipped_namer() -> Namer:
    """Return the namer of the shipped catalogue."""
    return namer_of(shipped_catalogue())


def namer_of(catalogue: Catalogue) -> Namer:
    """Return the namer of a catalogue."""
    return Namer(catalogue.studies, catalogue.spellings)


def _real_name(words: str) -> str | None:
    """Return `words` without those that begin a sentence, or None when nothing that could be a name is left."""
    parts = re.sub(r"(?:’s|'s)$", "", words.strip()).split()
    while parts and (_NO_NAME.fullmatch(parts[0]) or not parts[0][0].isupper()):
        parts = parts[1:]
    name = " ".join(parts).removesuffix("’s").removesuffix("'s")
    return name if len(name) > 2 and not re.fullmatch(r"[A-Z]*\d+", name) else None


def _alternatives(patterns: Iterable[str], flags: int) -> re.Pattern[str]:
    longest_first = sorted(patterns, key=lambda p: (-len(p), p))
    return re.compile(rf"(?<![\w@])(?:{'|'.join(longest_first) or '(?!)'})(?![\w@])", flags)


def _plain(title: str) -> str:
    """Return a title as the key that all its spellings share."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", re.sub(r"[’']", "", title.lower())).split())


def _flexible(plain: str) -> str:
    """Return a pattern of a title whose words may be joined by any mark, and hold an apostrophe."""
    words = [re.sub(r"s$", "[’']?s", re.escape(word)) for word in plain.split()]
    return r"[\W_]+".join(words)
