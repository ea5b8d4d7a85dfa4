"""What a figure says of people: the clause without figure, people and source, readable and in a form that retellings share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import snowballstemmer

from nlp.forms import Figure

_TRAILING = re.compile(
    r"(?:[\s,;:–—(“\"]|\b(?:and|while|whereas|but|compared with|compared to|against|versus|vs\.?|with|or|as|to|than|of|for|in|"
    r"among|though|although|only|just|some|on the other hand)\b)+$",
    re.I,
)
#: A part of a sentence that tells who says so, and nothing else.
_SAYS_SO = re.compile(
    r"^\s*(?:as |so )?(?:(?:the|a|an|its|this|that|our|to go by|by|per|as per|according to|in|one may conclude from|to turn a figure of)\s+)?"
    r"(?:[\w’'-]+\s+){0,6}?(?:survey|poll|study|report|research|researchers|findings|data|analysts?|§)\b"
    r"(?:\s+(?:of|by|from|on|for|with|in|among)\s+[^,;]{0,60})?"
    r"(?:\s+(?:says?|said|found|finds|shows?|showed|reports?|reported|states?|writes?|wrote|tells?|puts it|reads|suggests?|revealed|reveals?"
    r"|round|so))?(?:\s+(?:in|of|for|from|its|to)\s+[^,;]{0,80})?[\s.“”\"]*$",
    re.I,
)
_LEADS = re.compile(
    r"^\s*(?:according to|in|by|per|as per|for|from|asked by|based on)\s+[^,;:]*[,;:]\s*|"
    r"^[^,;:]*\b(?:found|finds|shows?|showed|reports?|reported|says?|said|revealed|reveals?|concluded|has it|wrote|states?|counts)\b(?:\s+that)?\s*[,:]?\s*$",
    re.I,
)
_PEOPLE = (
    r"(?:executives?|leaders?|marketers?|respondents?|professionals?|managers?|people|participants|decision[- ]makers?|directors?|"
    r"officers?|chiefs?|bosses|heads?|staff|CMOs?|CIOs?|CTOs?|companies|organi[sz]ations|firms|businesses|enterprises|them|these|those|us)"
)
_OF_PEOPLE = re.compile(
    rf"^\s*(?:,\s*)?(?:of|among)?\s*(?:the |all |those |these |its |our |such )*(?:[\w’'&/-]+\s+){{0,6}}?{_PEOPLE}\b"
    r"(?:\s+(?:surveyed|polled|asked|questioned|we polled|in (?:the|its|this) [\w’' -]{0,30}(?:survey|poll|study|report)"
    r"|(?:asked|surveyed|polled) (?:by|for) [^,;]{0,40}))?",
    re.I,
)
#: Fewest words of content that make a claim.
FEWEST = 2


def readable(text: str, figures: Sequence[Figure], n: int, sources: Sequence[tuple[int, int]]) -> str:
    """Return the claim of figure `n` in the words of its sentence; `sources` are the spans of names of studies and makers.

    The words after the figure come first; of figures that stand in a list, those after the last; the words before it
    where nothing of content follows.
    """
    masked = _masked(text, sources)
    for m in range(n, len(figures)):
        end = figures[m + 1].start if m + 1 < len(figures) else len(text)
        words = _without_source(masked[figures[m].end : end])
        claim = _tidy(_TRAILING.sub("", re.sub(_OF_PEOPLE, "", words, count=1)))
        if len(key(claim)) >= FEWEST:
            return claim
        if not (figures[m].listed or _pairs(masked[figures[m].end : end])):
            break
    start = figures[n - 1].end if n else 0
    before = _LEADS.sub("", _without_source(masked[start : figures[n].start]))
    if len(key(before)) < FEWEST and n:
        before = _LEADS.sub("", _without_source(masked[: figures[0].start]))
    return _tidy(_TRAILING.sub("", before)) or _tidy(_TRAILING.sub("", masked[figures[n].end :]))


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
        if n % 2 == 0 and not (("§" in part or _SAYS_SO.match(part)) and _SAYS_SO.match(part))
    ]
    said = "".join(kept)
    said = re.sub(
        r"\b(?:told|asked by|by|in|for|from|to|per|of)?\s*(?:the |its |a )?§\s*(?:[’']s)?(?:\s+(?:survey|study|report|poll)\b)?(?:\s+(?:of|in)\s+(?:19|20)\d\d)?",
        " ",
        said,
    )  # noqa: E501
    return said


def _tidy(words: str) -> str:
    return " ".join(words.replace("§", " ").split()).strip(" ,;:.”“\"'’()–—|?!")


# The form that retellings share ---------------------------------------------------------------------------------------

_STEMMER = snowballstemmer.stemmer("english")
_WORD = re.compile(r"[A-Za-z][A-Za-z’'/-]*|\d+(?:\.\d+)?")
_CMO = re.compile(r"\b(?:chief marketing officers?|marketing (?:executives?|leaders?|chiefs?|directors?|managers?|departments?|teams?|people|staff|professionals?)|"
                  r"cmos?|marketers?|marketing)\b(?! (?:technology|automation|cloud|budget|strategy))", re.I)  # fmt: skip
_CIO = re.compile(r"\b(?:[Cc]hief information officers?|(?:IT|information technology|technology|tech) (?:executives?|leaders?|chiefs?|directors?|managers?|"
                  r"departments?|teams?|people|staff|professionals?|bosses|heads?)|(?i:cios?|ctos?)|IT)\b")  # fmt: skip
_NOT = frozenset("not no never without nobody none nor cannot hardly n't lack lacks fail fails nonexistent".split())
#: Words that any claim may have, and that tell none from another: grammar, and the verbs of holding a view.
_EMPTY = frozenset(
    """a an the and or of to in on at for from by with as is are was were be been being it its their his her they them that this these those
    which who whom whose there here than then so such also too very much more most less least own do does did have has had having will would can
    could may might should must shall if when while where what how about into over out up down off per each other one some any all both between
    say says said saying tell tells told think thinks thought believe believes believed feel feels felt see sees saw seen regard regards
    consider considers considered find finds found call calls called hold holds held agree agrees report reports reported admit claim claims rate
    rates describe view views suspect state states according want wants would like name names cite respondent respondents executive executives
    people leader leaders we us our you your not no never without don doesn didn isn aren n't company companies say survey study poll asked
    only just even still yet now already get gets got make makes made way them themselves him her it's respectively percent""".split()
)  # fmt: skip


@cache
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))


@cache
def key(claim: str) -> frozenset[str]:
    """Return the claim's normal form: stems of its words of content, sides as symbols, and "¬" where it denies."""
    words = _CIO.sub(" zcio ", _CMO.sub(" zcmo ", claim.replace("’", "'")))
    lower = [w.lower().strip("'-/") for w in _WORD.findall(words)]
    parts = [part for word in lower for part in re.split(r"[-/]", word) if part]
    found = {_stem(part.removesuffix("'s")) for part in parts if part not in _EMPTY and len(part) > 1}
    if any(part in _NOT or part.endswith("n't") for part in parts):
        found.add("¬")
    return frozenset(found)
