"""What themes have to do with each other: answers, likeness, lineage, names, and the order of their sentences."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.lineage import inherit_ids
from nlp.representatives import by_typicality
from nlp.theme_links import concerns, theme_links
from nlp.theme_names import is_plain, quotation
from nlp.theme_rows import entropy

NEAR = np.array([1, 0], dtype=np.float32)
FAR = np.array([0, 1], dtype=np.float32)


def said(id: str, kind: str, article: str, position: int, **sides: str) -> dict:
    plain = {"holder": "cmo", "target": "cio", "addressee": "cio"}
    return {"id": id, "kind": kind, "article_id": article, "family_id": article, "position": position, **plain, **sides}


def test_advice_given_right_after_a_complaint_answers_it():
    placed = [
        (said("c1", "frustration", "a", 3), NEAR, "f1"),
        (said("r1", "recommendation", "a", 4), NEAR, "r1"),
        (said("c2", "frustration", "b", 1), NEAR, "f1"),
        (said("r2", "recommendation", "b", 2), NEAR, "r1"),
        (said("r3", "recommendation", "b", 60), NEAR, "r2"),
    ]
    links, pairs = theme_links(placed, {"f1": 2, "r1": 2, "r2": 1})
    assert [(k["frustration_id"], k["recommendation_id"], k["families"], k["rank"]) for k in links] == [
        ("f1", "r1", 2, 1)
    ]
    assert [(p["frustration_statement_id"], p["recommendation_statement_id"]) for p in pairs] == [
        ("c1", "r1"),
        ("c2", "r2"),
    ]


def test_the_nearer_and_liker_advice_is_the_stronger_answer():
    placed = [
        (said("c1", "frustration", "a", 3), NEAR, "f1"),
        (said("r1", "recommendation", "a", 4), NEAR, "r1"),
        (said("r2", "recommendation", "a", 4), FAR, "r2"),
        (said("r3", "recommendation", "a", 9), NEAR, "r3"),
    ]
    links, _ = theme_links(placed, {"f1": 1, "r1": 1, "r2": 1, "r3": 1})
    assert [link["recommendation_id"] for link in links] == ["r1", "r3", "r2"] or links[0]["recommendation_id"] == "r1"
    assert links[0]["strength"] > links[-1]["strength"]


@pytest.mark.parametrize(("addressee", "fits"), [("cio", True), ("both", True), ("none", True), ("other", False)])
def test_advice_must_concern_a_side_of_the_complaint(addressee, fits):
    complaint = said("c", "frustration", "a", 1, holder="cmo", target="cio")
    assert concerns(said("r", "recommendation", "a", 2, addressee=addressee), complaint) is fits


def test_a_theme_that_leaves_another_is_split_from_it():
    old = {"f1": {f"a{n}" for n in range(30)}}
    new = [{f"a{n}" for n in range(18)}, {f"a{n}" for n in range(18, 30)} | {"b"}]
    ids, events = inherit_ids(new, old, "f", {"f1"})
    assert ids == ["f1", "f2"]
    assert [(e.theme_id, e.event, e.other_id, e.share) for e in events] == [
        ("f1", "shrank", None, 0.6),
        ("f2", "split", "f1", 0.4),
    ]


def test_a_theme_doubled_by_new_sentences_keeps_its_id():
    old = {"f1": {f"a{n}" for n in range(10)}}
    ids, events = inherit_ids([old["f1"] | {f"n{n}" for n in range(30)}], old, "f", {"f1"})
    assert ids == ["f1"]
    assert [(e.event, e.share) for e in events] == [("grew", 1.0)]


def test_a_theme_whose_sentences_are_all_gone_is_gone():
    _, events = inherit_ids([{"x"}], {"f1": {"a"}}, "f", {"f1"})
    assert [(e.theme_id, e.event, e.other_id) for e in events] == [("f2", "born", None), ("f1", "gone", None)]


def test_representative_sentences_come_one_an_article_first_and_the_plain_before_the_leaning():
    texts = ["It takes far too long.", "IT takes far too long.", "IT takes months.", "IT is slow to deliver anything."]
    rows = [
        {"id": f"s{n}", "text": text, "family_id": "a" if n < 3 else "b", "year": 2010 + n}
        for n, text in enumerate(texts)
    ]
    vectors = np.array([[1, 0.05], [1, 0.0], [1, 0.1], [0.9, 0.3]], dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    order = by_typicality(rows, [0, 1, 2, 3], vectors, np.ones(4))
    assert order[:2] == [1, 3]
    assert order[-1] == 0


def test_a_name_by_quotation_is_plain_and_short():
    assert quotation(["In 2014, 43% said so.", "Nobody owns the brand portal."]) == "“Nobody owns the brand portal”"
    long = quotation(["We " + "really " * 30 + "mean it."])
    assert len(long) <= 73
    assert long.endswith("…”")
    assert is_plain("Marketing waits for the web team.")
    assert not is_plain("This is why it fails every time.")


def test_entropy_is_nothing_for_one_publication_and_one_bit_for_two():
    assert entropy(["a", "a"]) == 0.0
    assert entropy(["a", "b"]) == 1.0
    assert entropy([None]) == 0.0
