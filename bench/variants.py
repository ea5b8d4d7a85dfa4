"""Made prints of articles as they are met on the web, each with the article that it is a print of."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus import Article

FRAMES = Path(__file__).parent / "data" / "families" / "frames.txt"


@dataclass(frozen=True)
class Print:
    """An article, the key of the text that it is a print of, and how it was made."""

    article: Article
    of: str
    kind: str


Maker = Callable[[Article, random.Random], list[Article]]


def prints(originals: Sequence[Article], count: int, seed: int = 0) -> list[Print]:
    """Return `count` prints of `originals`, of each kind in turn, every one of them a day or more later."""
    chance = random.Random(seed)
    made: list[Print] = []
    while len(made) < count:
        for kind, maker in MAKERS.items():
            original = chance.choice(originals)
            for article in maker(original, chance):
                later = replace(article, id=f"print-{len(made):03}", published=_later(original, chance))
                made.append(Print(later, original.id, kind))
    return made[:count]


def _later(original: Article, chance: random.Random) -> str:
    return f"{int((original.published or '2012')[:4]) + 1}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def _other_headline(article: Article, chance: random.Random) -> list[Article]:
    town = chance.choice(("LONDON", "NEW YORK", "MUMBAI", "SYDNEY"))
    return [replace(article, title="What executives say", text=f"{town} (Newswire) - {article.text}")]


def _cut(article: Article, chance: random.Random) -> list[Article]:
    words = article.text.split(" ")
    return [replace(article, text=" ".join(words[: int(len(words) * chance.uniform(0.3, 0.8))]) + " ...")]


def _number_format(article: Article, _: random.Random) -> list[Article]:
    text = re.sub(r" (percent|per cent)\b", "%", re.sub(r"(?<=\d),(?=\d{3})", "", article.text))
    return [replace(article, text=text.replace("’", "'").replace("“", '"').replace("”", '"').replace(" – ", " - "))]


def _word_changed(article: Article, _: random.Random) -> list[Article]:
    return [replace(article, text=re.sub(r"\bmarketing\b", "the brand side", article.text, count=1))]


def _words_changed(article: Article, chance: random.Random) -> list[Article]:
    words = article.text.split(" ")
    for place in range(chance.randint(0, 39), len(words), 40):
        words[place] = "firm"
    return [replace(article, text=" ".join(words))]


def _tagged(article: Article, _: random.Random) -> list[Article]:
    return [replace(article, text=re.sub(r"(?<=[a-z])\. (?=[A-Z])", " (Newswire). ", article.text))]


def _sentences_dropped(article: Article, chance: random.Random) -> list[Article]:
    kept = [one for one in re.split(r"(?<=[.!?]) ", article.text) if chance.random() > 1 / 7]
    return [replace(article, text=" ".join(kept))]


def _document_mirror(article: Article, _: random.Random) -> list[Article]:
    words = re.sub(r"ff?[il]", "", article.text.replace("\n", " ")).split()
    return [replace(article, title=None, text="\n".join(" ".join(words[n : n + 9]) for n in range(0, len(words), 9)))]


def _pages(article: Article, _: random.Random) -> list[Article]:
    lines = article.text.split("\n")
    half = len(lines) // 2
    return [replace(article, text="\n".join(part)) for part in (lines[:half], lines[half:])]


def _excerpt(article: Article, chance: random.Random) -> list[Article]:
    words = article.text.split(" ")
    length = max(90, int(len(words) * chance.uniform(0.2, 0.5)))
    start = chance.randrange(max(1, len(words) - length))
    frame = chance.choice(FRAMES.read_text(encoding="utf-8").splitlines())
    return [replace(article, title="Reading list", text=f"{frame}\n{' '.join(words[start : start + length])}")]


MAKERS: dict[str, Maker] = {
    "other headline": _other_headline,
    "cut": _cut,
    "number format": _number_format,
    "one word changed": _word_changed,
    "a word in forty changed": _words_changed,
    "source tags added": _tagged,
    "sentences dropped": _sentences_dropped,
    "mirror of a document": _document_mirror,
    "pages apart": _pages,
    "excerpt": _excerpt,
}
