"""The same page as it comes from where markup was lost: bare paragraphs, or lines of a text file."""

from __future__ import annotations

import re
from html import escape

from lxml import html
from lxml.html import HtmlElement

PARAGRAPHS = ("p", "h1", "h2", "h3", "h4", "li", "div", "td", "blockquote", "time", "pre", "figcaption", "dt", "dd")
#: Stands for a `<br>` while the text of an element is put together.
BREAK = "\ue000"
INLINE = ("span", "a", "strong", "em", "b", "br", "i")


def bare_lines(page: str) -> list[str]:
    """Return what a reader sees of `page`, a line a paragraph; items bear their number or a bullet."""
    body = html.document_fromstring(page).find("body")
    assert body is not None
    for gap in body.iter("br"):
        gap.tail = BREAK + (gap.tail or "")
    found = [_line(one) for one in body.iter(*PARAGRAPHS) if all(child.tag in INLINE for child in one.iterchildren())]
    return [line for line in found if line]


def _line(element: HtmlElement) -> str:
    lines = [" ".join(line.split()) for line in "".join(map(str, element.itertext())).split(BREAK)]
    text = "\n".join(line for line in lines if line)
    parent = element.getparent()
    if element.tag != "li" or parent is None or not text:
        return text
    items = [one for one in parent if one.tag == "li"]
    return f"{items.index(element) + 1}. {text}" if parent.tag == "ol" else f"• {text}"


def bare_html(page: str) -> str:
    """Return `page` with nothing in its body but paragraphs without classes."""
    title = re.search(r"<title>.*?</title>", page)
    lines = "\n".join(f"<p>{escape(line).replace(chr(10), '<br>')}</p>" for line in bare_lines(page))
    head = f'<head><meta charset="utf-8">{title[0] if title else ""}</head>'
    return f"<html>{head}<body>\n{lines}\n</body></html>"


def bare_text(page: str) -> str:
    """Return `page` as a text file."""
    return "\n\n".join(bare_lines(page)) + "\n"
