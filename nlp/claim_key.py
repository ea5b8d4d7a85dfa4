"""The form of a claim that its retellings share: stems of its words of content, sides as symbols, denial kept."""

from __future__ import annotations

import re
from functools import cache

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("english")
_WORD = re.compile(r"[A-Za-z][A-Za-z’'/-]*|\d+(?:\.\d+)?")
_CMO = re.compile(r"\b(?:chief marketing officers?|marketing (?:executives?|leaders?|"
    r"chiefs?|directors?|managers?|"
    r"departments?|teams?|people|staff|professionals?)|"
                  r"cmos?|marketers?|marketing)\b(?! (?:technology|automation|cloud|budget"
                  r"|strategy))", re.I)  # fmt: skip
_CIO = re.compile(r"\b(?:[Cc]hief information officers?|(?:IT|information technology|technology|tech) (?:executives?|leaders?|"
    r"chiefs?|directors?|managers?|"
                  r"departments?|teams?|people|staff|professionals?|bosses|heads?)|(?i:cios?)|IT)\b")  # fmt: skip
_NOT = frozenset("not no never without nobody none nor cannot hardly n't lack lacks fail fails nonexistent".split())
#: Words that any claim may have, and that tell none from another: grammar, and the verbs of holding a view.
_EMPTY = frozenset(
    """a an the and or of to in on at for from by with as is are was were be been being it its their his her they them
    that this these those which who whom whose there here than then so such also too very much more most less
    least own do does did have has had having will would can could may might should must shall if when while
    where what how about into over out up down off per each other one some any all both between say says said
    saying tell tells told think thinks thought believe believes believed feel feels felt see sees saw seen
    regard regards consider considers considered find finds found call calls called hold holds held agree agrees
    report reports reported admit claim claims rate rates describe view views suspect state states according
    want wants would like name names cite respondent respondents executive executives people leader leaders we
    us our you your not no never without don doesn didn isn aren n't company companies say survey study poll
    asked only just even still yet now already get gets got make makes made way them themselves him her it's
    respectively percent""".split()
)  # fmt: skip


def side_of(words: str) -> str | None:
    """Return the words that name the only side in `words`, as they stand; None where no side or both are named."""
    named = [*_CMO.finditer(words), *_CIO.finditer(words)]
    return named[0].group() if len(named) == 1 else None


@cache
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))


@cache
def key(claim: str) -> frozenset[str]:
    """Return the claim's normal form: stems of its words of content, sides as symbols, and "¬" where it denies."""
    words = _CIO.sub(" zcio ", _CMO.sub(" zcmo ", claim.replace("’", "'")))
    lower = [w.lower().strip("'-/") for w in _WORD.findall(words)]
    parts = [
        part for word in lower for part in re.split(r"[-/]", word) if part and not re.fullmatch(r"(?:19|20)\d\d", part)
    ]
    found = {_stem(part.removesuffix("'s")) for part in parts if part not in _EMPTY and len(part) > 1}
    if any(part in _NOT or part.endswith("n't") for part in parts):
        found.add("¬")
    return frozenset(found)


def content(claim: str) -> frozenset[str]:
    """Return the stems of a claim without those that stand for a side or a denial."""
    return key(claim) - {"zcmo", "zcio", "¬"}
