"""Whose pain a frustration is and who is blamed: decided by the first rule that speaks, which then says so in words."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc

from nlp.cues import plain
from nlp.lexicon import lexicon
from nlp.roles import NONE, Context, Roles, pattern, plain_after, says
from nlp.sides import OTHER_SIDE, Mention, sides_named
from nlp.units import Unit


def frustration_roles(unit: Unit, doc: Doc, mentions: list[Mention], context: Context) -> Roles:
    """Return holder and target of a frustration, `none` where nothing decides."""
    text = plain(unit.text)
    for rule in (
        _quoted,
        _contrasted,
        _uttered,
        _pair,
        _fallen_on,
        _sufferer,
        _culprit,
        _first_person,
        _topic,
        _titled,
        _named,
        _things,
        _carried,
    ):
        if roles := rule(text, doc, mentions, context):
            return replace(roles, own=rule in _OWN)
    return Roles(why="names no side, and neither title, speaker nor the sentence before does")


def _first_side(mentions: list[Mention]) -> Mention | None:
    return next((m for m in mentions if m.side in ("cmo", "cio")), None)


def _uttered(text: str, doc: Doc, mentions: list[Mention], context: Context) -> Roles | None:
    """ "CIOs complain that marketing ...": the subject of a verb of complaint suffers, the other side named is blamed."""
    first = next((m for m in mentions if m.side in ("cmo", "cio", "both")), None)
    if first is None or first.start > 60:
        return None
    after = doc.text[first.end : first.end + 60].lower()
    verb = re.match(r"[\s\w,']{0,25}?\b" + str(lexicon("roles")["complaint_verbs"]) + r"\b", after)
    if not verb:
        return None
    if first.side == "both":
        return Roles("both", "both", why=f"both sides complain (“{doc.text[first.start : first.end]}”)")
    rest = [m for m in mentions if m.start > first.end]
    named = {m.side for m in rest}
    other = OTHER_SIDE[first.side]
    target = other if other in named else first.side if re.search(r"\b(?:our|ourselves|we)\b", text) else _thing(text)
    if not named and target == NONE and re.search(r"\b(?:they|them|their|you|your)\b", text[verb.end() :]):
        target = other
    target = other if target == NONE else target
    return Roles(first.side, target, why=f"“{doc.text[first.start : first.end]}” is the one who complains")


def _pair(text: str, doc: Doc, mentions: list[Mention], context: Context) -> Roles | None:
    """Both sides named as a pair, with words of what is between them: a pain of both."""
    pair = next((m for m in mentions if m.side == "both"), None)
    named = sides_named(mentions)
    if pair and (says("mutual", text) or pair.start < 40):
        return Roles("both", "both", why=f"names both sides together (“{doc.text[pair.start : pair.end]}”)")
    if len(named) == 2 and not pair and re.search(r"\b(?:while|whereas|but|and)\b", text) and says("mutual", text):
        return Roles("both", "both", why="sets one side beside the other with words of what is between them")
    return None


def _sufferer(text: str, doc: Doc, mentions: list[Mention], context: Context) -> Roles | None:
    """A side is the subject of what only sufferers do (waits, is left with, cannot)."""
    for mention in mentions:
        if mention.side not in ("cmo", "cio"):
            continue
        after = plain_after(doc, mention, 45)
        if re.match(r"[\s\w,'’]{0,16}?" + pattern("suffering").pattern, after):
            other = OTHER_SIDE[mention.side]
            target = other if other in sides_named(mentions) else _thing(text)
            return Roles(
                mention.side, target, why=f"“{doc.text[mention.start : mention.end]}” is the one who suffers it"
            )
    return None


def _culprit(text: str, doc: Doc, mentions: list[Mention], context: Context) -> Roles | None:
    """A side is the subject of an offence (bypasses, refuses, keeps changing): the other side suffers."""
    for mention in mentions:
        if mention.side not in ("cmo", "cio"):
            continue
        if pattern("offence").match(plain_after(doc, mention, 60)):
            name = f"“{doc.text[mention.start : mention.end]}”"
            return Roles(OTHER_SIDE[mention.side], mention.side, why=f"{name} does what is complained of")
    return None


def _fallen_on(text: str, doc: Doc, mentions: list[Mention], context: Context) -> Roles | None:
    """ "It leaves IT to ...", "costs marketing ...": what is complained of falls on the side named after the verb."""
    for mention in mentions:
        if mention.side in ("cmo", "cio") and pattern("falls_on").search(doc.text[: mention.start].lower()):
            other = OTHER_SIDE[mention.side]
            target = other if other in sides_named(mentions) else _blamed_by(mention.side, text)
            return Roles(mention.side, target, why=f"it falls on “{doc.text[mention.start : mention.end]}”")
    return None


def _named(text: str, doc: Doc, mentions: list[Mention], context: Context) -> Roles | None:
    """Nothing but the names decides: two sides share it, one side alone is whose work it is told of."""
    first = _first_side(mentions)
    if first is None:
        return None
    if len(sides_named(mentions)) == 2:
        return Roles("both", "both", why="names both sides and blames neither more")
    return Roles(first.side, _blamed_by(first.side, text), why=f"tells of “{doc.text[first.start : first.end]}” alone")


def _quoted(text: str, doc: Doc, mentions: list[Mention], context: Context) -> Roles | None:
    """ "…," says a marketing director: who is quoted suffers, unless the words are about "we both" or "nobody"."""
    for mention in mentions:
        if mention.side not in ("cmo", "cio"):
            continue
        before, after = doc.text[: mention.start].lower(), plain_after(doc, mention, 25)
        said = pattern("said_by").search(before) or pattern("told_us").match(after)
        if said and re.search('[“”"]', doc.text):
            if says("mutual", text) or re.search(r"\bwe share\b|\bthey're\b.*\bwe're\b|\bwe're\b.*\bthey're\b", text):
                return Roles("both", "both", why="a quotation that tells of both")
            other = OTHER_SIDE[mention.side]
            blamed = other in sides_named(mentions) or re.search(r"\b(?:they|them|their|our|us|we|i|my)\b", text)
            name = doc.text[mention.start : mention.end]
            return Roles(mention.side, other if blamed else _thing(text), why=f"“{name}” is the one quoted")
    return None


def _contrasted(text: str, doc: Doc, mentions: list[Mention], context: Context) -> Roles | None:
    """ "Marketing wants X, IT wants Y": each side has its clause, so both are in it."""
    sides = [m for m in mentions if m.side in ("cmo", "cio")]
    for one, two in pairwise(sides):
        between = doc.text[one.end : two.start].lower()
        if one.side != two.side and re.search(
            r"[,;:]\s*(?:(?:and|but|while|whereas|yet)\s+)?(?:the\s+)?$|\b(?:while|whereas)\b", between
        ):
            verb = re.search(r"\w+", plain_after(doc, two, 20))
            if verb and len(between.split()) > 2:
                return Roles("both", "both", why="gives each side a clause of its own")
    return None


def _first_person(text: str, doc: Doc, mentions: list[Mention], context: Context) -> Roles | None:
    """ "We" and "they", by the side of who speaks."""
    side = context.speaker_side
    if side not in ("cmo", "cio"):
        return None
    if re.search(r"\b(?:we|us|our|i|my|me|they|them|their|he|she)\b", text):
        blames = re.search(r"\b(?:they|them|their|he|she|you|your)\b", text)
        return Roles(
            side, OTHER_SIDE[side] if blames else _thing(text), why="said by somebody of that side of the firm"
        )
    return None


def _topic(text: str, doc: Doc, mentions: list[Mention], context: Context) -> Roles | None:
    """Some complaints belong to a side whoever tells them."""
    if says("topic_cio", text):
        return Roles("cio", "cmo", why="a complaint of the IT side by its matter")
    if says("topic_cmo", text):
        return Roles("cmo", "cio", why="a complaint of the marketing side by its matter")
    return None


def _titled(text: str, doc: Doc, mentions: list[Mention], context: Context) -> Roles | None:
    """A list title or heading passes its sides on to what is silent below it."""
    for name, found, words in (
        ("heading", context.heading, context.heading_text),
        ("title", context.title, context.title_text),
    ):
        if roles := title_roles(list(found), words):
            return Roles(roles[0], roles[1], why=f"by its {name} “{words[:80]}”", strong=True)
    return None


def title_roles(mentions: list[Mention], words: str) -> tuple[str, str] | None:
    """Return (holder, target) that a complaining title announces ("Five things marketing finds maddening about IT")."""
    text = words.lower()
    complains = re.search(
        r"frustrat|madden|hate|annoy|complain|gripe|grievance|dislike|resent|wish|distrust|stop doing|mad\b|pain", text
    )
    first = _first_side(mentions)
    if not complains or first is None:
        return None
    other = OTHER_SIDE[first.side]
    return first.side, other


def _carried(text: str, doc: Doc, mentions: list[Mention], context: Context) -> Roles | None:
    before = context.before
    if before and before.holder not in (NONE, "org"):
        return Roles(before.holder, before.target, why="as in the complaint before it")
    return None


def _things(text: str, doc: Doc, mentions: list[Mention], context: Context) -> Roles | None:
    thing = _thing(text)
    if says("mutual", text) and thing == NONE and len(context.nearby) == 2:
        return Roles("both", "both", why="speaks of what is between the two sides named beside it")
    if len(context.nearby) == 2:
        return Roles(
            "both", thing if thing != NONE else "both", why="silent on the side; the sentences beside it name both"
        )
    if says("org_words", text):
        return Roles("org", "org" if thing == NONE else thing, why="the loss or fault is the whole firm's")
    if thing != NONE:
        return Roles(NONE, thing, why="blames systems or data, and names no side")
    return None


def _blamed_by(holder: str, text: str) -> str:
    """Who is blamed when one side alone is named: what it lacks is the firm's fault, all else the other side's."""
    return "org" if says("own_lack", text) else OTHER_SIDE[holder]


def _thing(text: str) -> str:
    """The target when no side is blamed: technology, the firm, or none."""
    if says("tech_words", text):
        return "tech"
    return "org" if says("org_words", text) else NONE


#: The rules that go by the sentence's own words.
_OWN = frozenset({_quoted, _contrasted, _uttered, _pair, _fallen_on, _sufferer, _culprit, _topic})
