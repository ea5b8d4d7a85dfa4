"""A citation names a run, and its address tells what has changed since."""

from __future__ import annotations

import pytest
from crosstalk_site.pinned import counted_moves
from made import Site
from test_site_pages import words


def test_the_cited_address_names_the_run_and_leads_to_the_theme(site: Site) -> None:
    run = site.rows("SELECT max(id) AS id FROM runs")[0]["id"]
    page = site.get("/theme/f1").text
    assert f"/theme/f1?run={run}" in page
    assert f"As of run {run}" in words(site.get(f"/theme/f1?run={run}").text)
    assert "As of run" not in words(page) and "Changed since" not in words(page)


def test_what_changed_since_the_cited_run_is_told(survey_site: Site) -> None:
    seen = words(survey_site.get("/theme/f1?run=3").text)
    assert "Changed since run 3" in seen and "grew" in seen and "9 statements, now 12" in seen
    assert "2 sentences came, 1 left." in seen


@pytest.mark.parametrize("path", ["/finding/g1", "/study/gulf-2013"])
def test_a_finding_and_a_study_say_plainly_that_their_past_is_not_kept(survey_site: Site, path: str) -> None:
    first, last = (survey_site.rows(f"SELECT {end}(id) AS id FROM runs")[0]["id"] for end in ("min", "max"))
    assert f"{path}?run={last}" in survey_site.get(path).text and 'id="since"' not in survey_site.get(path).text
    assert f"As of run {last}" in words(survey_site.get(f"{path}?run={last}").text)
    earlier = survey_site.get(f"{path}?run={first}").text
    assert "the register does not keep what it held before" in words(earlier) and f"from={first}" in earlier
    assert "Run 999 is not stored here" in words(survey_site.get(f"{path}?run=999").text)
    assert 'id="since"' not in survey_site.get(path, params={"run": "²"}).text


@pytest.mark.parametrize("run", ["999999", "123456789"])
def test_a_run_that_is_not_there_is_told_so(site: Site, run: str) -> None:
    assert f"Run {run} is not stored here." in words(site.get(f"/theme/f1?run={run}").text)


@pytest.mark.parametrize("run", ["", "-1", "1;drop", "²", "9" * 30, "<b>"])
def test_nonsense_for_a_run_is_no_run(site: Site, run: str) -> None:
    answer = site.get("/theme/f1", params={"run": run})
    assert answer.status_code == 200 and 'id="since"' not in answer.text


def test_an_ended_theme_leads_on_with_the_run(site: Site) -> None:
    ended = site.rows("SELECT theme_id, other_id FROM theme_redirects ORDER BY theme_id")[0]
    answer = site.get(f"/theme/{ended['theme_id']}?run=1", follow_redirects=False)
    assert answer.status_code == 301 and answer.headers["location"].endswith(f"/theme/{ended['other_id']}?run=1")


def test_moves_are_counted_by_where_a_sentence_came_from() -> None:
    ends = {"a": (None, "f1"), "b": ("f1", None), "c": ("f1", "f2"), "d": (None, "f2")}
    assert counted_moves(ends) == {"added": 2, "lost": 1, "moved": 1}


def test_two_runs_are_compared_by_their_themes_and_sentences(survey_site: Site) -> None:
    ids = [row["id"] for row in survey_site.rows("SELECT id FROM runs ORDER BY id")]
    seen = words(survey_site.get(f"/runs?from={ids[0]}&to={ids[-1]}").text)
    assert "Themes and sentences between them" in seen
    assert "1 sentence came into a theme, 0 went out of all, 2 moved from one to another." in seen
