"""Set apart pages that are not what they seem."""

from __future__ import annotations

from crawler.false_pages import false_page
from crawler.items import Page
from crawler.steps.base import Step


class FalsityStep(Step):
    """Settle a page that its own text betrays: not found, word salad, hacked, cloaked, content farm."""

    def judge(self, page: Page) -> None:
        """Settle a false page, with what shows it."""
        extract = page.extract
        found = false_page(extract.title, extract.text, extract.language) if extract else None
        if found:
            page.settle(found.outcome, found.reason)
