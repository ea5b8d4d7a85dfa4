"""Numbers that look like survey figures and are none: each trap by name, with the words that tell it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from nlp.forms import Figure
from nlp.lexicon import lexicon

#: (text of the sentence, figure) -> is it this trap?
Tells = Callable[[str, Figure], bool]


@dataclass(frozen=True)
class Trap:
    """A kind of number that measures nobody.

    `unless_people` spares one that is told of people ("60 percent of CIOs"), `unless_study` one in a sentence that names a study.
    """

    name: str
    tells: Tells
    unless_people: bool = True
    unless_study: bool = False


def trap_of(text: str, figure: Figure, *, study: bool = False) -> str | None:
    """Return the name of the trap that a figure is, or None for one that may be a survey's; `study`: the sentence names one."""
    of_people = counts_people(text, figure)
    for trap in TRAPS:
        spared = (trap.unless_people and of_people) or (trap.unless_study and study)
        if not spared and trap.tells(text, figure):
            return trap.name
    return None


def counts_people(text: str, figure: Figure) -> bool:
    """Tell whether people, firms or "them" follow the figure at once: "of the CIOs", "of all companies", "marketers"."""
    after = text[figure.end :].lower()
    people = str(lexicon("figures")["people"])
    return (
        re.match(
            rf"\s*(?:of|among)?\s*(?:(?!as|when|if|because|while|that|than|by|to|in|on|from|with|and|done"
            rf"|complete|the fault\b)[\w’'-]+\s+){{0,4}}?(?:{people}|them\b|these\b|those\b|us\b)",
            after,
        )
        is not None
    )


def _after(pattern: str) -> Tells:
    compiled = re.compile(pattern, re.I)
    return lambda text, figure: compiled.match(text[figure.end :]) is not None


def _before(pattern: str) -> Tells:
    compiled = re.compile(rf"(?:{pattern})\s*$", re.I)
    return lambda text, figure: compiled.search(text[: figure.start]) is not None


def _beside(before: str, after: str) -> Tells:
    one, other = _before(before), _after(after)
    return lambda text, figure: one(text, figure) or other(text, figure)


def _only(unit: str, tells: Tells) -> Tells:
    return lambda text, figure: figure.unit == unit and tells(text, figure)


def _lone_fraction(text: str, figure: Figure) -> bool:
    """ "Half of the meeting", "pays half": a fraction of things, or of nothing said."""
    if figure.form != "fraction":
        return False
    after = text[figure.end :]
    thing = re.match(r"\s+(?:of\s+)?(?:the|his|her|its|their|our|my|your|this|that|a|an)\s+\w+", after, re.I)
    return thing is not None or re.match(r"\s*[.!?]?$", after) is not None


TRAPS = (
    Trap("relative chance: “76% more likely”", _only("percent", _after(str(lexicon("figures")["relative"]))),
         unless_people=False),
    Trap("a rate somebody sets", _beside(
        r"\b(?:taxes?|vat|fees?|fines?|commissions?|discounts?|interest(?: rates?)?|uptime|availability)\s+(?:is"
        r"|was|of|at|rose to|"
        r"fell to|up to|stands at)?\s*(?:up to)?",
        r"\s+(?:tax|vat|discount|commission|interest|uptime|availability|off|fee)\b")),
    Trap("“100 percent”, meaning quite", lambda text, figure: figure.unit == "percent" and figure.value == 100 and re.search(
        r"\b(?:survey|poll|study|report|respondents?"
        r"|research)\b", text, re.I) is None, unless_people=False, unless_study=True),
    Trap("a reduced price", _before(r"\b(?:save|saves|saving|get|up to)")),
    Trap("how far along a job is", _after(r"\s+(?:done|complete|completed|finished|ready|there|sure|certain|right|wrong|"
        r"the fault|mine|yours|"
                                          r"behind|committed)\b")),
    Trap("one’s own trade grows", lambda text, figure: re.search(
        r"\b(?:sales|revenues?|profits?|traffic|orders|clicks|tickets|conversions?|downloads|followers|costs?"
        r"|turnover)\b[^,;]{0,30}$",
        text[: figure.start].lower()) is not None and re.search(
        r"\b(?:by|of|up|down|a)\s*$|\b(?:grew|rose|fell|dropped"
        r"|increased)\b[^,;]*$", text[: figure.start].lower()) is not None, unless_study=True),
    Trap("a fraction of a thing", _lone_fraction),
    Trap("how often: “twice a week”", _only("multiple", _after(r"\s+(?:a|an|per|each|every|this|last|over)\b"))),
    Trap("the size of firms", _only("money", _before(
        r"\b(?:revenues?|sales|turnover|assets)\s+(?:of|above|over|between|exceeding|more than|of more than"
        r"|in excess of|of at least)\s*(?:US|US )?")),
        unless_people=False),
    Trap("a price", lambda text, figure: figure.unit == "money" and figure.value < 1e8, unless_people=False),
)  # fmt: skip
