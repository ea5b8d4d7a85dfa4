"""Who should act on a recommendation: decided by the first rule that speaks, which then says so in words."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from nlp.cues import plain
from nlp.roles import NONE, Context, Roles, pattern, plain_after
from nlp.sides import OTHER_SIDE, Mention, sides_named
from nlp.units import Unit


def recommendation_roles(unit: Unit, doc: Doc, mentions: list[Mention], context: Context) -> Roles:
    """Return the addressee of a recommendation, `none` where nothing decides."""
    text = plain(unit.text)
    for rule in (_told_who, _told_reader, _told_both, _told_by_heading, _told_by_title, _told_before, _told_by_article):
        if decided := rule(text, doc, mentions, context):
            addressee, why = decided
            return Roles(addressee=addressee, why=why, strong=rule in _STRONG, own=rule in _OWN)
    return Roles(why="does not say who should act, and neither its title nor the article does")


def _told_who(text: str, doc: Doc, mentions: list[Mention], context: Context) -> tuple[str, str] | None:
    """A side is the subject of "should", "must" or "need to", or is told to by "let" or "have"."""
    told = []
    for mention in mentions:
        if mention.side == "other":
            continue
        after = plain_after(doc, mention, 40)
        before = doc.text[: mention.start].lower()
        modal = re.match(r"(?:\s+(?!that|who|which)[\w,'-]+){0,3}?\s+" + pattern("modal").pattern, after)
        passive = pattern("dealt_with").match(after)
        let = pattern("told_to").search(before)
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
    cmo, cio = pattern("reader_is_cmo").search(text), pattern("reader_is_cio").search(text)
    if cmo and cio:
        return "both", "tells each side to deal with the other"
    if cmo:
        return "cmo", f"tells the reader to deal with the IT side (“{cmo.group()}”)"
    if cio:
        return "cio", f"tells the reader to deal with the marketing side (“{cio.group()}”)"
    if org := pattern("reader_is_org").search(text):
        return "org", f"is for whoever runs the firm (“{org.group()}”)"
    return None


def reader_of(text: str) -> str | None:
    """Return the side whose chief the text talks to ("your CIO" is said to marketing, "if you are a CIO" to IT)."""
    if match := pattern("reader_named").search(text):
        return "cmo" if match.group("cmo") else "cio"
    cmo, cio = pattern("reader_is_cmo").search(text), pattern("reader_is_cio").search(text)
    return None if bool(cmo) == bool(cio) else "cmo" if cmo else "cio"


def _told_both(text: str, doc: Doc, mentions: list[Mention], context: Context) -> tuple[str, str] | None:
    pair = next((m for m in mentions if m.side == "both"), None)
    if pair:
        return "both", f"names both sides together (“{doc.text[pair.start : pair.end]}”)"
    if len(sides_named(mentions)) == 2:
        return "both", "names both sides"
    return None


def _told_by_heading(text: str, doc: Doc, mentions: list[Mention], context: Context) -> tuple[str, str] | None:
    if side := audience(list(context.heading), context.heading_text):
        return side, f"by its heading “{context.heading_text[:80]}”"
    return None


def _told_by_title(text: str, doc: Doc, mentions: list[Mention], context: Context) -> tuple[str, str] | None:
    if side := audience(list(context.title), context.title_text):
        return side, f"by its title “{context.title_text[:80]}”"
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
    reader = pattern("reader_is_cmo").search(text), pattern("reader_is_cio").search(text)
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


#: On the gold they were right in .96 and .94, more often than what is learned.
_STRONG = frozenset({_told_who, _told_by_heading})
#: The rules that go by the sentence's own words.
_OWN = frozenset({_told_who, _told_reader, _told_both})
