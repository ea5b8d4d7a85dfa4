"""Cells that no spreadsheet takes for a formula."""

from __future__ import annotations

from typing import Any

#: A cell that starts with one of these is a formula to a spreadsheet; an apostrophe before it makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    line = value.replace("\r\n", "\n")
    return f"'{line}" if line.startswith(_FORMULA) else line
