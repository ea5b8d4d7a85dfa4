"""Set apart texts in languages that the corpus does not take."""

from __future__ import annotations

from crawler.items import Page
from crawler.steps.base import Step


class LanguageStep(Step):
    """Settle a text in a language that was not asked for as `other_language`."""

    def judge(self, page: Page) -> None:
        """Settle a foreign text; one too short to tell passes."""
        language = page.extract.language if page.extract else None
        if language and language not in self.settings.languages:
            page.settle("other_language", f"its language is {language}")
