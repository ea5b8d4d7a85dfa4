"""Set apart what is no article: listings, whose links were followed, and pages of products, events, films and the like."""

from __future__ import annotations

from crawler.genre import NO_ARTICLE
from crawler.items import Page
from crawler.steps.base import Step


class KindStep(Step):
    """Settle home pages, archives, sitemaps and feeds as `listing`, and other pages that are no articles with the reason."""

    def judge(self, page: Page) -> None:
        """Settle a page by its kind."""
        kind = page.extract.kind if page.extract else None
        if kind == "listing":
            page.settle("listing")
        elif kind in NO_ARTICLE:
            page.settle("not_article", NO_ARTICLE[kind])
