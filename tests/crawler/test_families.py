"""One text with many prints is one family."""

from __future__ import annotations

import random

from corpus import Article, Corpus
from crawler.families import assign_families, families

WORDS = "kettle ladder lamp printer bench clock door form drawer list key shed broom rake fence well pump ferry mill hat".split()


def text(seed: int, length: int = 120) -> str:
    chosen = random.Random(seed)
    return " ".join(f"{chosen.choice(WORDS)}{chosen.randrange(50)}" for _ in range(length))


def article(id_: str, words: str, published: str | None = None) -> Article:
    return Article(id=id_, text=words, published=published, words=len(words.split()))


RELEASE = text(1)
EDITED = RELEASE.replace("lamp", "light", 2).rsplit(" ", 12)[0]
ARTICLES = [
    article("c", RELEASE, "2013-08-14"),
    article("a", EDITED, "2013-08-17"),
    article("b", f"{text(2, 40)} {' '.join(RELEASE.split()[:100])} {text(3, 40)}", "2014-01-01"),
    article("d", text(4), "2010-01-01"),
    article("e", text(4), None),
    article("f", text(5)),
]


def test_copies_edits_and_long_quotations_belong_to_the_earliest() -> None:
    assert families(ARTICLES) == {"a": "c", "b": "c", "c": "c", "d": "d", "e": "d", "f": "f"}


def test_the_order_of_articles_does_not_matter() -> None:
    shuffled = list(ARTICLES)
    for seed in range(5):
        random.Random(seed).shuffle(shuffled)
        assert families(shuffled) == families(ARTICLES)


def test_a_shared_sentence_makes_no_family() -> None:
    shared = text(9, 14)
    assert families([article("a", f"{text(6)} {shared}"), article("b", f"{text(7)} {shared}")]) == {"a": "a", "b": "b"}


def test_families_are_written_once_and_their_pages_called_copies(corpus: Corpus) -> None:
    for one in ARTICLES:
        url = f"http://x.example/{one.id}"
        row = {"id": one.id, "text": one.text, "published": one.published, "words": one.words, "url": url}
        corpus.write("articles", [{**row, "relevance": 80, "relevance_reason": "", "family_id": one.id}])
        corpus.write("pages", [{"url": url, "outcome": "stored", "article_id": one.id}], key="url")
    assert assign_families(corpus) == 3
    assert assign_families(corpus) == 0
    copies = corpus.rows("SELECT article_id FROM pages WHERE outcome = 'copy' ORDER BY 1")
    assert [row["article_id"] for row in copies] == ["a", "b", "e"]
