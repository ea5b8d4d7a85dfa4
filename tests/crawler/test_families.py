"""One text with many prints is one family."""

from __future__ import annotations

import random

import pytest

from corpus import Article, Corpus
from crawler.families import assign_families, families

WORDS = "kettle ladder lamp printer bench clock door form drawer list key shed broom rake fence well pump ferry mill hat".split()


def text(seed: int, length: int = 120) -> str:
    chosen = random.Random(seed)
    return " ".join(f"{chosen.choice(WORDS)}{chosen.randrange(50)}" for _ in range(length))


def article(id_: str, words: str, published: str | None = None, title: str | None = None) -> Article:
    return Article(id=id_, text=words, published=published, title=title, words=len(words.split()))


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


def apart(articles: list[Article]) -> list[str]:
    return sorted(set(families(articles).values()))


def test_copies_edits_and_long_quotations_belong_to_the_earliest() -> None:
    assert families(ARTICLES) == {"a": "c", "b": "c", "c": "c", "d": "d", "e": "d", "f": "f"}


def test_the_order_of_articles_does_not_matter() -> None:
    shuffled = list(ARTICLES)
    for seed in range(5):
        random.Random(seed).shuffle(shuffled)
        assert families(shuffled) == families(ARTICLES)


def test_of_equal_dates_the_one_fetched_first_stands_for_the_family() -> None:
    one = Article(id="a", text=RELEASE, fetched_at="2026-01-02T00:00:00Z")
    other = Article(id="b", text=RELEASE, fetched_at="2026-01-01T00:00:00Z")
    assert families([one, other]) == {"a": "b", "b": "b"}


def test_a_shared_sentence_makes_no_family() -> None:
    shared = text(9, 14)
    assert apart([article("a", f"{text(6)} {shared}"), article("b", f"{text(7)} {shared}")]) == ["a", "b"]


def test_a_paragraph_that_ends_many_texts_makes_no_family() -> None:
    about = text(10, 80)
    assert len(apart([article(f"release{n}", f"{text(20 + n, 45)} {about}") for n in range(6)])) == 6


def test_an_excerpt_in_a_frame_of_its_own_is_found_in_a_text_ten_times_as_long() -> None:
    long = text(11, 900)
    excerpt = " ".join(long.split()[300:390])
    assert apart([article("a", long, "2012-01-01"), article("b", f"{text(12, 50)} {excerpt}", "2013-01-01")]) == ["a"]


def test_two_texts_that_share_a_quotation_are_not_joined_by_a_page_that_holds_it_alone() -> None:
    quotation = text(13, 60)
    around = [
        article(n, f"{text(seed)} {quotation} {text(seed + 1)}", "2012-01-01") for n, seed in (("a", 30), ("b", 32))
    ]
    assert apart([*around, article("c", quotation, "2013-01-01")]) == ["a", "b"]


def pages(first: str, second: str, whole: str) -> list[Article]:
    one, other = text(14, 150), text(15, 100)
    return [
        article("one", one, "2012-01-01", first),
        article("other", other, "2012-01-01", second),
        article("whole", f"{one} {other}", whole, "All in one"),
    ]


def test_pages_of_one_article_and_its_print_version_are_one_family() -> None:
    assert apart(pages("Who owns the shed", "Who owns the shed (page 2)", "2012-01-01")) == ["one"]


def test_two_excerpts_from_an_older_text_are_of_its_family() -> None:
    assert apart(pages("A find", "Another find", "2011-01-01")) == ["whole"]


@pytest.mark.parametrize("published", ["2012-01-31", None], ids=["later", "undated"])
def test_a_month_archive_does_not_join_the_articles_that_it_holds(published: str) -> None:
    assert families(pages("Who owns the shed", "A letter on ladders", published)) == {
        "one": "one", "other": "other", "whole": "one",
    }  # fmt: skip


def test_a_text_with_more_copies_than_the_index_pairs_each_with_each_is_one_family() -> None:
    copies = [article(f"copy{n:02}", RELEASE.replace("well", f"spring{n}")) for n in range(40)]
    assert len(apart(copies)) == 1


def test_texts_without_words_are_no_copies_of_each_other() -> None:
    assert apart([article("a", "..."), article("b", "!")]) == ["a", "b"]


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


def test_articles_that_come_later_make_the_families_of_a_corpus_made_at_once(corpus: Corpus) -> None:
    for one in ARTICLES:
        row = {"id": one.id, "text": one.text, "published": one.published, "words": one.words, "family_id": one.id}
        corpus.write("articles", [{**row, "relevance": 80, "relevance_reason": ""}])
        assign_families(corpus)
    found = {row["id"]: row["family_id"] for row in corpus.rows("SELECT id, family_id FROM articles")}
    assert found == families(ARTICLES)
