"""Who wrote it, as what, on which side, and when: read from the lines around a title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from crawler.blocks import squeeze
from crawler.dates import date_in
from crawler.lexicon import lexicon

#: No byline is longer, even with a name, a job title and a date.
LONGEST_BYLINE = 24
LONGEST_TITLE = 12
LONGEST_DATED_LINE = 14

_SEPARATORS = re.compile(
    r"\s*(?:[|·•]|\s[–—-]\s|\n|(?<=[a-z]{2})\. (?=(?:Published|Posted|Updated|Last|Filed)\b)|, (?=le \b))\s*"
)
_READ_TIME = re.compile(
    r"\b\d+[- ]?min(?:ute)?s?\.?(?: read)?\b|\b(?:est\. )?read(?:ing)? time:?\b|\b\d+ comments?\b", re.I
)
_LEAD = re.compile(
    r"^(?:(?:posted|published|written|words|story|report|text|interview|article|filed|updated|last updated|"
    r"contributed|submitted|created|issued|date|added|le|am|den|el)\s*(?:on|at|in|:)?\s*)+(?=\W|by\b|$)\s*",
    re.IGNORECASE,
)
_BY = re.compile(r"^(?:by|von|par|por|author|authors|writer)\s*:?\s+(?=[\w“\"])", re.IGNORECASE)
_NAME_WORD = (
    r"(?:(?:van|von|de|der|den|del|della|di|da|la|le|ter|ten|bin|al|el|dos|du|zu|y)|"
    r"(?:[Dd]r|[Pp]rof|[Mm]rs?|[Mm]s)\.?|[A-Z]\.(?:-?[A-Z]\.)*|[A-ZÀ-ÞŁŚŽ][\w’'À-ž]*(?:-[A-ZÀ-Þ]?[\w’'À-ž]+)*)"
)
NAME = re.compile(rf"{_NAME_WORD}(?: {_NAME_WORD}){{1,4}}")
#: Words in small letters that a printed author may hold ("Newsdesk staff", "Ann Lee and Bo Berg").
_SMALL_WORDS = frozenset(
    "and staff team of the desk editors for with van von de der den del della di da la le ter el y".split()
)
_NO_NAMES = re.compile(r"^(?:the|a|an|in|on|at|for|with|from|why|how|what|when|our|your|this|home|all|most|no)\b", re.I)
_CREDENTIALS = re.compile(r",? (?:ph\.?d\.?|mba|jr\.?|sr\.?|m\.?d\.?|esq\.?)$", re.IGNORECASE)

_CMO = re.compile(r"\b(?:cmo|chief marketing|marketing|marketer|brand|advertising|communications|media|social)\b", re.I)
_CIO = re.compile(
    r"\b(?:cio|cto|chief (?:information|technology|digital information)|information (?:technology|systems)|"
    r"technology|infrastructure|enterprise architect\w*|software|systems|engineering)\b|\bIT\b|\bI\.T\.",
    re.IGNORECASE,
)
_LOWER_IT = re.compile(r"\bit\b")
#: The job is to write, sell advice or lead the whole firm: on neither side, whatever the beat or the practice.
_NEITHER = re.compile(
    r"\b(?:editor|reporter|writer|correspondent|columnist|journalist|analyst|partner|consultant|ceo|"
    r"chief executive|founder|professor|lecturer|fellow|coach|contributor|practice)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Byline:
    """What a byline says; every part may be missing."""

    author: str | None = None
    author_title: str | None = None
    published: str | None = None


def side_of(author_title: str | None) -> str:
    """Return the side that a printed job title puts its holder on: `cmo`, `cio` or `none`."""
    if not author_title or _NEITHER.search(author_title):
        return "none"
    job = _LOWER_IT.sub("", author_title.split(",")[0])
    marketing, technology = bool(_CMO.search(job)), bool(_CIO.search(job))
    return {(True, False): "cmo", (False, True): "cio"}.get((marketing, technology), "none")


def is_job_title(text: str) -> bool:
    """Tell whether `text` reads as a printed job title: few words, one of them a role, no sentence."""
    words = re.findall(r"[\w-]+", text.lower())
    spoken = text.rstrip().endswith((".", "?", "!", "→", "»")) or text.startswith(
        ("The ", "A ", "How ", "Why ", "←", "«")
    )
    if text.strip().lower() in ("author", "authors"):  # the name of a field, not of a job
        return False
    return 0 < len(words) <= LONGEST_TITLE and not spoken and bool(_roles() & set(words))


def is_name(text: str) -> bool:
    """Tell whether `text` reads as a person's name: two to five capitalised words."""
    return bool(NAME.fullmatch(text)) and not _NO_NAMES.match(text)


def is_author(text: str) -> bool:
    """Tell whether `text`, said to be by whom a piece is, names somebody: few words, capitalised, no number."""
    words = text.split()
    return 0 < len(words) <= 6 and text[0].isupper() and all(w[0].isupper() or w in _SMALL_WORDS for w in words)


def _is_desk(text: str) -> bool:
    """Tell whether `text` names a publication's own people: "Quadrant Notes staff"."""
    return is_author(text) and text.split()[-1].lower() in ("staff", "team", "editors", "newsdesk", "newsroom", "desk")


def read_byline(line: str, author: str | None = None) -> Byline | None:
    """Return what the byline or date line `line` says, or None when it is neither.

    A line is one when nothing of it is left over after a date, a mark such as "By" or "Posted on", a name, a job title
    and a reading time; a name alone counts only when it is the known `author`.
    """
    text = squeeze(line)
    if not text or len(text.split()) > LONGEST_BYLINE:
        return None
    found = date_in(text)
    if found:
        start, end = found[1]
        text = f"{text[:start]} | {text[end:]}"
    pieces = [
        piece
        for part in _SEPARATORS.split(_READ_TIME.sub(" | ", text))
        if (piece := part.strip(" ,;:/()–—-").removeprefix("."))
    ]
    byline = _from_pieces(pieces, author, dated=bool(found)) or _dated_line(squeeze(line), bool(found))
    return replace(byline, published=found[0] if found else None) if byline else None


def _dated_line(text: str, dated: bool) -> Byline | None:
    """Return an empty byline for a short line with a date that is no sentence: names and labels glued to it."""
    short = len(text.split()) <= LONGEST_DATED_LINE and not re.search(r"[.!?:][\"'”’)]*$", text)
    return Byline() if dated and short else None


def _from_pieces(pieces: list[str], author: str | None, *, dated: bool) -> Byline | None:
    byline, marked = Byline(), dated
    for piece in pieces:
        bare = _LEAD.sub("", piece)
        marked = marked or bare != piece or bool(_BY.match(bare))
        if not bare or bare.lower() in ("by", "on", "at", "in"):
            continue
        taken = _take(bare, byline, author)
        if taken is None:
            return None
        byline = taken
    return byline if marked or (author and byline.author == author) else None


def _take(piece: str, byline: Byline, author: str | None) -> Byline | None:
    """Return `byline` with what `piece` adds, or None when it is nothing of a byline."""
    by = _BY.match(piece)
    bare = piece[by.end() :] if by else piece
    if byline.author is None:
        name, title = _name_and_title(bare, author)
        if name and ((by and is_author(name)) or is_name(name) or _is_desk(name) or name == author):
            return replace(byline, author=name, author_title=title)
    if by:
        return None
    if is_job_title(bare) and byline.author_title is None:
        return replace(byline, author_title=bare)
    return byline if len(bare.split()) <= 2 and not bare.endswith((".", "?")) else None


def _name_and_title(text: str, author: str | None) -> tuple[str | None, str | None]:
    """Split "Name, job title, firm" at its first comma; a known `author` may also stand before a title without one."""
    text = _CREDENTIALS.sub("", text)
    if author and text.lower().startswith(author.lower()):
        rest = text[len(author) :].strip(" ,–—-")
        return author, rest if is_job_title(rest) and "@" not in rest else None
    name, comma, rest = text.partition(",")
    if len(name.split()) > 6:
        return None, None
    if comma and not is_job_title(rest.strip()):
        return (name.strip(), rest.strip() or None) if is_name(name) and len(rest.split()) < 5 else (None, None)
    return name.strip(), rest.strip() or None


def bylines(lines: Iterable[str], author: str | None = None) -> Byline:
    """Return what `lines`, in reading order, say together; the first that names a thing wins.

    A job title may stand alone in the line after the name.
    """
    known, after_name = Byline(author=author), False
    for line in lines:
        found = read_byline(line, author)
        if after_name and known.author_title is None and is_job_title(line) and not date_in(line):
            known = replace(known, author_title=line)
        if found:
            same = known.author in (None, found.author)
            title = found.author_title if same else None
            known = Byline(
                known.author or found.author, known.author_title or title, known.published or found.published
            )
        named = known.author is not None and known.author.lower() in line.lower()
        after_name = named
    return known


def _roles() -> frozenset[str]:
    return frozenset(lexicon("furniture")["roles"].split())
