"""What statements are about: by their own words, their heading's, their article's."""

from __future__ import annotations

import pytest

from nlp.objects import objects, objects_of
from nlp.units import units


@pytest.mark.parametrize(
    "text, found",
    [
        ("The website and the CRM share nothing.", ("crm", "website")),
        ("Passwords went round on paper.", ("security",)),
        ("The data center is full.", ("infrastructure",)),
        ("Its costs and its system are theirs.", ()),
    ],
)
def test_words_name_objects(text, found):
    assert objects(text) == found


def test_a_silent_sentence_is_about_what_its_heading_names_before_what_the_article_is_about():
    text = "\n".join(
        [
            "Our chatbot was late.",
            "The chatbot was theirs.",
            "A chatbot needs words.",
            "Nobody wrote them.",
            "# The website",
            "Nobody owned it.",
            "The budget was gone.",
        ]
    )
    about = dict(zip([u.text for u in units(text)], objects_of(units(text), "A year of quarrels"), strict=True))
    assert about["Nobody wrote them."] == ("ai",)
    assert about["Nobody owned it."] == ("website",)
    assert about["The budget was gone."] == ("budget",)


def test_an_article_that_names_an_object_once_is_not_about_it():
    found = objects_of(units("The app was late.\nWe waited.\nThey waited.\nAll waited."), "Late again")
    assert found == [("mobile",), (), (), ()]


def test_a_title_with_one_object_tells_what_a_short_text_is_about():
    assert objects_of(units("We waited.\nThey waited."), "Who owns the website?") == [("website",), ("website",)]
