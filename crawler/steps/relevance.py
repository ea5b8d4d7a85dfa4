"""Set apart texts that are not about how the two sides get along."""

from __future__ import annotations

from crawler.items import Page
from crawler.steps.base import Step

#: What stands above a wall can be too short to name both sides; such a teaser is kept when anything speaks for it.
SHORT_TEASER_WORDS = 150


class RelevanceStep(Step):
    """Settle a text below the borderline as `off_topic`, with its score and reason."""

    def judge(self, page: Page) -> None:
        """Settle an off-topic text; a borderline one goes on, to be stored for review."""
        found, extract = page.relevance, page.extract
        teaser = extract and extract.access == "partial" and extract.words < SHORT_TEASER_WORDS
        least = 1 if teaser else self.settings.borderline
        if found and found.score < least:
            page.settle("off_topic", f"relevance {found.score}: {found.reason}")
