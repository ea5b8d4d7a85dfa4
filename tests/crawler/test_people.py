"""Who holds an office of a side is that side wherever the name comes again."""

from __future__ import annotations

import pytest

from crawler.people import people

CASES = {
    "who runs": ("Ada Bell, who runs marketing, came late. Bell left.", "marketing", "Bell"),
    "office, name": ("Its CIO, Ada Bell, has a drawer.", "it", "Ada"),
    "office name": ("The shed belongs to marketing director Ada Bell.", "marketing", "Bell"),
    "name, the firm's office": ("Ada Bell, the firm's new chief information officer, has a drawer.", "it", "Bell"),
    "head of": ("I asked Ada Bell, head of IT at a ferry line.", "it", "Bell"),
    "runs": ("Ada Bell runs technology for a ferry line.", "it", "Bell"),
    "became": ("In May Ada Bell became the group's CMO.", "marketing", "Bell"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_person_with_an_office_stands_for_the_side(case: str) -> None:
    text, side, name = CASES[case]
    found = people(text)
    assert list(found) == [side]
    assert found[side].search(f"Then {name} spoke.")


def test_the_nearest_office_wins_over_the_one_reported_to() -> None:
    found = people("Its CIO, Bernard Asker, now reports to the chief marketing officer, Luisa Pint.")
    assert found["it"].search("Asker") and not found["marketing"].search("Asker")
    assert found["marketing"].search("Pint")


@pytest.mark.parametrize("text", ["Ada Bell met the CIO.", "The CIO and Ada Bell spoke.", "CMO and CIO"])
def test_who_only_meets_an_officer_is_none(text: str) -> None:
    assert people(text) == {}
