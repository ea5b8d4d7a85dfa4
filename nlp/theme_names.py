"""What a theme without a code is called: a phrase that its sentences share, or the words of the plainest of them.

Phrases are noun phrases scored by their likeness to the theme's centre, as KeyBERT does (Grootendorst 2020), and by how
many articles use them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp.embeddings import Embedder
from nlp.lexicon import lexicon
from nlp.matter import PROPER
from nlp.vectors import Vectors

#: A phrase names a theme when at least this share of the theme's sentences, from at least two articles, use it.
SHARED = 0.35
#: So many of the most typical sentences may lend their words, cut to so many characters.
TYPICAL = 5
LONGEST = 70
#: A plain sentence has at least and at most so many words, no figure, and does not lean on the one before it.
PLAIN = (4, 30)
_LEANING = re.compile(r"^(?:It|This|That|These|Those|They|He|She|But|And|So|Such|Yet|Then|Here|There)\b")
_FIGURE = re.compile(r"\d|per ?cent", re.I)

Row = dict[str, Any]


def name_of(members: Sequence[Row], centre: Vectors, nlp: Language, embedder: Embedder) -> str:
    """Return the name of a theme from its members, the most typical first, and the centre of their vectors."""
    return shared_phrase(members, centre, nlp, embedder) or quotation([m["text"] for m in members[:TYPICAL]])


def shared_phrase(members: Sequence[Row], centre: Vectors, nlp: Language, embedder: Embedder) -> str | None:
    """Return the phrase that is nearest to the centre among those that enough of the sentences use, or None."""
    users: dict[str, set[str]] = defaultdict(set)
    families: dict[str, set[str]] = defaultdict(set)
    words: dict[str, str] = {}
    for member, doc in zip(members, nlp.pipe([m["text"] for m in members]), strict=True):
        for chunk in noun_phrases(doc):
            if key := _key(chunk):
                users[key].add(member["id"])
                families[key].add(member["family_id"])
                words.setdefault(key, _phrase(chunk))
    common = sorted(k for k in users if len(users[k]) >= SHARED * len(members) and len(families[k]) > 1)
    if not common:
        return None
    likeness = embedder.encode([words[key] for key in common]) @ centre
    best = max(range(len(common)), key=lambda n: (round(float(likeness[n]), 3), common[n]))
    return words[common[best]][:1].upper() + words[common[best]][1:]


def noun_phrases(doc: Doc) -> Iterator[Span]:
    """Give the longest runs of adjectives and nouns that end in a noun, by their tags."""
    at = 0
    while at < len(doc):
        end = at
        while end < len(doc) and doc[end].tag_[:2] in ("JJ", "NN") and not doc[end].ent_type_:
            end += 1
        last = next((n for n in range(end, at, -1) if doc[n - 1].tag_[:2] == "NN"), at)
        if last > at:
            yield doc[at:last]
        at = max(end, at + 1)


def quotation(texts: Sequence[str]) -> str:
    """Return the words of the plainest of `texts`, in quotation marks, cut with an ellipsis where they are long."""
    bare = [" ".join(text.split()).strip(" “”\"'.") for text in texts]
    words = min(bare, key=lambda text: (not is_plain(text), len(text), text))
    return f"“{words}”" if len(words) <= LONGEST else f"“{words[: LONGEST - 1].rsplit(' ', 1)[0]} …”"


def is_plain(text: str) -> bool:
    """Tell whether a sentence can stand alone: neither short nor long, no figure, no word that points back."""
    fewest, most = PLAIN
    return fewest <= len(text.split()) <= most and not _FIGURE.search(text) and not _LEANING.match(text)


def _key(chunk: Span) -> str | None:
    """Return what a phrase is counted by, its lemmas, or None for one that says nothing or names a side."""
    tokens = [t for t in chunk if not t.is_stop and t.is_alpha]
    empty = set(lexicon("stopwords")["words"])
    if not 2 <= len(tokens) <= 4 or any(t.tag_ in PROPER for t in tokens) or tokens[-1].tag_[:2] != "NN":
        return None
    if tokens[-1].lower_ in empty or all(t.lower_ in empty for t in tokens):
        return None
    return " ".join(t.lemma_.lower() for t in tokens)


def _phrase(chunk: Span) -> str:
    tokens = [t for t in chunk if not t.is_stop and t.is_alpha]
    return str(chunk.doc[tokens[0].i : tokens[-1].i + 1].text)
