"""Corrected counts stand beside the raw ones, and lead to what they mean."""

from __future__ import annotations

from made import Site


def test_a_themes_page_tells_the_interval_of_its_corrected_count(site: Site) -> None:
    [row] = site.rows("SELECT low, high FROM prevalence WHERE theme_id = 'f1'")
    text = " ".join(site.get("/theme/f1").text.split())
    assert f"{round(row['low'])} to {round(row['high'])} sentences" in text


def test_the_gap_tells_each_sides_share_raw_and_corrected(site: Site) -> None:
    told = site.get("/gap.json").json()["shares_of_sentences"]
    frustrations = {row["side"]: row for row in told if row["kind"] == "frustration"}
    assert set(frustrations) == {"cmo", "cio", "both", "other"}
    assert sum(row["raw"] for row in frustrations.values()) > 0.99
    wide = any(row["high"] - row["low"] > 0.3 for row in frustrations.values())
    text = " ".join(site.get("/gap").text.split())
    assert "corrected" in text and ("so wide that they say little" in text) == wide


def test_both_lead_to_what_a_corrected_count_means(site: Site) -> None:
    assert 'id="corrected"' in site.get("/methods").text
    assert "/methods#corrected" in site.get("/theme/f1").text


def test_a_database_without_marked_sentences_has_no_corrected_share(bare_site: Site) -> None:
    assert bare_site.get("/gap").status_code == 200
    assert bare_site.get("/gap.json").json()["shares_of_sentences"] == []


def test_errors_of_another_version_of_the_coder_are_told_as_such(site: Site) -> None:
    [row] = site.rows("SELECT note FROM prevalence WHERE theme_id = 'f1'")
    another = "do not lean on it" in (row["note"] or "")
    for page in ("/theme/f1", "/gap"):
        assert ("counted with another version" in site.get(page).text) == another, page
