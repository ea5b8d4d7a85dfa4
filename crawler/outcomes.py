"""What can become of an address: the complete list, each with its meaning in words."""

from __future__ import annotations

OUTCOMES = {
    "waiting": "met, and not asked for yet",
    "outside": "on a host, or in a section, that no crawl was to visit",
    "stored": "its article is in the corpus",
    "borderline": "its article is in the corpus, to be looked at: the relation is not its main subject",
    "teaser": "its article is in the corpus as far as it is open",
    "unchanged": "asked for again: its article is as it was",
    "copy": "it leads to, or holds the text of, another address",
    "continuation": "it is a later page of an article",
    "in_parts": "the later pages of its article are still to come",
    "listing": "a home page, archive, feed or sitemap: its links were taken",
    "not_article": "it is the page of a product, an event, a film, a forum or the like",
    "robots_txt": "the rules of its host",
    "off_topic": "its text is about something else",
    "other_language": "its text is in a language that was not asked for",
    "not_text": "it holds no text",
    "soft_404": "it says that it is there, and is not",
    "interstitial": "it only leads on to another page",
    "word_salad": "its words make no text",
    "hacked": "somebody has put words of other trades into its text",
    "cloaked": "words of its text were exchanged for those of another script",
    "content_farm": "its text was made to fill a page: much filler, nothing and nobody named",
    "spun_copy": "it says another article in other words, made by a machine; it counts as that one's copy",
    "gone": "its article is in the corpus, and the site has it no more",
    "status": "the server answered that it is not there, or not open",
    "forbidden_by_robots": "the rules of its host forbid it",
    "blocked": "its host is on the list of those never asked",
    "forgotten": "it was taken out for good",
    "refused": "it is never asked for: a trap, a proxy, a private network, no address at all",
    "too_large": "it is larger than a page may be",
    "timeout": "it did not come in time",
    "error": "it failed in coming or in being read",
}

#: Pages with an article of their own in the corpus.
WITH_ARTICLE = ("stored", "borderline", "teaser", "unchanged", "gone")
#: What may be better next time: asked for again by each new crawl.
FAILED = ("timeout", "error", "in_parts")
