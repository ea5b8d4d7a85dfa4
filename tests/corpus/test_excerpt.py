"""What of a text is published: statements always, context within limits, nothing else."""

from __future__ import annotations

import pytest

from corpus.excerpt import GAP, MOST_WORDS, excerpt

SENTENCES = [f"Sentence number {n} tells of something that happened on the third floor that week." for n in range(40)]
TEXT = " ".join(SENTENCES)


def _span(n: int) -> tuple[int, int]:
    start = TEXT.index(SENTENCES[n])
    return start, start + len(SENTENCES[n])


@pytest.mark.parametrize("policy", ["full", "excerpt", "none"])
def test_the_offsets_of_every_span_hold_in_the_published_text(policy):
    spans = [_span(3), _span(4), _span(20)]
    published = excerpt(TEXT, spans, policy)
    for start, end in spans:
        a, b = published.offsets[start, end]
        assert published.text[a:b] == TEXT[start:end]


def test_none_keeps_the_spans_alone():
    assert excerpt(TEXT, [_span(3), _span(20)], "none").text == SENTENCES[3] + GAP + SENTENCES[20]


def test_excerpt_adds_one_sentence_before_a_span():
    assert excerpt(TEXT, [_span(5)], "excerpt").text == f"{SENTENCES[4]} {SENTENCES[5]}"


def test_context_stops_at_a_quarter_of_the_words():
    spans = [_span(n) for n in range(1, 20, 2)]
    kept = excerpt(TEXT, spans, "excerpt").text.replace(GAP, " ").split()
    assert len(kept) <= max(len(TEXT.split()) / 4, sum(len(TEXT[a:b].split()) for a, b in spans))


def test_context_stops_at_300_words_of_a_long_text():
    long_text = " ".join(f"Here stands sentence {n} of a very long text about nothing much." for n in range(800))
    spans = []
    for n in range(1, 700, 28):
        words = f"Here stands sentence {n} of a very long text about nothing much."
        spans.append((long_text.index(words), long_text.index(words) + len(words)))
    assert len(excerpt(long_text, spans, "excerpt").text.replace(GAP, " ").split()) <= MOST_WORDS + 12


def test_overlapping_spans_are_kept_once():
    start, end = _span(7)
    published = excerpt(TEXT, [(start, end), (start + 9, end - 4)], "none")
    assert published.text == SENTENCES[7]
    assert published.offsets[start + 9, end - 4] == (9, end - 4 - start)


def test_an_article_without_statements_publishes_no_text():
    assert excerpt(TEXT, [], "excerpt").text == ""
