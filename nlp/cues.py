"""Cues: what in a unit's words and place speaks for a complaint or for advice. They decide, and they explain."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc, Token

from nlp.lexicon import lexicon
from nlp.sides import Mention, sides_named
from nlp.units import Unit

#: Words that may stand before the verb of a command.
_OPENERS = frozenset(
    """please then so first firstly second secondly third finally lastly also and but or instead next now always never just
    simply still rather therefore thus better again afterwards meanwhile similarly likewise above all""".split()
)
_NEGATED = re.compile(r"(?:do not|don't|never|let's|let us|let)\b")
_COMPLAINING_TITLE = re.compile(
    r"\b(?:frustrat|madden|hate|annoy|complain|gripe|grievance|dislike|problem|mistake|barrier|obstacle|challenge|clash"
    r"|conflict|pain|wrong|why .{0,30}(?:fail|fight|clash|distrust)|drives? .{0,20}mad|wish|stop doing)"
)
_ADVISING_TITLE = re.compile(
    r"\b(?:ways|tips|steps|habits|how to|advice|lessons|rules|resolutions|recommend|best practices|fix|what works|what to do"
    r"|what helps|should|principles|prerequisites|questions to ask|actions|practical|solutions?|remed)"
)


@cache
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    cues = lexicon("cues")
    words = cues["words"]

    def compiled(pattern: str) -> re.Pattern[str]:
        for name, value in words.items():
            pattern = pattern.replace("{" + name + "}", value)
        return re.compile(pattern)

    return {kind: {name: compiled(p) for name, p in cues[kind].items()} for kind in ("frustration", "recommendation")}


def plain(text: str) -> str:
    """Return `text` in lower case with straight quotes, leads and quotation marks off its start."""
    text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').replace("*", "")
    return text.lower().lstrip("\"'([ -–—•")


def cues(unit: Unit, doc: Doc, mentions: list[Mention]) -> dict[str, float]:
    """Return the cues that hold for `unit`, by name, each 1 (or a small count's share); absent ones are left out."""
    text = plain(unit.text)
    found = {f"f_{name}": 1.0 for name, p in _patterns()["frustration"].items() if p.search(text)}
    found |= {f"r_{name}": 1.0 for name, p in _patterns()["recommendation"].items() if p.search(text)}
    dark = [n for n in found if n.startswith("f_") and n[2:] not in _NOT_DARK]
    if len(dark) > 1:
        found["dark_several"] = 1.0
    if dark and sides_named(mentions):
        found["dark_and_side"] = 1.0
    if "f_negation" in found and sides_named(mentions):
        found["negation_and_side"] = 1.0
    found |= _place(unit)
    found |= _people(mentions, text)
    if is_command(doc, text):
        found["command"] = 1.0
    if unit.kind != "sentence":
        found |= {f"{name}_item": 1.0 for name in ("command",) if name in found}
    return found


_NOT_DARK = frozenset({"negation", "contrast", "degree", "solved", "future", "cope_verb", "low_share", "pair_negative"})


def _place(unit: Unit) -> dict[str, float]:
    titles = " ".join(filter(None, (unit.list_title, unit.heading))).lower()
    found = {f"kind_{unit.kind}": 1.0}
    if _COMPLAINING_TITLE.search(titles):
        found["title_complains"] = 1.0
        found[f"title_complains_{unit.kind}"] = 1.0
    if _ADVISING_TITLE.search(titles):
        found["title_advises"] = 1.0
        found[f"title_advises_{unit.kind}"] = 1.0
    words = len(unit.text.split())
    found["short"] = float(words < 6)
    found["long"] = float(words > 30)
    found["quoted"] = float(unit.text[0] in "\"“'‘")
    found["figure"] = float(bool(re.search(r"\d+(?:\.\d+)? ?(?:%|percent|per cent)", unit.text)))
    return {name: value for name, value in found.items() if value}


def _people(mentions: list[Mention], text: str) -> dict[str, float]:
    named = sides_named(mentions)
    found = {f"names_{len(named)}": 1.0}
    if any(m.side == "both" for m in mentions):
        found["names_pair"] = 1.0
    if re.search(r"\b(?:we|i|us|our|my|me)\b", text):
        found["first_person"] = 1.0
    return found


def is_command(doc: Doc, text: str) -> bool:
    """Tell whether the unit commands: a bare verb opens it, or opens its main clause after "if", "to" or "before"."""
    if text.endswith("?"):
        return False
    tokens = [t for t in doc if not t.is_punct and not t.is_space]
    while tokens and tokens[0].lower_ in _OPENERS:
        tokens = tokens[1:]
    if not tokens:
        return False
    return _opens_with_command(tokens[0]) or _NEGATED.match(tokens[0].lower_) is not None or _after_clause(doc)


def _opens_with_command(token: Token) -> bool:
    verb = token.tag_ in ("VB", "VBP") or token.lower_ in _advice_verbs()
    subject = any(child.dep_ in ("nsubj", "nsubjpass", "expl") and child.i < token.i for child in token.children)
    following = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
    return (
        verb
        and not subject
        and not token.lower_.endswith("ing")
        and following not in {"is", "are", "has", "was", "of", "'s"}
    )


@cache
def _advice_verbs() -> frozenset[str]:
    pattern = lexicon("cues")["recommendation"]["start"]
    return frozenset(re.sub(r"[^a-z'| ]", "", pattern.split("(?:")[1]).split("|"))


def _after_clause(doc: Doc) -> bool:
    """A subordinate clause or "to do X" first, then a comma or colon and a bare verb."""
    for token in doc:
        if token.text in {",", ":", ";", "—", "–"} and 1 < token.i < len(doc) - 2:
            verb = doc[token.i + 1]
            opening = doc[0].lower_ in {
                "if",
                "when",
                "before",
                "to",
                "once",
                "where",
                "after",
                "until",
                "whenever",
                "for",
                "in",
                "as",
            }
            if (
                (opening or token.text in ":;—–")
                and verb.tag_ == "VB"
                and not any(c.dep_ == "nsubj" for c in verb.children)
            ):
                return True
            if opening and verb.lower_ in _advice_verbs() and verb.tag_ in ("VB", "VBP"):
                return True
    return False
