"""Whose pain, whose fault, who should act: decided by the first rule that speaks, which then says so in words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc

from nlp.cues import plain
from nlp.lexicon import lexicon
from nlp.sides import OTHER_SIDE, Mention, sides_named
from nlp.units import Unit

NONE = "none"


@dataclass(frozen=True)
class Roles:
    """The sides of one statement and the rule that decided each, in words.

    `strong` rules stand above what is learned: on the training units they were right more often (.74 to .96).
    """

    holder: str = NONE
    target: str = NONE
    addressee: str = NONE
    why: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Context:
    """What a unit's surroundings say: the sides of titles, of the speaker, and of the statement before.

    `title` and `heading` hold a pair (sides, text) each; `before` the roles of the last statement in the same section.
    """

    title: tuple[Mention, ...] = ()
    title_text: str = ""
    heading: tuple[Mention, ...] = ()
    heading_text: str = ""
    speaker_side: str = NONE
    before: Roles | None = None
    nearby: frozenset[str] = field(default_factory=frozenset)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(str(lexicon("roles")[name]))


def _says(name: str, text: str) -> bool:
    return _pattern(name).search(text) is not None


# Whose pain, whose fault -------------------------------------------------------------------------------------------


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
            return roles
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
    if pair and (_says("mutual", text) or pair.start < 40):
        return Roles("both", "both", why=f"names both sides together (“{doc.text[pair.start : pair.end]}”)")
    if len(named) == 2 and not pair and re.search(r"\b(?:while|whereas|but|and)\b", text) and _says("mutual", text):
        return Roles("both", "both", why="sets one side beside the other with words of what is between them")
    return None


def _sufferer(text: str, doc: Doc, mentions: list[Mention], context: Context) -> Roles | None:
    """A side is the subject of what only sufferers do (waits, is left with, cannot)."""
    for mention in mentions:
        if mention.side not in ("cmo", "cio"):
            continue
        after = plain_after(doc, mention, 45)
        if re.match(r"[\s\w,'’]{0,16}?" + _pattern("suffering").pattern, after):
            other = OTHER_SIDE[mention.side]
            target = other if other in sides_named(mentions) else _thing(text)
            return Roles(
                mention.side, target, why=f"“{doc.text[mention.start : mention.end]}” is the one who suffers it"
            )
    return None


def plain_after(doc: Doc, mention: Mention, length: int) -> str:
    """Return the words after a mention, in lower case with straight quotes."""
    return doc.text[mention.end : mention.end + length].lower().replace("’", "'")


def _culprit(text: str, doc: Doc, mentions: list[Mention], context: Context) -> Roles | None:
    """A side is the subject of an offence (bypasses, refuses, keeps changing): the other side suffers."""
    for mention in mentions:
        if mention.side not in ("cmo", "cio"):
            continue
        if _pattern("offence").match(plain_after(doc, mention, 60)):
            name = f"“{doc.text[mention.start : mention.end]}”"
            return Roles(OTHER_SIDE[mention.side], mention.side, why=f"{name} does what is complained of")
    return None


def _fallen_on(text: str, doc: Doc, mentions: list[Mention], context: Context) -> Roles | None:
    """ "It leaves IT to ...", "costs marketing ...": what is complained of falls on the side named after the verb."""
    for mention in mentions:
        if mention.side in ("cmo", "cio") and _pattern("falls_on").search(doc.text[: mention.start].lower()):
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
        said = _pattern("said_by").search(before) or _pattern("told_us").match(after)
        if said and re.search('[“”"]', doc.text):
            if _says("mutual", text) or re.search(r"\bwe share\b|\bthey're\b.*\bwe're\b|\bwe're\b.*\bthey're\b", text):
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
    if _says("topic_cio", text):
        return Roles("cio", "cmo", why="a complaint of the IT side by its matter")
    if _says("topic_cmo", text):
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
    if _says("mutual", text) and thing == NONE and len(context.nearby) == 2:
        return Roles("both", "both", why="speaks of what is between the two sides named beside it")
    if len(context.nearby) == 2:
        return Roles(
            "both", thing if thing != NONE else "both", why="silent on the side; the sentences beside it name both"
        )
    if _says("org_words", text):
        return Roles("org", "org" if thing == NONE else thing, why="the loss or fault is the whole firm's")
    if thing != NONE:
        return Roles(NONE, thing, why="blames systems or data, and names no side")
    return None


def _blamed_by(holder: str, text: str) -> str:
    """Who is blamed when one side alone is named: what it lacks is the firm's fault, all else the other side's."""
    return "org" if _says("own_lack", text) else OTHER_SIDE[holder]


def _thing(text: str) -> str:
    """The target when no side is blamed: technology, the firm, or none."""
    if _says("tech_words", text):
        return "tech"
    return "org" if _says("org_words", text) else NONE


# Who should act -----------------------------------------------------------------------------------------------------


def recommendation_roles(unit: Unit, doc: Doc, mentions: list[Mention], context: Context) -> Roles:
    """Return the addressee of a recommendation, `none` where nothing decides."""
    text = plain(unit.text)
    for rule in (_told_who, _told_reader, _told_both, _told_by_title, _told_before, _told_by_article):
        if decided := rule(text, doc, mentions, context):
            addressee, why = decided
            return Roles(addressee=addressee, why=why, strong=rule in (_told_who, _told_by_title))
    return Roles(why="does not say who should act, and neither its title nor the article does")


def _told_who(text: str, doc: Doc, mentions: list[Mention], context: Context) -> tuple[str, str] | None:
    """A side is the subject of "should", "must" or "need to", or is told to by "let" or "have"."""
    told = []
    for mention in mentions:
        if mention.side == "other":
            continue
        after = plain_after(doc, mention, 40)
        before = doc.text[: mention.start].lower()
        modal = re.match(r"(?:\s+(?!that|who|which)[\w,'-]+){0,3}?\s+" + _pattern("modal").pattern, after)
        passive = _pattern("dealt_with").match(after)
        let = _pattern("told_to").search(before)
        if passive and mention.side in ("cmo", "cio"):
            told.append((OTHER_SIDE[mention.side], mention))
        elif modal or let:
            told.append((mention.side, mention))
    if not told:
        return None
    sides = {side for side, _ in told}
    words = doc.text[told[0][1].start : told[0][1].end]
    if {"cmo", "cio"} <= sides or "both" in sides:
        return "both", f"both sides are told to act (“{words}”)"
    return told[0][0], f"“{words}” decides who is told to act"


def _told_reader(text: str, doc: Doc, mentions: list[Mention], context: Context) -> tuple[str, str] | None:
    """ "Invite the CIO": the reader is the other side."""
    cmo, cio = _pattern("reader_is_cmo").search(text), _pattern("reader_is_cio").search(text)
    if cmo and cio:
        return "both", "tells each side to deal with the other"
    if cmo:
        return "cmo", f"tells the reader to deal with the IT side (“{cmo.group()}”)"
    if cio:
        return "cio", f"tells the reader to deal with the marketing side (“{cio.group()}”)"
    if org := _pattern("reader_is_org").search(text):
        return "org", f"is for whoever runs the firm (“{org.group()}”)"
    return None


def _told_both(text: str, doc: Doc, mentions: list[Mention], context: Context) -> tuple[str, str] | None:
    pair = next((m for m in mentions if m.side == "both"), None)
    if pair:
        return "both", f"names both sides together (“{doc.text[pair.start : pair.end]}”)"
    if len(sides_named(mentions)) == 2:
        return "both", "names both sides"
    return None


def _told_by_title(text: str, doc: Doc, mentions: list[Mention], context: Context) -> tuple[str, str] | None:
    for name, found, words in (
        ("heading", context.heading, context.heading_text),
        ("title", context.title, context.title_text),
    ):
        if side := audience(list(found), words):
            return side, f"by its {name} “{words[:80]}”"
    return None


def audience(mentions: list[Mention], words: str) -> str | None:
    """Return the side for which a title says its advice is ("Seven ways CIOs can make peace with marketing")."""
    text = words.lower().replace("’", "'")
    pair = any(m.side == "both" for m in mentions)
    for mention in mentions:
        if mention.side not in ("cmo", "cio", "both", "org"):
            continue
        after = text[mention.end : mention.end + 30]
        before = text[: mention.start]
        if re.match(r"\s+(?:\w+ )?(?:should|must|can|need|ought|have to|has to|could|may)\b", after):
            return mention.side
        if re.search(r"\b(?:for|advice to|letter to|dear|tips to)\s+(?:the |every |all |both )?$", before):
            return mention.side
    reader = _pattern("reader_is_cmo").search(text), _pattern("reader_is_cio").search(text)
    if reader[0] and not reader[1]:
        return "cmo"
    if reader[1] and not reader[0]:
        return "cio"
    return "both" if pair or len(sides_named(mentions)) == 2 else None


def _told_before(text: str, doc: Doc, mentions: list[Mention], context: Context) -> tuple[str, str] | None:
    if context.before and context.before.addressee != NONE:
        return context.before.addressee, "as the advice before it"
    if context.before and context.before.target in ("cmo", "cio", "both") and context.before.holder != NONE:
        return context.before.target, "answers the complaint before it, so it is for who is blamed there"
    return None


def _told_by_article(text: str, doc: Doc, mentions: list[Mention], context: Context) -> tuple[str, str] | None:
    if len(context.nearby) == 2:
        return "both", "the sentences beside it speak of both sides"
    return None
