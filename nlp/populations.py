"""Who was asked: rules in order, each with the words that it gives as its reason; the first that decides is taken."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Doc

from nlp.forms import Figure
from nlp.lexicon import lexicon
from nlp.sides import Mention

ASKED = ("cmo", "cio", "both")
#: The reason given where the sentence itself does not say who was asked.
FROM_BEFORE = "as in the sentences before"
_DETERMINERS = (
    r"(?:all |the |those |these |its |their |our |surveyed |responding |senior |global |top |polled |some |such )*"
)
_OF = re.compile(rf"\s*(?:of|among|in)\s+{_DETERMINERS}", re.I)
_PRONOUN = re.compile(
    r"\s*,?\s*(?:of|among)\s+(?:them|these|this group|(?:the |all )?(?:respondents|participants|sample)"
    r"|those(?= (?:asked|surveyed|polled|questioned)\b"
    r"|[ ,.]*(?:$|[.,;])| (?:say|said|think|want|would)\b))",
    re.I,
)
_US = re.compile(r"\s*of us\b", re.I)
_VERB = re.compile(
    r"\b(?:said|say|says|believe[sd]?|think|agree[ds]?|report(?:ed)?|see|saw|feel|felt|consider\w*|want(?:ed)?"
    r"|name[ds]?|"
    r"cite[ds]?|rank(?:ed)?|rate[ds]?|claim\w*|complain\w*|call(?:ed)?|describe\w*|admit\w*|hold|held|put|had"
    r"|have|has|were|"
    r"was|are|is|do|did|would|could|expect\w*|told|regard\w*|blame[ds]?|view\w*|use[ds]?|need\w*|spen[dt]s?"
    r"|control\w*)\b",
    re.I,
)
_VIEW = re.compile(
    r"\s+(?:\w+ly\s+|also\s+|even\s+|still\s+|now\s+|never\s+)?(?:say|said|believe|think|thought|report|agree"
    r"|complain|want|see|feel|felt|call|cite|"
    r"name|rate|admit|plan|expect|prefer|blame|worry|trust|fear|hope|describe|consider|ask|told|meet|share)(?:ed|d)?\b",
    re.I,
)
_CLOSE = re.compile(
    r"\s*(?:[(:,=|–—-]+|at|it is|it was|the (?:figure|share|number) (?:is|was)|it stands at)\s*"
    r"(?:only |just |about |the (?:figure|share) (?:is|was) |it is |it was )?",
    re.I,
)


@dataclass(frozen=True)
class Before:
    """What the sentences before say: whom they speak of, whether figures stood there, whether a survey is told of.

    `asked` is whom that survey asked as a whole, `study` whether a study or its maker is named.
    """

    population: str = "none"
    figure: bool = False
    survey: bool = False
    asked: str = "none"
    study: bool = False


@dataclass(frozen=True)
class Place:
    """A figure in its sentence, with all that a rule may look at; `told` are the populations of the figures before it."""

    doc: Doc
    figures: list[Figure]
    n: int
    mentions: list[Mention]
    before: Before
    told: list[str]

    @property
    def text(self) -> str:
        """The sentence."""
        return self.doc.text

    @property
    def figure(self) -> Figure:
        """The figure."""
        return self.figures[self.n]

    @property
    def since(self) -> int:
        """Where the figure before it ends."""
        return self.figures[self.n - 1].end if self.n else 0

    @property
    def limit(self) -> int:
        """Where the next figure starts."""
        return self.figures[self.n + 1].start if self.n + 1 < len(self.figures) else len(self.text)

    def named(self, start: int, end: int, sides: tuple[str, ...] = (*ASKED, "org")) -> Mention | None:
        """Return the first mention of one of `sides` that starts within `start:end`."""
        return next((m for m in self.mentions if start <= m.start <= end and m.side in sides), None)

    def verb_between(self, start: int, end: int) -> bool:
        """Tell whether a verb stands wholly within `start:end`."""
        if self.doc.has_annotation("TAG"):
            tokens = (t for t in self.doc if start <= t.idx and t.idx + len(t) <= end)
            if any(t.tag_ in ("VBD", "VBP", "VBZ", "MD", "VB") for t in tokens):
                return True
        return _VERB.search(self.text[start:end]) is not None


Found = tuple[str, str] | None


@dataclass(frozen=True)
class Rule:
    """A way to tell who was asked, with its name."""

    name: str
    apply: Callable[[Place], Found]


def population_of(place: Place) -> tuple[str, str]:
    """Return who was asked and the rule that decided, in words; ("none", ...) when the sentence does not say."""
    for rule in RULES:
        if found := rule.apply(place):
            return found
    return "none", "does not say who was asked"


# The rules ------------------------------------------------------------------------------------------------------------


def _share_of_money(place: Place) -> Found:
    """ "29 percent of its budget": the budget's owner, where it is told, else the firm."""
    after = place.text[place.figure.end : place.figure.end + 50].lower()
    match = re.match(r"\s*of\s+(?:[\w’'-]+\s+){0,4}?" + str(lexicon("figures")["money"]), after)
    if not match or place.figure.unit != "percent":
        return None
    if re.search(r"\bmarketing(?: expense)? budgets?\b|\bcmo", match.group()):
        return "cmo", "a share of marketing’s money"
    if re.search(r"\bit budgets?\b|\bcio", match.group()):
        return "cio", "a share of IT’s money"
    if re.search(r"\b(?:company|companies|firm|corporate|enterprise)\b", match.group()):
        return "org", "a share of money, not of people"
    owner = _own_subject(place) or place.named(0, place.figure.start, ASKED)
    if isinstance(owner, Mention):
        return owner.side, "a share of the money of the sentence’s subject"
    return owner or ("org", "a share of money, not of people")


def _of_them(place: Place) -> Found:
    after = place.text[place.figure.end :]
    if not (match := _PRONOUN.match(after)):
        return None
    side = place.named(place.figure.end, min(place.limit, place.figure.end + match.end() + 40), ASKED)
    if side and not place.verb_between(place.figure.end + match.end(), side.start):
        return side.side, "respondents of a side named with them"
    if asked := _whole_sample(place, match.group()):
        return asked
    if place.told and place.told[-1] != "none":
        return place.told[-1], "“of them”: those of the figure before"
    if asked := _survey_of(place):
        return asked
    if place.before.population != "none":
        return place.before.population, "“of them”: those told of before"
    if subject := place.named(0, place.figure.start, ASKED):
        return subject.side, "“of them”: the subject of the sentence"
    return "none", "respondents of the study"


def _whole_sample(place: Place, words: str) -> Found:
    """ "Of respondents", "of all leaders": all whom the survey asked, not those of the figure before."""
    if not re.search(r"respondent|participant|sample|\ball\b|surveyed|polled|asked", words, re.I):
        return None
    return _survey_of(place) or (
        (place.before.asked, "all whom the survey asked") if place.before.asked != "none" else None
    )


def _of_us(place: Place) -> Found:
    match = _US.match(place.text[place.figure.end :])
    if not match:
        return None
    speakers = [m for m in place.mentions if m.side in ASKED]
    return (speakers[-1].side, "“of us”: those who speak") if speakers else None


def _by_place_in_list(place: Place) -> Found:
    """ "41 and 39 percent of CMOs and CIOs, respectively": the first figure is of the first side."""
    listed = [f for f in place.figures if f.listed]
    if not place.figure.listed or len(listed) != 2:
        return None
    rank = listed.index(place.figure)
    sides = [m for m in place.mentions if m.side in ASKED]
    after = [m for m in sides if m.start > listed[-1].end and not place.verb_between(listed[-1].end, m.start)]
    respectively = re.search(r"\brespectively\b", place.text, re.I)
    for group in (after, sides if respectively else []):
        if group and group[0].side == "both" and (order := _order(place.text[group[0].start : group[0].end])):
            return order[rank], "by its place in a list of figures"
        apart = [m.side for m in group if m.side != "both"][:2]
        if len(set(apart)) == 2:
            return apart[rank], "by its place in a list of figures"
    return None


def _order(words: str) -> list[str] | None:
    marketing = re.search(r"cmo|market|brand|creative", words, re.I)
    it = re.search(r"(?i:cio|tech|information)|\bIT\b", words)
    if not (marketing and it):
        return None
    return ["cmo", "cio"] if marketing.start() < it.start() else ["cio", "cmo"]


def _right_before(place: Place) -> Found:
    """ "CIOs (77%)", "marketing: 62%", "among CMOs, 56 percent": a side between the last figure and this one, close by."""
    for mention in reversed(place.mentions):
        if not (place.since <= mention.start and mention.end <= place.figure.start and mention.side in ASKED):
            continue
        if place.n and _OF.fullmatch(place.text[place.since : mention.start]):
            return None
        between = place.text[mention.end : place.figure.start]
        prefix = place.text[max(0, mention.start - 12) : mention.start].lower()
        among = re.search(r"\b(?:of|among|for)\s+(?:the |all |our )?$|^with\s+(?:the )?$", prefix) and len(between) < 30
        attached = counts_side(place)
        object_of = re.search(r"\b(?:by|with|to|from|about|on|against)\s+(?:the |their |our )?$", prefix)
        if (_CLOSE.fullmatch(between) and not object_of) or (
            among and not attached and not place.verb_between(mention.end, place.figure.start)
        ):
            return mention.side, "named right before the figure"
        if (
            among
            and not attached
            and re.fullmatch(
                r"\s*(?:[\w]+ )?(?:it|this|that|the figure|the share)(?: is| was|['’]s| drops to| falls to| rises to)\s*",
                between,
            )
        ):
            return mention.side, "named right before the figure"
    return None


def counts_side(place: Place) -> bool:
    """Tell whether a side follows the figure at once, which a side before it cannot overrule."""
    match = _OF.match(place.text[place.figure.end :])
    if not match:
        return False
    found = place.named(place.figure.end, place.figure.end + match.end() + 3)
    return found is not None and found.start < place.limit


def _named_after_of(place: Place) -> Found:
    after = place.text[place.figure.end :]
    match = _OF.match(after)
    if not match:
        return None
    start = place.figure.end + match.end()
    named = place.named(place.figure.end, min(place.limit, start + 40))
    if named and not place.verb_between(start, named.start):
        return named.side, "named after “of”"
    if people := re.match(r"[\w\s-]{0,30}?" + str(lexicon("figures")["people"]), after[match.end() :].lower()):
        return _people(people.group(), place)
    return None


def _people(words: str, place: Place) -> Found:
    if re.search(r"compan|organi|firm|business(?:es)?$", words):
        return "org", f"“of {words.strip()}”"
    if re.search(r"respondent|participant|those|executive|leader|people|manager", words):
        if asked := _whole_sample(place, f"{place.text[place.figure.end :][:12]} respondents"):
            return asked
        if place.before.population != "none":
            return place.before.population, f"“of {words.strip()}”: those told of before"
        if re.search(r"respondent|participant", words):
            return "none", "respondents of the study"
        return (
            "both" if "business" not in words else "other"
        ), f"“of {words.strip()}”, of both sides as far as the text says"
    return "other", f"“of {words.strip()}”"


def _right_after(place: Place) -> Found:
    if place.figure.listed and place.n + 1 < len(place.figures) and place.figures[place.n + 1].listed:
        return None
    named = place.named(place.figure.end, min(place.limit, place.figure.end + 25))
    if named and not place.verb_between(place.figure.end, named.start) and not re.search(
        r"[.;:]|\b(?:than|that|by|with|from|to|for|as|when|if|because|while|after|before|who|which"
        r"|and)\b", place.text[place.figure.end : named.start]
    ):  # fmt: skip
        return named.side, "named right after the figure"
    return None


def _share_of(place: Place) -> Found:
    """ "The share of CMOs who plan with IT rose to 44 percent"."""
    pattern = r"\b(?:share|number|proportion|percentage|part) of (?:the |all |those )?"
    matches = list(re.finditer(pattern, place.text[: place.figure.start], re.I))
    match = matches[-1] if matches else None
    named = place.named(match.end() - 1, match.end() + 20) if match else None
    return (
        (named.side, "named after “the share of”")
        if named and match and match.start() >= (place.since if not place.told else 0)
        else None
    )


_NAMED_BY = re.compile(
    r",\s*(?:named|cited|given|mentioned|chosen|told|shared) by\s*(?:about |some |nearly |only )?$", re.I
)


def _whose_view(place: Place) -> Found:
    """ "The top gripe of marketers, named by 46 percent, is"."""
    aside = _NAMED_BY.search(place.text[: place.figure.start])
    owner = next((m for m in place.mentions if aside and m.side in ASKED and m.end == aside.start()), None)
    if owner and re.search(r"\b(?:of|for|among)\s+(?:the |all |most )?$", place.text[: owner.start], re.I):
        return owner.side, "those whose view it is said to be"
    return None


def _own_subject(place: Place) -> Found:
    """The subject of the figure's own clause: named after the last figure, at the clause's start, with a verb between."""
    if place.n == 0:
        return None
    lead = re.match(
        r"\s*[^;.,:]{0,40}?[;.,:]\s*(?:and |but |while |whereas |of the |among the |among |of )?(?:the )?"
        r"|\s+(?:and|but|while|whereas)\s+(?:the )?",
        place.text[place.since : place.figure.start],
    )
    if not lead:
        return None
    start = place.since + lead.end()
    named = place.named(start - 1, start + 3, ASKED)
    if named and named.end <= place.figure.start and place.verb_between(named.end, place.figure.start):
        return named.side, "the subject of its clause"
    return None


def _fronted(place: Place) -> Found:
    """ "For marketers, cost comes first (41 percent)"."""
    match = re.match(r"[\s“\"]*(?:for|among|with|on|in|of)\s+(?:the |all |our )?", place.text, re.I)
    named = place.named(0, match.end() + 2, ASKED) if match else None
    if named and re.match(r"[^,]{0,90},", place.text[named.end :]) and named.end <= place.figure.start:
        return named.side, "named at the start of the sentence"
    return None


def _as_before(place: Place) -> Found:
    if place.told and place.told[-1] != "none":
        return place.told[-1], "as the figure before it in the sentence"
    return None


def _subject(place: Place) -> Found:
    sides = (*ASKED, "org")
    subject = place.named(0, place.figure.start, sides)
    if subject is None or subject.end > place.figure.start:
        return None
    if subject.side == "org" and subject.start > 12:
        return None
    after = place.text[subject.end :]
    if re.match(r".{0,3}that\b|(?:’s|'s|s’)? (?:survey|poll|study|report)\b", after):
        return None
    if place.verb_between(subject.end, place.figure.start) and not re.search(
        r"\b(?:with|by|from|to|against|of|about)\s+(?:the )?$", place.text[: subject.start], re.I
    ):
        return subject.side, "the subject of the sentence"
    return None


def _survey_of(place: Place) -> Found:
    """ "The survey of CMOs", "the marketing and IT poll", "Edelman polled 201 marketing and IT leaders"."""
    for mention in place.mentions:
        if mention.side not in ASKED:
            continue
        before, after = place.text[: mention.start], place.text[mention.end :]
        of = re.search(
            r"\b(?:(?:survey|poll|study|questionnaire|interviews?)s? (?:of|among|with)|polled|surveyed|questioned)\s+"
            r"(?:the |over |about |more than |\d[\d,]* |senior |us |british |american |global )*$",
            before,
            re.I,
        )
        if of or re.match(r"\s+(?:survey|poll|questionnaire)\b", after):
            return mention.side, "whom the survey is said to have asked"
    return None


def _from_before(place: Place) -> Found:
    if place.before.population == "none":
        return None
    if place.before.figure or place.before.survey or opens_with_view(place.text, place.figure):
        told = place.figure.unit == "percent" and (
            place.figure.form != "fraction" or follows_verb(place) or opens_with_view(place.text, place.figure)
        )
        return (place.before.population, FROM_BEFORE) if told else None
    return None


def follows_verb(place: Place) -> bool:
    """Tell whether the figure is the subject of the verb after it: "a half called", "nearly a third plan"."""
    after = [t for t in place.doc if t.idx >= place.figure.end and not t.is_space][:3]
    words = [t for t in after if t.tag_ not in ("RB", "RBR", ",")]
    return bool(words) and (
        words[0].tag_ in ("VBD", "VBP", "VBZ", "MD", "VB") or _VERB.match(words[0].text) is not None
    )


def opens_with_view(text: str, figure: Figure) -> bool:
    """Tell whether those counted are said to hold a view, or to do what people do: "48 percent complain"."""
    return _VIEW.match(text[figure.end :]) is not None


def _compared(place: Place) -> Found:
    """Firms are compared where a text says that some are "twice as likely"."""
    return ("org", "a comparison of firms") if place.figure.unit == "multiple" else None


def _prior(place: Place) -> Found:
    """ "83 percent, up from 77": the same people were asked before."""
    before = re.search(
        r"\b(?:up|down|compared (?:with|to)|(?:rose|fell|grew|dropped|went) from) ?(?:from)?\s*$",
        place.text[: place.figure.start],
        re.I,
    )
    if before and place.told and place.told[-1] != "none" and not counts_side(place):
        return place.told[-1], "the same people as the figure beside it"
    return None


def _within(place: Place) -> Found:
    """ "One CIO in nine"."""
    named = place.named(place.figure.start, place.figure.end, ASKED)
    return (named.side, "named within the figure") if named and place.figure.form == "n in m" else None


RULES = (
    Rule("within the figure", _within),
    Rule("told before", _prior),
    Rule("share of money", _share_of_money),
    Rule("of us", _of_us),
    Rule("of them", _of_them),
    Rule("place in a list", _by_place_in_list),
    Rule("whose view", _whose_view),
    Rule("right before", _right_before),
    Rule("named after of", _named_after_of),
    Rule("right after", _right_after),
    Rule("share of", _share_of),
    Rule("subject of its clause", _own_subject),
    Rule("as before in the sentence", _as_before),
    Rule("fronted", _fronted),
    Rule("survey of", _survey_of),
    Rule("subject", _subject),
    Rule("sentences before", _from_before),
    Rule("comparison", _compared),
)


# Parts of those asked -------------------------------------------------------------------------------------------------

_PART = re.compile(
    r"\s*(?:of|among)\s+(?P<who>(?:the |all |our )?(?:[\w’'-]+\s+){0,3}?(?:top|best|leading|worst|large|largest"
    r"|small|smaller|mid-?size\w*|"
    r"high[- ]perform\w+|quartile|vanguards?|leaders? in|german|british|indian|french|european|american|us|uk"
    r"|north american|asian|"
    r"australian|bank|retail|financial services|b2b|b2c)\b[^,;.:()]{0,40}?)(?=\s+(?:say|said|have|had|has|are"
    r"|were|is|was|do|did|want|think|"
    r"see|believe|call|name|agree|report|would|plan|expect|feel)\b|[,;.:()]|$)",
    re.I,
)


#: What is counted is no people: "71 percent of conversations of CMOs".
_THINGS = re.compile(
    r"\s*of\s+(?:the |all |their )?(?P<what>(?:[\w-]+ )?(?:conversations?|meetings?|projects?|purchases?"
    r"|decisions?|requests?|campaigns?|tools?|"
    r"applications?|apps|contracts?|cases|spending|work|data|sites?|systems?|plans?|time))\b",
    re.I,
)


def subgroup_of(text: str, figure: Figure) -> str | None:
    """Return the words that narrow down who was asked ("the top performers"), or what is counted instead of people; or None."""
    after = text[figure.end :]
    if match := _PART.match(after):
        return " ".join(match["who"].split())
    return match["what"].lower() if (match := _THINGS.match(after)) else None


def counts_things(subgroup: str | None) -> bool:
    """Tell whether a subgroup is one of things, not of people."""
    return subgroup is not None and _THINGS.match(f" of {subgroup}") is not None
