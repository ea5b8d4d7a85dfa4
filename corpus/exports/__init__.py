"""Exports that are complete or fail: files for spreadsheets, programs, archives and qualitative tools."""

from corpus.exports.cells import safe_cell
from corpus.exports.filters import Filters
from corpus.exports.whole import FORMATS, export

__all__ = ["FORMATS", "Filters", "export", "safe_cell"]
