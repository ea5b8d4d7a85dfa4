"""Kinds and sides: how the codes of the database are named and shown."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

#: Kind -> (a sentence of it, many of them, what an article does that holds one).
KINDS = {
    "frustration": ("frustration", "frustrations", "voices it"),
    "recommendation": ("recommendation", "recommendations", "gives it"),
    "figure": ("survey figure", "survey figures", "reports it"),
}

SIDES = ("cmo", "cio", "both", "org", "other", "tech", "none")
NAMES = {
    "cmo": "marketing (CMO)",
    "cio": "IT (CIO)",
    "both": "both",
    "org": "the firm",
    "other": "others",
    "tech": "technology, vendors",
    "none": "nobody named",
}
SHORT = {"cmo": "CMO", "cio": "CIO", "both": "both", "org": "the firm", "other": "others", "tech": "technology"}
WHOSE = {"cmo": "marketing’s", "cio": "IT’s", "both": "both sides’", "org": "the firm’s", "other": "others’"}
#: Those whom a survey asked, where `SHORT` would read oddly.
ASKED = {"both": "both sides", "org": "firms"}
#: As `WHOSE`, for a margin note.
SHORT_WHOSE = {"cmo": "CMO’s", "cio": "CIO’s", "both": "both sides’", "org": "the firm’s", "other": "others’"}

_KIND_SHAPES = {
    "frustration": '<path d="M8 .8 15.2 8 8 15.2.8 8z"/>',
    "recommendation": '<path d="M0 2.5h10.2L16 8l-5.8 5.5H0z"/>',
    "figure": '<path d="M0 9h4v6H0zM6 5h4v10H6zM12 1h4v14h-4z"/>',
}
_SIDE_SHAPES = {
    "cmo": '<circle cx="8" cy="8" r="7"/>',
    "cio": '<circle class="ring" cx="8" cy="8" r="5.4"/>',
    "both": '<circle class="ring" cx="8" cy="8" r="6"/><path d="M8 2a6 6 0 0 0 0 12z"/>',
}


#: There are few signs and lines, and every page is full of them.
made_once = lru_cache(maxsize=512)


@made_once
def kind_sign(kind: str | None) -> Markup:
    """Return the shape of a kind: a diamond, a signpost or three bars."""
    return _sign(_KIND_SHAPES, kind)


@made_once
def side_sign(side: str | None) -> Markup:
    """Return the disc of a side: full, ring or half; other sides have none."""
    return _sign(_SIDE_SHAPES, side)


def _sign(shapes: dict[str, str], name: str | None) -> Markup:
    if name not in shapes:
        return Markup("")
    return Markup('<svg class="sign {}" viewBox="0 0 16 16" aria-hidden="true">{}</svg>').format(
        name, Markup(shapes[name])
    )


@made_once
def signed(side: str, words: str | None = None) -> Markup:
    """Return a side's disc and name, kept on one line."""
    sign = side_sign(side)
    return Markup('<span class="side">{}{}{}</span>').format(sign, " " if sign else "", words or SHORT.get(side, side))


@made_once
def side_line(kind: str, holder: str | None, target: str | None, addressee: str | None) -> Markup:
    """Say in a margin's words whose pain a sentence is and who is blamed, or who should act."""
    holder, target, addressee = (side or "none" for side in (holder, target, addressee))
    if kind == "recommendation":
        return Markup("to {}").format(signed(addressee)) if addressee != "none" else Markup("to nobody by name")
    if holder == target == "none":
        return Markup("no side named")
    if target == "none":
        return signed(holder, SHORT_WHOSE.get(holder, holder) + " pain")
    if holder == "none":
        return Markup("blames {}").format(signed(target))
    if holder == target:
        return signed(holder) + (" blame each other" if holder == "both" else " blames itself")
    return Markup("{} {} {}").format(
        signed(holder), "blame" if holder in ("both", "other") else "blames", signed(target)
    )
