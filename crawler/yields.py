"""What the corpus holds of each publisher, and which of them brought less than they should."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from corpus import Corpus
from crawler.relevance import ON_TOPIC
from crawler.sources import Publisher, catalogue, own_folder, parents


@dataclass(frozen=True)
class Yield:
    """A publisher with its articles in the corpus, those of them on the topic, and the time of the last look at it."""

    publisher: Publisher
    articles: int = 0
    on_topic: int = 0
    last_look: str | None = None

    @property
    def verdict(self) -> str | None:
        """Say that a publisher that was looked at brought too few or too many articles, or None."""
        least, most = self.publisher.least, self.publisher.most
        if self.last_look and least is not None and self.articles < least:
            return f"{self.articles} articles, at least {least} were expected"
        if most is not None and self.articles > most:
            return f"{self.articles} articles, at most {most} were expected"
        return None


def yields(corpus: Corpus) -> list[Yield]:
    """Return what `corpus` holds of each publisher, by domain."""
    publishers = catalogue(own_folder(corpus.path))
    articles, on_topic, last = _articles(corpus, publishers)
    return [Yield(publishers[d], articles[d], on_topic[d], last.get(d)) for d in sorted(publishers)]


def _articles(
    corpus: Corpus, publishers: Mapping[str, Publisher]
) -> tuple[Counter[str], Counter[str], dict[str, str | None]]:
    articles: Counter[str] = Counter()
    on_topic: Counter[str] = Counter()
    for row in corpus.rows(_BY_SOURCE, [ON_TOPIC]):
        if domain := _domain_of(row["source_id"], publishers):
            articles[domain] += row["articles"]
            on_topic[domain] += row["on_topic"]
    last: dict[str, str | None] = {}
    for row in corpus.rows("SELECT host, max(fetched_at) AS fetched_at FROM pages WHERE host <> '' GROUP BY host"):
        if (domain := _domain_of(row["host"], publishers)) and row["fetched_at"]:
            last[domain] = max(last.get(domain) or "", row["fetched_at"])
    return articles, on_topic, last


_BY_SOURCE = """
SELECT source_id, count(*) AS articles, sum(relevance >= ?) AS on_topic FROM articles
WHERE source_id IS NOT NULL GROUP BY source_id
"""


def _domain_of(host: str, publishers: Mapping[str, Publisher]) -> str | None:
    return next((name for name in parents(host) if name in publishers), None)
