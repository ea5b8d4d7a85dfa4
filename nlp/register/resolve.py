"""Whose figures: read an article in order and give each figure the study that the text has named for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nlp.claim_key import key
from nlp.register.catalogue import CatalogueFigure, Study, candidate_id
from nlp.register.naming import SHORT_TITLE, Named, Namer
from nlp.units import Unit

UNSOURCED = "unsourced: the text names no study"
#: A study told of so many years before an article was printed is taken for its source only where more speaks for it.
OLDEST = 4
#: Least likeness of a claim to a study's known claim that makes an organisation's figure that study's.
CLAIM_SHARED = 0.34
#: Points by which a retold value may differ from the known one to tell the study by it.
VALUE_SHARED = 3.0

_YEAR = r"(?:19|20)\d\d"
_DATED = re.compile(
    rf"\b(?:in|of|from|for|during) (?:(?:early|late|mid|spring|summer|autumn|fall"
    rf"|the year)[- ])?(?:[A-Z][a-z]+ )?(?P<in>{_YEAR})\b"
    rf"|(?P<noun>{_YEAR})(?:[-/–]\d\d)? (?=(?:\w+[ -]){{0,5}}(?:survey|study|report|poll|edition|research"
    rf"|barometer|index))"
    rf"|(?:survey|study|report|poll|,|\()\s*(?P<after>{_YEAR})(?:[-/–]\d\d)?\b|^(?P<first>{_YEAR})\b"
    rf"|\b[A-Z]\w+ (?P<title>{_YEAR})(?:[-/–]\d\d)?\b|(?:’s|'s) (?P<own>{_YEAR})\b",
    re.I,
)
_ASKING = re.compile(
    r"\b(?:survey\w*|stud(?:y|ies|ied)|polls?|polled|report(?:s|ed)?|research\w*|questionnaire|asked|published"
    r"|followed up|heard from|"
    r"according to|found|finds|says|said|shows?|tells?|told|look(?:ed|s) at|calls? its|put out|wrote|writes"
    r"|counts|gives|records?|recorded|puts? (?:a |the |this |its )?(?:questions?|at)|edition"
    r"|expect\w*|predict\w*|forecast\w*|estimat\w*|sources?)\b"
    r"|^\W*[A-Z][\w&. ]{1,40}(?:, | \()(?:19|20)\d\d\b",
    re.I,
)
_NOUN = re.compile(
    r"\b(?:told|sources?|look(?:ed|s) at|heard from|survey\w*|stud(?:y|ies|ied)|polls?|polled|report\b"
    r"|questionnaire|asked|barometer|puts? (?:a |the |this |its )?questions?|edition)\b",
    re.I,
)
#: Words with which a text turns to something else than the study it told of.
_LEAVES = re.compile(
    r"\b(?:our own|my own|we (?:asked|polled|surveyed)|another|a (?:separate|different|second|further|recent|new"
    r"|more recent)|other|one|an older|an earlier)"
    r"\s+(?:\w+\s+){0,2}?(?:clients?|surveys?|study|studies|polls?|reports?|sources?|vendors?|questionnaire)\b"
    r"|\bour (?:poll|survey|study)\b|"
    r"\b(?:analysts|experts|observers|pundits) (?:predict|expect|say|believe|estimate)\b|"
    r"\b(?:in|by|from|so says|says) an? (?:\w+ )?(?:survey|poll|study)\b(?! (?:by|from|of))",
    re.I,
)
_PRONOUN = re.compile(
    r"(?:It|They|(?:In )?(?:Its|Their|its|their))\s+(?:\w+\s+){0,2}?"
    r"(?:asked|surveyed|polled|interviewed|questioned|talked|survey|study|poll|report|found)\b"
)
_SEVERAL = re.compile(r"They\b|(?:In t|T)heir\b")
_BACKWARD = re.compile(
    r"(?:The|Both|These|Those|All(?: the)?|Such|That) (?:is |are )?(?:what|figures?|numbers?|data|results?"
    r"|findings|percentages)\b|So says?\b|That is what\b",
)


@dataclass(frozen=True)
class Question:
    """A figure whose study is asked for, and where it stands: its unit's place in the article and its start there."""

    unit: int
    start: int
    value: float
    unit_of_value: str
    population: str
    claim: str


@dataclass(frozen=True)
class Answer:
    """The study of a figure, None where no source is named, and what decided, in words."""

    study: Study | None
    why: str


@dataclass
class _State:
    """Where the reading stands: the study that figures belong to, and all names met so far."""

    current: Answer = field(default_factory=lambda: Answer(None, UNSOURCED))
    made: dict[str, Study] = field(default_factory=dict)


class Resolver:
    """Knows the studies and their known figures; reads one article at a time."""

    def __init__(self, namer: Namer, figures: Sequence[CatalogueFigure] = ()) -> None:
        self.namer = namer
        self._known: dict[str, list[CatalogueFigure]] = {}
        for figure in figures:
            if figure.study:
                self._known.setdefault(figure.study, []).append(figure)

    def resolve(self, units: Sequence[Unit], questions: Sequence[Question], printed: int | None) -> list[Answer]:
        """Return the answer to each question, in their order; `printed` is the article's year, if known."""
        article = _Article(self, units, questions, printed)
        return article.answers()

    def known_figures(self, study: Study) -> list[CatalogueFigure]:
        """Return what the catalogue knows that a study found."""
        return self._known.get(study.id, [])


class _Article:
    """One article in reading."""

    def __init__(
        self, resolver: Resolver, units: Sequence[Unit], questions: Sequence[Question], printed: int | None
    ) -> None:
        self.resolver, self.units, self.printed = resolver, units, printed
        self.namer = resolver.namer
        self.by_unit: dict[int, list[int]] = {}
        self.questions = questions
        for n, question in enumerate(questions):
            self.by_unit.setdefault(question.unit, []).append(n)
        self.names = [self.namer.names(unit.text) for unit in units]
        self.makers = {n.name for names in self.names for n in names if n.kind in ("organisation", "unknown")}
        self.unlisted = {n.name for names in self.names for n in names if n.kind == "unknown"}
        self.state = _State()

    def answers(self) -> list[Answer]:
        """Read on, unit by unit."""
        found: list[Answer] = [Answer(None, UNSOURCED)] * len(self.questions)
        for n, unit in enumerate(self.units):
            asked = self.by_unit.get(n, [])
            source = self._source(n, [self.questions[q] for q in asked or self._next(n)])
            if source is None and _LEAVES.search(unit.text):
                self.state.current = Answer(None, "the text turns to another source that it does not name")
            for q in asked:
                found[q] = source or self.state.current
            if source:
                self.state.current = Answer(source.study, f"named before: {_called(source.study)}")
                if not asked and _BACKWARD.match(unit.text):
                    self._look_back(n, found, source)
        return found

    def _next(self, n: int) -> list[int]:
        """The figures after a sentence without any, in its paragraph and the next: they help to tell which study it names."""
        blocks = {self.units[n].block, self.units[n].block + 1}
        return [
            q
            for m in range(n + 1, min(n + 4, len(self.units)))
            if self.units[m].block in blocks
            for q in self.by_unit.get(m, [])
        ]

    def _look_back(self, n: int, found: list[Answer], source: Answer) -> None:
        """ "Both figures are from X": what stands before in the paragraph without a source is X's."""
        back = n - 1
        while back >= 0 and self.units[back].block == self.units[n].block:
            for q in self.by_unit.get(back, []):
                if found[q].study is None:
                    found[q] = Answer(source.study, f"named in the sentence after: {_called(source.study)}")
            back -= 1

    def _source(self, n: int, questions: list[Question]) -> Answer | None:
        """Return the study that a unit names as the source of figures, or None when it names none."""
        text, names = self.units[n].text, self.names[n]
        makers = list(dict.fromkeys(name.name for name in names if name.kind == "organisation"))
        makers += [
            maker for maker in self.unlisted if re.search(rf"\b{re.escape(maker)}\b", text) and maker not in makers
        ]
        if not makers and _PRONOUN.match(text):
            makers = self._makers_before(n)
        years = _years(text) or (_years(self.units[n - 1].text) if makers and n and not names else [])
        for name in names:
            if name.kind == "title" and (study := self._titled(name, text, makers, years, questions)):
                return Answer(study, f"titled in the text: {_called(study)}")
        if not makers or not _ASKING.search(text) or not (self.by_unit.get(n) or _NOUN.search(text)):
            return None
        study = self._made_by(makers, years, text, questions)
        return Answer(study, f"made by {', '.join(makers)}, as the text says: {_called(study)}") if study else None

    def _makers_before(self, n: int) -> list[str]:
        """The one maker that the sentence or heading before names: "What Rackspace learned", "It asked 201 leaders"."""
        for names in reversed(self.names[max(0, n - 2) : n]):
            makers = list(dict.fromkeys(name.name for name in names if name.kind in ("organisation", "unknown")))
            if makers:
                return makers if len(makers) == 1 or _SEVERAL.match(self.units[n].text) else []
        return []

    def _titled(
        self, name: Named, text: str, makers: list[str], years: list[int], questions: list[Question]
    ) -> Study | None:
        editions = self.namer.by_title[name.name]
        if len(name.name.split()) <= SHORT_TITLE and not any(self._makers_of(e) & self.makers for e in editions):
            return None
        beside = _years(text[name.start : name.end + 12]) or years
        if dated := [e for e in editions if e.year in beside]:
            return dated[0]
        if beside and len(editions) > 1:
            return self._candidate(makers or list(self._makers_of(editions[0])), editions[0].titles[0], beside[0])
        if len(editions) == 1:
            return editions[0]
        return self._by_figure(editions, questions) or self._of_the_time(editions)

    def _made_by(self, makers: list[str], years: list[int], text: str, questions: list[Question]) -> Study | None:
        known = {s.id: s for m in makers for s in self.namer.by_maker.get(m, []) if not s.candidate}
        if not known:
            return self._candidate(makers[:1], "", years[0] if years else None) if self._is_maker(makers[0]) else None
        shared = {id: len(self._makers_of(study) & set(makers)) for id, study in known.items()}
        closest = [study for id, study in known.items() if shared[id] == max(shared.values())]
        current = self.state.current.study
        if dated := [study for study in closest if study.year in years]:
            if current in dated:
                return current
            if found := self._by_figure(dated, questions) or self._by_topic(dated, text):
                return found
            return self._only(dated, years) if _NOUN.search(text) else self._candidate(makers, "", years[0])
        if years:
            beside = [s for s in closest if s.year and min(abs(s.year - year) for year in years) <= 1]
            return self._by_figure(beside, questions) or self._candidate(makers, "", years[0])
        if current and (current.id in known or set(makers) & self._makers_of(current)):
            return current
        if found := self._by_figure(closest, questions) or self._by_topic(closest, text):
            return found
        recent = [s for s in closest if not self.printed or not s.year or 0 <= self.printed - s.year <= OLDEST]
        if len(closest) == 1 and recent:
            return recent[0]
        return self._candidate(makers, "", None)

    def _makers_of(self, study: Study) -> set[str]:
        return {self.namer.canonical(maker) for maker in study.makers}

    def _is_maker(self, maker: str) -> bool:
        return maker in self.unlisted or maker in self.namer.by_maker or maker in self.namer.spellings.values()

    def _only(self, studies: list[Study], years: list[int]) -> Study:
        """One of a year is that one; of several none can be told, so that the name stays a candidate."""
        if len(studies) == 1:
            return studies[0]
        return self._candidate(list(studies[0].makers), "", years[0])

    def _of_the_time(self, editions: list[Study]) -> Study:
        """The last edition before the article was printed; without a year nothing decides, and the title stays a candidate."""
        before = [e for e in editions if self.printed and e.year and e.year <= self.printed]
        if before:
            return max(before, key=lambda e: e.year or 0)
        return self._candidate(list(editions[0].makers), editions[0].titles[0], None)

    def _by_figure(self, studies: list[Study], questions: list[Question]) -> Study | None:
        """The one study that is known to have found such a figure."""
        matching = [s for s in studies if any(self._known_to(s, question) for question in questions)]
        return matching[0] if len(matching) == 1 else None

    def _known_to(self, study: Study, question: Question) -> bool:
        told = key(question.claim)
        return any(
            figure.unit == question.unit_of_value
            and abs(figure.value - question.value) <= VALUE_SHARED
            and (figure.population == question.population or "none" in (figure.population, question.population))
            and _overlap(told, key(figure.claim)) >= CLAIM_SHARED
            for figure in self.resolver.known_figures(study)
        )

    def _by_topic(self, studies: list[Study], text: str) -> Study | None:
        """The one study whose title the sentence shares most words with, two at least."""
        words = key(text) - {"¬"}
        makers = {stem for s in studies for maker in s.makers for stem in key(maker)}
        shared = sorted(((len((key(s.title) - makers) & words), s.id, s) for s in studies), reverse=True)
        if not shared or shared[0][0] < 2 or (len(shared) > 1 and shared[1][0] == shared[0][0]):
            return None
        return shared[0][2]

    def _candidate(self, makers: list[str], title: str, year: int | None) -> Study:
        organisation = " / ".join(makers)
        id = candidate_id(organisation, title, year)
        if known := self.namer.studies.get(id):
            return known
        return self.state.made.setdefault(
            id,
            Study(
                id=id,
                title=title or f"{organisation}, untitled",
                organisation=organisation,
                year=year,
                origin="corpus",
                candidate=1,
                note="named in an article; nobody has confirmed it",
            ),
        )


def _called(study: Study | None) -> str:
    return f"{study.organisation}, {study.title}" if study else "no study"


def _years(text: str) -> list[int]:
    """Return the years that date a study or a telling; "by 2017" and "since 2013" date something else."""
    found = [int(next(year for year in match.groups() if year)) for match in _DATED.finditer(text)]
    skipped = {int(y) for y in re.findall(rf"\b(?:by|since|until|than in) ({_YEAR})", text)}
    return [year for year in dict.fromkeys(found) if year not in skipped]


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the smaller claim's words that both have."""
    return len(one & other) / max(1, min(len(one), len(other)))


def asked_side(study: Study | None, population: str, why: str) -> tuple[str, str] | None:
    """Return whom a study asked, for a figure whose text is silent; None where the text or the study leaves nothing to say."""
    if study is None or population != "none":
        return None
    if study.side in ("cmo", "cio"):
        return study.side, "the text is silent; the study asked them"
    if study.side in ("both", "other") and "respondents" in why:
        return study.side, "respondents, as the study asked them"
    return None


def studies_met(answers: Sequence[Answer]) -> Mapping[str, Study]:
    """Return the candidates that articles made, by id."""
    return {a.study.id: a.study for a in answers if a.study and a.study.origin == "corpus"}
