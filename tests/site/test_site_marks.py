"""Marks may overlap in any way: the page stays well formed and keeps every character."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ElementTree

import pytest
from crosstalk_site.context import quotation
from crosstalk_site.marks import blocks, numbered

ALPHABET = "ab <&>\"' \u202e🙂"


def rendered(text: str, spans: list[tuple[str, str, int, int]], excerpts: bool = False) -> list[ElementTree.Element]:
    found = blocks(text, numbered(spans, len(text)), excerpts=excerpts)
    return [ElementTree.fromstring(f"<p>{block.html}</p>") for block in found]


def plain(element: ElementTree.Element) -> str:
    """Return the text of an element without the numbers that follow marks."""
    inner = "".join("" if child.tag == "sup" else plain(child) for child in ())
    for child in element:
        inner += ("" if child.tag == "sup" else plain(child)) + (child.tail or "")
    return (element.text or "") + inner


@pytest.mark.parametrize("seed", range(60))
def test_any_spans_give_well_formed_markup_with_all_characters(seed: int) -> None:
    random_ = random.Random(seed)
    text = "".join(random_.choice(ALPHABET) for _ in range(40)).strip() or "a"
    spans = []
    for n in range(random_.randint(1, 7)):
        start = random_.randint(0, len(text))
        kind = random_.choice(("frustration", "recommendation", "figure"))
        spans.append((f"s{n}", kind, start, min(len(text), start + random_.randint(0, 30))))
    [paragraph] = rendered(text, spans)
    assert plain(paragraph) == text
    ids = [mark.get("id") for mark in paragraph.iter("mark") if mark.get("id")]
    assert sorted(ids) == sorted(key for key, _, start, end in spans if end > start)


def test_a_span_within_another_keeps_both_whole() -> None:
    [p] = rendered("one two three", [("a", "frustration", 0, 13), ("b", "figure", 4, 7)])
    assert {m.get("id"): plain(m) for m in p.iter("mark")} == {"a": "one two three", "b": "two"}


def test_a_span_over_two_lines_is_marked_on_both_and_numbered_once() -> None:
    first, second = rendered("one two\nthree four", [("a", "frustration", 4, 13)])
    assert [plain(m) for p in (first, second) for m in p.iter("mark")] == ["two", "three"]
    assert len(list(first.iter("sup")) + list(second.iter("sup"))) == 1


@pytest.mark.parametrize("start, end", [(-5, 3), (2, 2), (5, 1), (10, 10_000), (9_000, 9_010)])
def test_offsets_out_of_the_text_do_no_harm(start: int, end: int) -> None:
    assert plain(rendered("one two three", [("a", "figure", start, end)])[0]) == "one two three"


def test_a_thousand_spans_on_one_place_do_no_harm() -> None:
    [p] = rendered("one two", [(f"s{n}", "figure", 0, 3) for n in range(200)])
    assert len(list(p.iter("mark"))) == 200


@pytest.mark.parametrize(
    "line, kind, item, words",
    [
        ("# A heading", "heading", None, "A heading"),
        ("- an item", "item", None, "an item"),
        ("12. an item", "item", 12, "an item"),
        ("3) an item", "item", 3, "an item"),
        ("-5 degrees", "p", None, "-5 degrees"),
        ("#tag first", "p", None, "#tag first"),
        ("2013. was a year", "item", 2013, "was a year"),
    ],
)
def test_a_line_is_what_its_beginning_says(line: str, kind: str, item: int | None, words: str) -> None:
    [block] = blocks(line, [], excerpts=False)
    assert (block.kind, block.item, str(block.html)) == (kind, item, words)


def test_gaps_are_gaps_in_excerpts_only() -> None:
    assert [b.kind for b in blocks("one […] two", [], excerpts=True)] == ["p", "gap", "p"]
    assert [b.kind for b in blocks("one […] two", [], excerpts=False)] == ["p"]


def test_a_quotation_stops_at_its_line_and_at_gaps() -> None:
    text = "Before that.\nIt began so. THE WORDS. And after. […] Much later."
    start = text.index("THE")
    assert quotation("THE WORDS.", text, 0, start, start + 10) == ("It began so. ", "THE WORDS.", " And after.")


def test_a_quotation_with_wrong_offsets_stands_alone() -> None:
    assert quotation("words", "other text here", 0, 3, 8) == ("", "words", "")


def test_long_context_is_cut_at_a_word() -> None:
    text = "lead " * 100 + "WORDS" + " tail" * 100
    before, _, after = quotation("WORDS", text, 0, 500, 505)
    assert before.startswith("…lead ") and after.endswith(" tail…") and max(len(before), len(after)) <= 162
