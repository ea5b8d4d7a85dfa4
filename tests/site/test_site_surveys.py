"""The survey register: studies, findings with every telling, and what does not agree."""

from __future__ import annotations

import pytest
from crosstalk_site import figures
from crosstalk_site.finding import sentences
from lxml import html
from made import Site


def seen(site: Site, path: str) -> str:
    return " ".join(html.fromstring(site.get(path).text).find("body").text_content().split())


def test_the_register_tells_how_many_studies_and_that_none_was_checked(survey_site: Site) -> None:
    told = seen(survey_site, "/surveys")
    assert "1 study, 2 findings" in told
    assert "none was compared with the study itself" in told
    assert "1 name of studies met somewhere and not confirmed" in told


def test_a_value_leads_to_the_findings_told_with_it(survey_site: Site) -> None:
    for asked in ("77", "77%", "77 percent"):
        page = html.fromstring(survey_site.get("/surveys", params={"q": asked}).text)
        assert [a.get("href") for a in page.cssselect("#found a.name")] == ["/finding/g2"], asked
    page = html.fromstring(survey_site.get("/surveys?q=44").text)
    assert [a.get("href") for a in page.cssselect("#found a.name")] == ["/finding/g1"]


@pytest.mark.parametrize("asked", ["%", "_", "\\", "'", "1e999", "9" * 300, "\x00", "٣", "need\u202e"])
def test_whatever_is_asked_of_the_register_gets_an_answer(survey_site: Site, asked: str) -> None:
    assert survey_site.get("/surveys", params={"q": asked}).status_code == 200


def test_a_finding_shows_every_telling_and_why_values_differ(survey_site: Site) -> None:
    page = html.fromstring(survey_site.get("/finding/g1").text)
    assert [b.text_content() for b in page.cssselect(".tellings tbody strong bdi")] == ["56%", "57%", "44%", "65%"]
    assert len(page.cssselect(".tellings rect.odd")) == 1
    told = seen(survey_site, "/finding/g1")
    assert "Told 4 times, with 4 values: 44%, 56%, 57% and 65%. 1 telling does not fit." in told
    assert "44%: turned round." in told and "equal by chance" in told.lower()


def test_a_study_names_who_asked_who_paid_and_how_many(survey_site: Site) -> None:
    told = seen(survey_site, "/study/gulf-2013")
    for words in ("Gulf & Co", "paid for by A vendor", "405 and 252", "1 finding"):
        assert words in told
    assert "Not confirmed" in seen(survey_site, "/study/hm")


def test_the_themes_page_shows_the_surveys_told_in_its_sentences(survey_site: Site) -> None:
    page = html.fromstring(survey_site.get("/theme/f1").text)
    assert [a.get("href") for a in page.cssselect("#surveys a.name")] == ["/finding/g1"]


def test_a_database_without_a_register_says_so_in_a_sentence(older_site: Site) -> None:
    assert "This database holds no survey register." in seen(older_site, "/surveys")
    assert older_site.get("/finding/g1").status_code == older_site.get("/study/gulf-2013").status_code == 404


def test_search_finds_findings_beside_sentences(survey_site: Site) -> None:
    page = html.fromstring(survey_site.get("/search?q=need").text)
    assert {a.get("href") for a in page.cssselect("#findings a.name")} == {"/finding/g1", "/finding/g2"}


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [(56.0, "percent", "56%"), (1147.0, "count", "1,147"), (2.5, "multiple", "2.5 times"), (3.0, "rank", "rank 3"),
     (None, "percent", "?")],
)  # fmt: skip
def test_a_value_is_told_with_its_unit(value: float | None, unit: str, told: str) -> None:
    assert figures.said(value, unit) == told


def test_one_telling_and_none_are_said_as_such() -> None:
    finding = {"unit": "percent"}
    one = {"value": 5.0, "agreement": "exact", "article_id": None}
    assert sentences(finding, [one]) == ["Told once, as far as is known here."]
    assert sentences(finding, []) == ["No telling of it is known here."]
    assert sentences(finding, [one, one]) == ["Told 2 times, always with this value."]


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("CONFLICT with 57%", "others tell 57%"),
        ("CONFLICT 55% vs 56%; Czech", "told: 55% vs 56%; Czech"),
        ("COMPLEMENT of 56%", "complement of 56%"),
        ("CMO of a bank", "CMO of a bank"),
        (None, None),
    ],
)
def test_a_note_is_told_without_shouting(note, shown):
    from crosstalk_site.figures import plain_note

    assert plain_note(note) == shown


def test_an_organisation_and_a_year_lead_to_its_findings_in_any_order(survey_site: Site) -> None:
    for asked in ("Gulf 2013", "2013 gulf"):
        page = html.fromstring(survey_site.get("/surveys", params={"q": asked}).text)
        assert page.cssselect("#found a.name"), asked
    assert not html.fromstring(survey_site.get("/surveys?q=gulf+1999").text).cssselect("#found a.name")
