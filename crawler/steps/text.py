"""Set apart what holds no main text: pictures, players, empty pages."""

from __future__ import annotations

from crawler.items import Page
from crawler.steps.base import Step


class TextStep(Step):
    """Settle a page without main text as `not_text`."""

    def judge(self, page: Page) -> None:
        """Settle a page without text."""
        if page.extract is None or not page.extract.text:
            page.settle("not_text", "no main text was found")
