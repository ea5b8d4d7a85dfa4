"""Text families: which of the sample's articles, made prints of them, and texts that only look alike are one text."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

from bench.part import Part, Table
from bench.variants import FRAMES, Print, prints
from corpus import Article
from corpus.data import data_path
from crawler.families import families
from crawler.page import read_html

VARIANTS, SEED = 200, 5
SIZES = (5_000, 10_000, 20_000)
WORDS, COPIED, SITES = 700, 0.2, 50
ABOUT_WORDS = 60


def run(_: Path | None) -> list[Table]:
    """Return pair scores and seconds by size."""
    return [*_pairs(), _speed()]


def _pairs() -> list[Table]:
    cases = [*_originals(), *prints(_articles(), VARIANTS, SEED), *_strangers()]
    truth = {case.article.id: case.of for case in cases}
    found = families(case.article for case in cases)
    right, called, true = _agreement(found, truth)
    scores = (right / called, right / true, 2 * right / (called + true))
    strangers = len(_strangers())
    made = Table(
        f"{len(cases)} texts: {len(_originals())} of the sample site, {VARIANTS} made prints, {strangers} that only look alike",
        ("pairs of one family", "precision", "recall", "F1"),
        [(true, *scores)],
    )
    return [made, _by_kind(cases, found)]


def _by_kind(cases: Sequence[Print], found: Mapping[str, str]) -> Table:
    """Return how many prints of each kind came into the family of their original, and no other."""
    home = {case.of: found[case.article.id] for case in cases if case.kind == "original"}
    all_of, right = Counter(case.kind for case in cases), Counter[str]()
    for case in cases:
        right[case.kind] += found[case.article.id] == home.get(case.of, case.article.id)
    rows = [(kind, count, right[kind]) for kind, count in all_of.items()]
    return Table("By kind", ("kind", "texts", "in the right family"), rows)


def _agreement(found: Mapping[str, str], truth: Mapping[str, str]) -> tuple[int, int, int]:
    """Count the pairs that both put together, that `found` does, and that `truth` does."""
    pairs = list(combinations(sorted(found), 2))
    called = {(a, b) for a, b in pairs if found[a] == found[b]}
    true = {(a, b) for a, b in pairs if truth[a] == truth[b]}
    return len(called & true), len(called), len(true)


def _articles() -> list[Article]:
    return [case.article for case in _originals() if case.of == case.article.id]


def _originals() -> list[Print]:
    """Return the sample site's articles; three of them are copies there already."""
    cases = []
    for manifest in sorted(data_path("datasets", "sample").glob("*/manifest.jsonl")):
        for entry in map(json.loads, manifest.read_text(encoding="utf-8").splitlines()):
            if entry["kind"] in ("article", "near_miss", "copy"):
                found = read_html((manifest.parent / entry["file"]).read_bytes(), entry["url"])
                article = Article(id=entry["url"], text=found.text, title=found.title, published=found.published)
                cases.append(
                    Print(article, entry["copy_of"] or entry["url"], "copy" if entry["copy_of"] else "original")
                )
    return cases


def _strangers() -> list[Print]:
    """Return texts that share a survey, an "About" paragraph or a quotation with others, and are texts of their own."""
    strangers = []
    for name in ("same_study", "releases"):
        lines = (FRAMES.parent / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        for number, row in enumerate(map(json.loads, lines)):
            article = Article(id=f"{name}-{number}", **row)
            strangers.append(Print(article, article.id, name.replace("_", " ")))
    quotation = json.loads(lines[0])["text"].split("\n")[0]
    for number, case in enumerate(strangers[:4]):
        quoting = replace(case.article, text=f"{case.article.text}\n{quotation}")
        strangers[number] = replace(case, article=quoting, kind="shared quotation and same study")
    return strangers


def _speed() -> Table:
    rows = []
    for size in SIZES:
        articles = made_corpus(size)
        began = time.process_time()
        found = families(articles)
        seconds = time.process_time() - began
        rows.append((size, round(seconds, 1), round(1000 * seconds / size, 2), len(set(found.values()))))
    note = (
        f"Made texts of about {WORDS} words from the word pairs of the sample site; {COPIED:.0%} are edited copies, and each of "
        f"{SITES} made sites ends all its texts in one paragraph."
    )
    return Table("Seconds of one core", ("articles", "seconds", "milliseconds an article", "families"), rows, note)


def made_corpus(size: int, seed: int = 1) -> list[Article]:
    """Return `size` made articles: a chain of the sample's words, with copies and each site's own last paragraph."""
    chance = random.Random(seed)
    follows = _follows(case.article.text for case in _originals())
    ends = [" ".join(_chain(follows, chance, ABOUT_WORDS)) for _ in range(SITES)]
    made: list[list[str]] = []
    for _ in range(size):
        if made and chance.random() < COPIED:
            copy = list(chance.choice(made))
            copy[chance.randrange(len(copy))] = "firm"
            made.append(copy)
        else:
            made.append(_chain(follows, chance, chance.randint(WORDS // 2, WORDS * 3 // 2)))
    return [
        Article(id=f"{n:05}", text=f"{' '.join(words)}\n{ends[n % SITES]}", published=f"20{n % 20:02}-01-01")
        for n, words in enumerate(made)
    ]


def _follows(texts: Iterable[str]) -> dict[str, list[str]]:
    follows: dict[str, list[str]] = {}
    for text in texts:
        words = text.split()
        for one, after in pairwise(words):
            follows.setdefault(one, []).append(after)
    return follows


def _chain(follows: dict[str, list[str]], chance: random.Random, length: int) -> list[str]:
    words = ["The"]
    while len(words) < length:
        words.append(chance.choice(follows.get(words[-1]) or follows["the"]))
    return words


PART = Part("families", "Text families", run)
