"""The corpus: what Crosstalk knows, as plain records in one SQLite file."""

from corpus.errors import CrosstalkError
from corpus.records import Article, Source, Statement, Statistic, Theme
from corpus.store import Corpus

__all__ = ["Article", "Corpus", "CrosstalkError", "Source", "Statement", "Statistic", "Theme"]
