"""Pictures end where their numbers do, and what strangers wrote is escaped in them."""

from __future__ import annotations

from crosstalk_site import charts, dots
from crosstalk_site.article import figure_line
from crosstalk_site.intervals import wilson
from lxml import html


def test_a_scale_holds_each_share_with_its_interval() -> None:
    few, many = wilson(10, 41), wilson(200, 1000)
    assert dots.scale([few]) >= few.high and dots.scale([many]) == 0.3
    assert dots.scale([]) == 0.2 and dots.scale([wilson(3, 3)]) == 1.0


def test_words_in_a_picture_are_escaped_and_markup_is_kept() -> None:
    drawn = charts.figure("split", 14, '<b> & "more"', charts.label("<i>", 0, 1) + charts.bar("cio", 0, 50.004))
    (title,) = html.fromstring(str(drawn)).xpath("//title")
    assert title.text_content() == '<b> & "more"' and "<i>" not in drawn
    assert 'fill="url(#cio-stripes)" x="0.00%" width="50.00%"' in drawn


def test_whom_a_survey_asked_is_said_in_plain_words() -> None:
    figure = {"value": 63.0, "unit": "percent", "qualifier": None, "population": "org"}
    assert html.fromstring(str(figure_line(figure))).text_content() == "63% of firms"
    assert "both sides" in figure_line({**figure, "population": "both"})
