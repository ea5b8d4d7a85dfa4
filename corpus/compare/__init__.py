"""What differs between two databases, or between two runs of one: settings, versions, articles, statements, themes."""

from corpus.compare.databases import compare, open_either
from corpus.compare.differences import Changed, Comparison, Differences
from corpus.compare.page import as_page
from corpus.compare.runs import compare_runs

__all__ = ["Changed", "Comparison", "Differences", "as_page", "compare", "compare_runs", "open_either"]
