"""Take furniture out of an HTML tree by what its elements are called."""

from __future__ import annotations

import re
from functools import cache

from lxml.html import HtmlElement

from crawler.dom import SKIPPED_TAGS
from crawler.lexicon import lexicon

PRUNED_TAGS = frozenset(("nav", "form", "dialog", "footer", "figcaption", "aside"))
PRUNED_ROLES = frozenset("navigation search dialog alertdialog contentinfo complementary banner".split())
#: These hold the page or its article, whatever their class says.
KEPT_TAGS = frozenset(("html", "body", "main", "article"))
#: An element with more than this share of the page's paragraphs is no furniture.
MOST_OF_PAGE = 0.3
#: Readers' comments can be longer than what they comment on, and do not count as the page's paragraphs.
COMMENTS = re.compile(r"comment|respond|replies|disqus", re.IGNORECASE)
#: A page with fewer characters in paragraphs than this makes them with other elements.
FEWEST_IN_PARAGRAPHS = 400


def prune(tree: HtmlElement) -> None:
    """Remove from `tree` the elements that are furniture by their tag, role, class or id, and the marks of footnotes."""
    for mark in [element for element in tree.iter("sup") if _is_footnote_mark(element)]:
        mark.drop_tree()
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and element.tag in SKIPPED_TAGS and element.tag not in ("head", "title"):
            _remove(element)
    measure = _paragraph_size if _paragraph_size(tree) >= FEWEST_IN_PARAGRAPHS else _size
    total = measure(tree) or 1
    for element in list(tree.iter()):
        named = isinstance(element.tag, str) and _is_named_furniture(element)
        if named and (_is_comments(element) or measure(element) <= MOST_OF_PAGE * total):
            _remove(element)


#: A mark of a footnote: a number, a letter or a sign, alone or in brackets.
_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[*†‡§#]{1,3}|citation needed)[\])]?")
#: What a mark stands behind; a unit (m, km, CO) or a number has a power or an ordinal there.
_BEFORE_MARK = re.compile(r"(?:[^\W\d]{3}|[.,;:!?%)\]\"'”’])\s?$")


def _is_footnote_mark(element: HtmlElement) -> bool:
    """Tell whether a raised piece of text is the mark of a footnote: it would be read as a figure of the sentence."""
    if not _MARK.fullmatch((element.text_content() or "").strip().lower()):
        return False
    previous = element.getprevious()
    parent = element.getparent()
    before = previous.tail if previous is not None else parent.text if parent is not None else ""
    if not (before or "").strip() and previous is not None:
        before = previous.text_content()
    return element.find(".//a") is not None or bool(_BEFORE_MARK.search((before or "").rstrip()))


def _remove(element: HtmlElement) -> None:
    """Remove `element` and leave a break: the text before and after it did not belong together."""
    parent = element.getparent()
    if parent is None:
        return
    gap = parent.makeelement("hr", {})
    gap.tail = element.tail
    parent.replace(element, gap)


def _is_named_furniture(element: HtmlElement) -> bool:
    if element.tag in KEPT_TAGS or next(element.iter("h1"), None) is not None:
        return False
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    by_role = element.tag in PRUNED_TAGS or element.get("role") in PRUNED_ROLES
    return hidden or by_role or bool(_names(element) & _furniture_names())


def _is_comments(element: HtmlElement) -> bool:
    return bool(COMMENTS.match(element.get("id") or "") or COMMENTS.match(element.get("class") or ""))


def _names(element: HtmlElement) -> set[str]:
    """Return the class and id of `element` as wholes and in parts, in lower case."""
    wholes = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    parts = (part for whole in wholes for part in re.split(r"[-_]+|(?<=[a-z])(?=[A-Z])", whole))
    return {name.lower() for name in (*wholes, *parts)}


@cache
def _furniture_names() -> frozenset[str]:
    return frozenset(lexicon("furniture")["elements"].split())


def _size(element: HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext() if isinstance(text, str))


def _paragraph_size(element: HtmlElement) -> int:
    """Count the characters in paragraphs of `element` that are nobody's comment."""
    return sum(_size(one) for one in element.iter("p") if not any(_is_comments(above) for above in one.iterancestors()))
