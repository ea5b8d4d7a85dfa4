"""Marks of footnotes glued to words: "of the CMOs.4", "the data [12]"."""

from __future__ import annotations

import re

#: Words after whose full stop a number is no footnote: "No.4", "vol.12".
_ABBREVIATED = r"(?<!\b[Nn]o\.)(?<!\b[Vv]s\.)(?<!\b[Pp]p\.)(?<!\b[Cc]h\.)(?<!\b[Ff]ig\.)(?<!\b[Vv]ol\.)(?<!\b[Ss]ec\.)"
_MARK = re.compile(
    rf"(?:(?<=[A-Za-z]{{2}}[.,;:!?])|(?<=%[.,;:])|(?<=[.,!?][”\"’)])){_ABBREVIATED}\d{{1,2}}(?=\s|$)"
    r"|(?<=[A-Za-z”\"’.,;:!?)%])\s?\[\d{1,3}\](?=[\s.,;:!?]|$)"
    r"|(?<=[A-Za-z”\"’.,;:!?)%])[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}"
)


def masked(text: str) -> str:
    """Return `text` with blanks in place of the marks of footnotes, so that all places stay."""
    return _MARK.sub(lambda mark: " " * len(mark.group()), text)
