"""A web page to an Extract: pure, from its HTML and, when known, its URL."""

from __future__ import annotations

from collections.abc import Sequence

from htmldate import find_date
from lxml import etree, html
from lxml.html import HtmlElement

from crawler.blocks import HEADING, Block, joined, plain
from crawler.byline import Byline, is_job_title, side_of
from crawler.decode import decode
from crawler.dom import Found, found_blocks
from crawler.extract import Extract, NothingToRead
from crawler.facts import Facts, read_facts
from crawler.furniture import is_stub, is_wall, strip_furniture
from crawler.genre import genre_of, signs_of
from crawler.heads import FIRST_PARAGRAPH, without_heads
from crawler.kind import is_listing, is_listing_url, is_walled_url
from crawler.language import language_of
from crawler.maintext import MainText, main_text
from crawler.names import credits
from crawler.title import find_title, site_name

#: How many lines above the text may hold the byline.
BYLINE_WITHIN = 14
#: What stands above the title is the site's, unless it is more than this share of the text.
MOST_ABOVE_TITLE = 0.3
#: So many lines below the text are looked at for a wall.
WALL_WITHIN = 6


def read_html(source: bytes | str, url: str | None = None) -> Extract:
    """Return what the page `source` holds; raise NothingToRead when it is no HTML or has no text.

    Broken markup is read as far as it goes. `url` is where the page was found, None for a file.
    """
    tree = parse(source)
    facts = read_facts(tree, url)
    title = find_title(tree, facts.title)
    around, text = found_blocks(tree), main_text(tree)
    byline = _byline(facts, lines_above(around, text.main, title), [one.block.text for one in around], title)
    blocks, dateline = without_heads(_below_heads(text.main, around, title), title, byline)
    stripped = strip_furniture(blocks, byline.author)
    story = next(tree.iter("amp-story"), None) is not None
    signs = signs_of([one.block for one in around], facts.types, title, url or facts.url, has_story=story)
    main = joined(stripped.blocks)
    return Extract(
        text=main,
        title=title,
        author=byline.author,
        author_title=byline.author_title,
        author_side=side_of(byline.author_title),
        published=byline.published or dateline or _guessed_date(tree, url),
        language=language_of(main),
        access="partial"
        if stripped.partial or _is_walled(around, text.main) or is_walled_url(url or facts.url)
        else "full",
        kind=_kind(text, facts, url, genre_of(signs)),
        canonical=facts.url,
        pager_next=facts.pager_next,
        pager_prev=facts.pager_prev,
        publication=facts.publication or site_name(tree, title),
    )


def parse(source: bytes | str) -> HtmlElement:
    """Return the tree of `source`, mended where its markup is broken; raise NothingToRead when there is none."""
    text = source if isinstance(source, str) else decode(source)
    parser = html.HTMLParser(encoding="utf-8", recover=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise NothingToRead("it holds no HTML that can be read") from error
    return tree


def lines_above(around: Sequence[Found], main: Sequence[Found], title: str | None) -> list[str]:
    """Return the lines between the title and the text, then those above the title, nearest first."""
    start = _title_at(around, title)
    long = {one.block.key for one in main if one.block.words >= FIRST_PARAGRAPH}
    # the first long block may be a standfirst, with the byline below it; the second is text
    ends = [index for index in range(start + 1, len(around)) if around[index].block.key in long]
    end = min([*ends[1:2], start + BYLINE_WITHIN])
    above = around[max(0, start - BYLINE_WITHIN) : start]
    return [one.pieces for one in (*around[start:end], *reversed(above))]


def _title_at(around: Sequence[Found], title: str | None) -> int:
    """Return where the title stands: the first heading that says it, or else the first block; 0 when none does."""
    wanted = plain(title or "")
    places = [index for index, one in enumerate(around) if one.block.key == wanted]
    headings = [index for index in places if around[index].block.kind == HEADING]
    return next(iter([*headings, *places]), 0)


def _below_heads(main: Sequence[Found], around: Sequence[Found], title: str | None) -> list[Block]:
    """Return the blocks of `main` without those that stand above the title, which are the site's."""
    above = {one.block.key for one in around[: _title_at(around, title)]}
    blocks = [one.block for one in main]
    first = next((index for index, block in enumerate(blocks) if block.key not in above), 0)
    short = sum(block.words for block in blocks[:first]) <= MOST_ABOVE_TITLE * sum(block.words for block in blocks)
    return blocks[first:] if short else blocks


def _kind(text: MainText, facts: Facts, url: str | None, genre: str | None) -> str:
    """Return the kind of page: a listing by its address, what its markup and lines say, a listing by its look, an article."""
    address = url or facts.url
    if address and is_listing_url(address):
        return "listing"
    return genre or ("listing" if is_listing(text, facts, url) else "article")


def _is_walled(around: Sequence[Found], main: Sequence[Found]) -> bool:
    """Tell whether a wall stands right below the text."""
    last = main[-1].block.key if main else ""
    ends = [index for index, one in enumerate(around) if one.block.key == last]
    below = [one.block for one in around[ends[-1] + 1 : ends[-1] + 1 + WALL_WITHIN]] if ends else []
    return any(is_wall(block) for block in below) or any(is_stub(block) for block in below[:1])


def _byline(facts: Facts, lines: Sequence[str], below: Sequence[str], title: str | None) -> Byline:
    """Return author, job title and date: as machines are told where they are, else as printed."""
    name, _, rest = (facts.author or "").partition(", ")
    author, job = (name, rest) if is_job_title(rest) else (facts.author, None)
    printed = credits(lines, below, author, title)
    return Byline(
        author or printed.author,
        facts.author_title or job or printed.author_title,
        facts.published or printed.published,
    )


def _guessed_date(tree: HtmlElement, url: str | None) -> str | None:
    """Return the date that htmldate finds, in the markup, the address or the text."""
    return find_date(tree, original_date=True, url=url)
