"""What a figure says of people: the clause without figure, people and source, readable and in a form that retellings share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.claim_key import content, key, side_of
from nlp.forms import Figure

_TRAILING = re.compile(
    r"(?:[\s,;:–—(“\"]|\b(?:and|while|whereas|but|compared with|compared to|against|versus|vs\.?|with|or|as|at|to|than|of|for|in|"
    r"among|though|although|only|just|some|on the other hand|so (?:do|does|did|are|is|were|was|say|said)"
    r"|(?:up|down) from)\b)+$",
    re.I,
)
#: "Named by 46 percent" between a subject and its verb: the claim is what stands before with what stands after.
_ASIDE = re.compile(
    r",\s*(?:named|cited|given|mentioned|chosen|told|shared) by\s*(?:about|some|nearly|only)?\s*$", re.I
)
_COPULA = re.compile(r"[^,;.]{0,40},\s+(?:is|are|was|were)\b", re.I)
#: The words of a part of a sentence that tells who says so, and nothing else.
_REPORTING = frozenset(
    """a an the of in on at to by as per for from with and its it this that their our so is are was were has have had
    it’s one all survey surveys poll polls study studies report reports reported reporting research researchers
    findings finding figure figures data analyst analysts annual follow-up new recent latest joint own published
    edition series title titled called say says said find finds found show shows showed state states stated
    write writes wrote written tell tells told put puts read reads suggest suggests suggested reveal reveals
    revealed give gives count counts conclude concluded note notes according based words go going may turn round
    asked when also among cio cios cmo cmos it marketers marketing executives respondents leaders""".split()
)
_SOURCE = re.compile(
    r"(?:\b(?:told|asked by|by|in|for|from|to|per|of|with|as per|according to|and)\s+)?(?:the |its |a "
    r"|an )?§\s*(?:[’']s)?"
    r"(?:\s*(?:and|&|,|/)\s*§\s*(?:[’']s)?)*(?:\s+(?:survey|study|report|poll)\b)?(?:\s+(?:of|in)\s+(?:19|20)\d\d)?",
)
_LEADS = re.compile(
    r"^\s*(?:when|after|as|once)\s+(?:the |its )?§?[^,;:]*?\b(?:asked|polled|surveyed|questioned|interviewed"
    r"|put (?:a |the |its )?questions?)\b[^,;:]*,\s*|"
    r"^\s*(?:according to|in|by|per|as per|for|from|asked by|based on)\s+[^,;:]*[,;:]\s*|"
    r"^[^,;:]*\b(?:found|finds|shows?|showed|reports?|reported|says?|said|revealed|reveals?|concluded|has it"
    r"|wrote|states?|counts)\b(?:\s+that)?\s*[,:]?\s*$",
    re.I,
)
_PEOPLE = (
    r"(?:executives?|leaders?|marketers?|respondents?|professionals?|managers?|people|participants"
    r"|decision[- ]makers?|directors?|"
    r"officers?|chiefs?|bosses|heads?|staff|CMOs?|CIOs?|CTOs?|companies|organi[sz]ations|firms|businesses"
    r"|enterprises|pairs)"
)
#: Words that no description of people holds, so that what follows them is the claim.
_NOT_PEOPLE = (
    r"(?!(?:that|to|who|which|say|said|wish|want|think|need|have|has|are|were|is|was|do|did|would|believe|see|call|feel"
    r"|by|as)\b)"
)
_ASKED_BY = (
    r"(?:\s+(?:in|of|from|on)\s+(?:the )?(?:marketing|IT|both sides|the two departments)(?: and (?:IT|marketing))?)?"
    r"(?:\s+(?:surveyed|polled|asked|questioned|we polled|in (?:the|its|this) [\w’' -]{0,30}(?:survey|poll|study"
    r"|report)"
    r"|(?:asked|surveyed|polled) (?:by|for) [^,;]{0,40}))?"
)
_OF_PEOPLE = re.compile(
    rf"^\s*(?:,\s*)?(?:of|among)\s*(?:the |all |those |these |its |our "
    rf"|such )*(?:(?:{_NOT_PEOPLE}[\w’'&/-]+\s+){{0,6}}?{_PEOPLE}|them|these|those|us)\b"
    rf"{_ASKED_BY}|^\s*(?:{_NOT_PEOPLE}[\w’'&/-]+\s+){{0,3}}?{_PEOPLE}\b{_ASKED_BY}",
    re.I,
)
#: "48 percent said so", "63 percent do": what others are said to hold before.
_SO = re.compile(
    r"^\s*(?:of (?:the |all )?[\w’' -]{0,30}?)?(?:(?:thought|think|said|say|feel|felt|believe|agree|do|did|are"
    r"|were)\b\s*)?"
    r"(?:so|the same|likewise|it|too|as well|this|agree)?(?: of (?:the )?\w+)?\s*[.,;:!?”\"]*\s*$",
    re.I,
)
_UP_FROM = re.compile(r"\b(?:up|down) from\s*$", re.I)
_SAY_THEY = re.compile(
    r"(?:[,;:]|\bthat)?\s*(?:say|said|says|complain(?:ed|s)?|according to|in the eyes of|in the view of|for|to"
    r"|think|believe|claim)\s*$",
    re.I,
)
#: Fewest words of content that make a claim.
FEWEST = 2


def readable(text: str, figures: Sequence[Figure], n: int, sources: Sequence[tuple[int, int]]) -> str:
    """Return the claim of figure `n` in the words of its sentence; `sources` are the spans of names of studies and makers.

    The words after the figure come first; of figures that stand in a list, those after the last; the words before it where
    nothing of content follows, or where they are what the counted say; the claim of the figure before it where it says "so".
    """
    masked = _masked(text, sources)
    before, after = _before(masked, figures, n), _afterwards(masked, figures, n)
    if n and _UP_FROM.search(masked[: figures[n].start]):
        return readable(text, figures, n - 1, sources)
    if n and _SO.match(masked[figures[n].end : _next(figures, n, text)]) and len(content(before)) <= FEWEST:
        return readable(text, figures, n - 1, sources)
    if len(content(before)) > FEWEST and _SAY_THEY.search(masked[: figures[n].start]):
        return before
    if _ASIDE.search(masked[: figures[n].start]) and _COPULA.match(masked[figures[n].end :]):
        return _tidy(f"{_ASIDE.sub('', masked[_since(figures, n) : figures[n].start])} {after}")
    if len(key(after)) >= FEWEST:
        return after
    if n and len(content(before)) < FEWEST:
        return _of_the_other(readable(text, figures, n - 1, sources), after)
    return _tidy(f"{before} {after}") or _tidy(_TRAILING.sub("", masked[figures[n].end :]))


def _of_the_other(claim: str, after: str) -> str:
    """ "33% name marketing as the driver and 22% name IT": the claim before it, with the side that is named instead."""
    named, instead = side_of(claim), side_of(after)
    return claim.replace(named, instead) if named and instead and not content(after) else claim


def _since(figures: Sequence[Figure], n: int) -> int:
    return figures[n - 1].end if n else 0


def _next(figures: Sequence[Figure], n: int, text: str) -> int:
    return figures[n + 1].start if n + 1 < len(figures) else len(text)


def _afterwards(masked: str, figures: Sequence[Figure], n: int) -> str:
    """Return the claim that follows a figure, or the last of the list that it stands in; empty when there is none."""
    claim = ""
    for m in range(n, len(figures)):
        between = masked[figures[m].end : _next(figures, m, masked)]
        claim = _tidy(_TRAILING.sub("", re.sub(_OF_PEOPLE, "", _without_source(between), count=1)))
        if len(key(claim)) >= FEWEST or not (figures[m].listed or _pairs(between)):
            break
    return claim


def _before(masked: str, figures: Sequence[Figure], n: int) -> str:
    """Return the claim that stands before a figure, since the figure before it."""
    words = _without_source(masked[_since(figures, n) : figures[n].start])
    words = _LEADS.sub("", re.sub(_OF_PEOPLE, "", words, count=1) if n else words)
    return _tidy(_TRAILING.sub("", _SAY_THEY.sub("", _TRAILING.sub("", words))))


def _pairs(between: str) -> bool:
    """Tell whether only people and a joint stand between two figures: "of CMOs and", "of CIOs, respectively,"."""
    bare = re.sub(_OF_PEOPLE, "", between, count=1)
    return (
        re.fullmatch(r"[\s,;:()]*(?:and|but|while|against|or|to|respectively|only|just|,|\s)*[\s,(;:]*", bare, re.I)
        is not None
    )


def _masked(text: str, sources: Sequence[tuple[int, int]]) -> str:
    """Put a mark of the same length in place of each source, so that places stay."""
    for start, end in sources:
        text = text[:start] + "§" + " " * (end - start - 1) + text[end:]
    return text


def _without_source(words: str) -> str:
    """Leave out the parts of a clause that only tell who says so."""
    parts = re.split(r"([,;:()“”\"]\s*|\.\s+)", words)
    kept = [
        part + (parts[n + 1] if n + 1 < len(parts) else "")
        for n, part in enumerate(parts)
        if n % 2 == 0 and not _says_so(part)
    ]
    return _SOURCE.sub(" ", "".join(kept))


def _says_so(part: str) -> bool:
    """Tell whether a part of a sentence names its source and says nothing else."""
    lower = part.lower()
    if "§" not in part and not re.search(r"\b(?:survey|poll|study|report|research|researchers|findings)\b", lower):
        return False
    words = re.findall(r"[a-z][a-z’'-]*", lower)
    return all(re.sub(r"[’']s$", "", word) in _REPORTING for word in words)


def _tidy(words: str) -> str:
    words = re.sub(
        r"\s+(?:the|and|of|in|by|to|for|from|with|as|as per)\s*$",
        "",
        " ".join(words.replace("§", " ").split()),
        flags=re.I,
    )
    return " ".join(words.split()).strip(" ,;:.”“\"'’()–—|?!")
