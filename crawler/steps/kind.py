"""Set listings apart: their links were followed, their teasers are nobody's article."""

from __future__ import annotations

from crawler.items import Page
from crawler.steps.base import Step


class KindStep(Step):
    """Settle home pages, archives, sitemaps and feeds as `listing`."""

    def judge(self, page: Page) -> None:
        """Settle a listing."""
        if page.extract and page.extract.kind == "listing":
            page.settle("listing")
