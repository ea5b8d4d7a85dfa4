"""Pages that are not what they seem, told by general signs of their own text: each with its outcome and reason."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from crawler.lexicon import lexicon
from crawler.salad import word_salad

#: A page that says "not found" or "please wait" says little else.
SHORT_WORDS, FIRST_LINES = 120, 3
INTERSTITIAL_WORDS = 60
#: So many wares of different kinds, or so many mentions, are no coincidence.
FEWEST_WARES, FEWEST_MENTIONS = 2, 3
#: A word of another script again and again inside English sentences stands for a word that was there.
FEWEST_FOREIGN, FEWEST_LATIN_AROUND = 3, 4
#: What a farm lacks (names, figures, quoted speech) and what it has (filler) are rates in a hundred words.
FARM_WORDS, FARM_FILLER, FARM_KINDS, FARM_FACTS = 200, 1.2, 4, 0.8


@dataclass(frozen=True)
class FalsePage:
    """What a page is instead of an article, one of `crawler.outcomes`, and what shows it in words."""

    outcome: str
    reason: str


def false_page(title: str | None, text: str, language: str | None = "en") -> FalsePage | None:
    """Return what is false about a page by its title and main text, or None; some signs need English."""
    signs = [
        ("soft_404", _not_found(title or "", text)),
        ("interstitial", _interstitial(text)),
        ("hacked", _hacked(text)),
    ]
    if language == "en":
        signs += [("cloaked", _cloaked(text)), ("word_salad", word_salad(text)), ("content_farm", _farm(text))]
    return next((FalsePage(outcome, reason) for outcome, reason in signs if reason), None)


def _not_found(title: str, text: str) -> str | None:
    words = len(text.split())
    lines = [title, *text.split("\n")[:FIRST_LINES]] if words < SHORT_WORDS else []
    found = next((match for line in lines if (match := _listed("not_found").search(line))), None)
    return f'the page says "{found[0].strip()}"' if found else None


def _interstitial(text: str) -> str | None:
    found = _listed("interstitial").search(text) if len(text.split()) < INTERSTITIAL_WORDS else None
    return f'it only leads on: "{found[0].strip()}"' if found else None


def _hacked(text: str) -> str | None:
    found = {kind: pattern.findall(text) for kind, pattern in _wares().items()}
    kinds = {kind: hits for kind, hits in found.items() if hits}
    mentions = sum(map(len, kinds.values()))
    if len(kinds) < FEWEST_WARES and mentions < FEWEST_MENTIONS:
        return None
    return f"words of other trades stand in the text: {', '.join(sorted(kinds))}"


def _cloaked(text: str) -> str | None:
    """Return the word of another script that takes the place of an English one, if there is one."""
    foreign: Counter[str] = Counter()
    for line in text.split("\n"):
        words = re.findall(r"[^\W\d_]+", line)
        strange = [word for word in words if not _latin(word)]
        if strange and len(words) - len(strange) >= FEWEST_LATIN_AROUND * len(strange):
            foreign.update(strange)
    word, times = next(iter(foreign.most_common(1)), ("", 0))
    return f"{word} stands {times} times where an English word was" if times >= FEWEST_FOREIGN else None


def _latin(word: str) -> bool:
    return all("LATIN" in unicodedata.name(letter, "LATIN") for letter in word)


def _farm(text: str) -> str | None:
    """Return what shows that a text was made to fill a page: much filler, and nobody and nothing named."""
    words = len(text.split())
    filler = [match[0].lower() for match in _listed("filler").finditer(text)]
    facts = _facts(text)
    if words < FARM_WORDS or len(set(filler)) < FARM_KINDS or 100 * facts > FARM_FACTS * words:
        return None
    if 100 * len(filler) < FARM_FILLER * words:
        return None
    named = f"{facts} names, figures or quotations in {words} words"
    return f"filler ({filler[0]}, {filler[1]} and {len(filler) - 2} more) and {named}"


def _facts(text: str) -> int:
    """Count what only somebody who knew something could write: figures, years, two-part names, quoted speech."""
    text = re.sub(r"(?m)^(?:# )?\d+[.)]", "", text)
    names = re.findall(r"(?<=[a-z,;] )[A-Z][a-z]+ [A-Z][a-z]+", text)
    return len(names) + len(re.findall(r"\d[\d.,]*", text)) + len(re.findall(r"[\"“][^\"”]{20,}[\"”]", text))


@cache
def _listed(key: str) -> re.Pattern[str]:
    return _pattern(lexicon("false_pages")[key])


@cache
def _wares() -> dict[str, re.Pattern[str]]:
    return {kind: _pattern(patterns) for kind, patterns in lexicon("false_pages")["spam"].items()}


def _pattern(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w)(?:{pattern})(?!\w)" for pattern in patterns), re.IGNORECASE)
