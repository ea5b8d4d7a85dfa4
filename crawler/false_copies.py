"""After a crawl: pages whose falsity shows beside others only: spun copies, and one text under addresses that mean others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from corpus import Corpus
from crawler.relevance import ON_TOPIC

#: One text under so many addresses of a host, none of whose words it has in its title, stands where others stood.
FEWEST_ADDRESSES, FEWEST_SLUG_WORDS = 3, 2
_SHORTEST_WORD = 4

_SAME_TEXT = """
SELECT pages.url, pages.outcome, pages.error, articles.title, articles.url AS own
FROM pages JOIN articles ON articles.id = pages.article_id
WHERE pages.text_sha256 IN (
    SELECT text_sha256 FROM pages WHERE text_sha256 IS NOT NULL GROUP BY host, text_sha256 HAVING count(*) >= ?
) AND pages.outcome IN ('copy', 'soft_404') AND pages.url <> articles.url AND articles.title IS NOT NULL
"""
_SPUN = """
UPDATE pages SET outcome = 'spun_copy', error = ?
WHERE article_id = ? AND outcome IN ('stored', 'borderline', 'teaser', 'unchanged', 'copy')
"""
_NO_MORE_SPUN = """
UPDATE pages SET error = NULL, outcome = CASE
    WHEN (SELECT relevance FROM articles WHERE articles.id = article_id) < ? THEN 'borderline' ELSE 'stored' END
WHERE article_id = ? AND outcome = 'spun_copy'
"""


def mark_spun(corpus: Corpus, spun: Mapping[str, str]) -> None:
    """Call the pages of articles that are others (`spun`: id to id) in other words spun copies, inside a transaction."""
    former = corpus.rows("SELECT article_id FROM pages WHERE outcome = 'spun_copy' AND article_id IS NOT NULL")
    for row in former:
        if row["article_id"] not in spun:
            corpus.execute(_NO_MORE_SPUN, [ON_TOPIC, row["article_id"]])
    for id_, other in sorted(spun.items()):
        url = corpus.value("SELECT coalesce(url, title, id) FROM articles WHERE id = ?", [other])
        corpus.execute(_SPUN, (f"names and figures in the order of {url}, in other words", id_))


def mark_soft_404s(corpus: Corpus) -> None:
    """Call pages soft 404s that show, as others of their host do, a text that their address does not mean."""
    for row in corpus.rows(_SAME_TEXT, [FEWEST_ADDRESSES]):
        if row["outcome"] == "copy" and means_another(row["url"], row["title"]):
            why = f"it shows {row['own']}, as other addresses of its host do, and its address means something else"
            corpus.execute("UPDATE pages SET outcome = 'soft_404', error = ? WHERE url = ?", (why, row["url"]))


def means_another(url: str, title: str) -> bool:
    """Tell whether the words of an address, if it has some, share none with `title`."""
    slug = unquote(urlsplit(url).path).lower().rstrip("/").rpartition("/")[2]
    words = {word for word in re.findall(r"[^\W\d_]+", re.sub(r"\.\w{2,5}$", "", slug)) if len(word) >= _SHORTEST_WORD}
    return len(words) >= FEWEST_SLUG_WORDS and not words & set(re.findall(r"[^\W\d_]+", title.lower()))
