"""Hostile titles, texts and addresses are shown as the words they are, and break nothing."""

from __future__ import annotations

import pytest
from hostile import BREAKOUT, EMOJI, SCRIPT
from lxml import html
from made import Site

PAGES = ["/", "/themes", "/articles", "/search", "/search?q=waits", "/data", "/theme/f1", "/theme/r1", "/crosstalk/themes",
         "/crosstalk/articles", "/crosstalk/statements", "/crosstalk/quotations", "/crosstalk/survey_figures"]  # fmt: skip


def all_pages(site: Site) -> list[str]:
    return PAGES + [f"/article/{row['id']}" for row in site.rows("SELECT id FROM articles")]


def test_no_word_of_a_stranger_becomes_markup(hostile_site: Site) -> None:
    for path in all_pages(hostile_site):
        answer = hostile_site.get(path)
        assert answer.status_code == 200, path
        page = html.fromstring(answer.text)
        assert not page.cssselect("img, [onerror]"), path
        assert "alert('x')</script>" not in answer.text, path
        assert "display:none}</style>" not in answer.text, path


def test_no_link_runs_a_script(hostile_site: Site) -> None:
    for path in all_pages(hostile_site):
        for link in html.fromstring(hostile_site.get(path).text).iter("a"):
            assert link.get("href", "").split(":")[0] not in ("javascript", "data"), path


def test_hostile_words_are_shown_as_they_are(hostile_site: Site) -> None:
    page = html.fromstring(hostile_site.get("/theme/f1").text)
    assert page.cssselect("h1 bdi")[0].text_content() == f"{SCRIPT}{BREAKOUT}{EMOJI}"
    assert SCRIPT in page.cssselect(".quotes mark")[0].text_content()


def test_template_language_in_a_text_is_only_text(hostile_site: Site) -> None:
    article = hostile_site.rows("SELECT article_id FROM statements LIMIT 1")[0]["article_id"]
    assert "{{ 7 * 7 }} {% raw %}" in html.fromstring(hostile_site.get(f"/article/{article}").text).text_content()


def test_overlapping_marks_of_all_kinds_are_each_at_their_address(hostile_site: Site) -> None:
    for table in ("statements", "statistics"):
        for row in hostile_site.rows(f"SELECT id, article_id FROM {table}"):
            page = html.fromstring(hostile_site.get(f"/article/{row['article_id']}").text)
            assert page.get_element_by_id(row["id"]).tag == "mark"


def test_names_are_kept_from_turning_lines_round(hostile_site: Site) -> None:
    for path in ("/", "/themes", "/articles", "/theme/r1"):
        page = html.fromstring(hostile_site.get(path).text)
        turned = [e for e in page.iter() if isinstance(e.tag, str) and "\u202e" in (e.text or "")]
        assert {e.tag for e in turned} <= {"bdi", "title", "mark"}, path


def test_years_out_of_all_reason_make_no_chart_of_eight_thousand_bars(hostile_site: Site) -> None:
    assert len(hostile_site.get("/themes").text) < 60_000


@pytest.mark.parametrize(
    "path", ["/article/..%2f..%2fetc%2fpasswd", "/static/../metadata.yaml", "/static/%2e%2e/settings.json"]
)
def test_no_path_leads_out(hostile_site: Site, path: str) -> None:
    assert hostile_site.get(path, follow_redirects=True).status_code == 404
