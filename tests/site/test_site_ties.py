"""What ties themes and sentences together: near themes, answers with their evidence, sentences alike, the map."""

from __future__ import annotations

from crosstalk_site import plane
from lxml import html
from made import Site
from plain import SLOW, TALK


def test_a_theme_shows_what_answers_it_with_the_sentences_that_show_it(survey_site: Site) -> None:
    page = html.fromstring(survey_site.get("/theme/f1").text)
    assert [a.get("href") for a in page.cssselect("#answers a.name")] == ["/theme/r1"]
    pair = page.cssselect("#answers .pair")[0].text_content()
    assert SLOW in pair and TALK in pair
    back = html.fromstring(survey_site.get("/theme/r1").text)
    assert "What it answers" in back.text_content()
    assert [a.get("href") for a in back.cssselect("#answers a.name")] == ["/theme/f1"]


def test_a_theme_without_an_answer_says_so_and_an_older_file_says_nothing(survey_site: Site, older_site: Site) -> None:
    assert "No advice in these articles is tied to this complaint." in survey_site.get("/theme/f2").text
    assert 'id="answers"' not in older_site.get("/theme/f1").text


def test_near_themes_and_objects_stand_in_the_margin(survey_site: Site) -> None:
    page = html.fromstring(survey_site.get("/theme/f1").text)
    assert [a.get("href") for a in page.cssselect(".near a")] == ["/theme/f2"]
    assert "crm 4" in " ".join(page.text_content().split())


def test_sentences_alike_are_one_click_from_a_sentence(survey_site: Site) -> None:
    page = html.fromstring(survey_site.get("/theme/f1").text)
    link = next(a.get("href") for a in page.iter("a") if a.text_content() == "more like it")
    assert survey_site.get(link).status_code == 200
    first = survey_site.rows("SELECT statement_id, other_id FROM statement_neighbours")[0]
    alike = html.fromstring(survey_site.get(f"/like/{first['statement_id']}").text)
    assert "1 sentence like this one" in " ".join(alike.cssselect("h1")[0].text_content().lower().split())
    assert alike.cssselect(".quotes .whence a")[0].get("href").endswith(first["other_id"])


def test_the_map_draws_each_theme_as_a_link_and_its_strongest_answer(survey_site: Site) -> None:
    page = html.fromstring(survey_site.get("/map").text)
    assert {a.get("href") for a in page.cssselect("svg.map a")} == {"/theme/f1", "/theme/f2", "/theme/r1"}
    assert len(page.cssselect("svg.map line.answer")) == 1
    listed = {a.get("href") for a in page.cssselect(".near-list a.name")}
    assert listed == {"/theme/f1", "/theme/f2", "/theme/f3", "/theme/r1"}


def test_no_mark_or_label_of_the_map_hides_another_and_none_leaves_it() -> None:
    themes = [
        {"id": str(n), "label": f"A theme of number {n}", "kind": "frustration", "families": 3 * n,
         "x": (n * 37 % 50) / 50, "y": (n * 11 % 50) / 50}
        for n in range(50)
    ]  # fmt: skip
    boxes = [plane._box(mark) for mark in plane.placed(themes)]
    for n, one in enumerate(boxes):
        assert one[0] >= -0.5 and one[1] >= -0.5 and one[2] <= plane.WIDTH + 0.5 and one[3] <= plane.HEIGHT + 0.5
        for other in boxes[n + 1 :]:
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            assert across <= 1 or down <= 1


def test_themes_at_one_place_and_none_at_all_make_a_map() -> None:
    same = [
        {"id": str(n), "label": "Alike", "kind": "frustration", "families": 1, "x": 0.5, "y": 0.5} for n in range(4)
    ]
    assert len({(mark.x, mark.y) for mark in plane.placed(same)}) == 4
    assert plane.placed([{**same[0], "x": None}]) == []


def test_runs_tell_what_became_of_themes(survey_site: Site) -> None:
    told = " ".join(html.fromstring(survey_site.get("/runs").text).text_content().split())
    assert "What became of themes in run 7" in told and "grew" in told and "9 statements, now 12" in told
