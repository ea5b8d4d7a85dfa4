"""What happened to the themes between two runs, from the history of themes and the moves of statements."""

from __future__ import annotations

from typing import Any

from corpus.errors import BadInput
from corpus.store import Corpus

_EVENTS = """
SELECT theme_history.theme_id, themes.label, theme_history.event, theme_history.other_id, theme_history.share,
       theme_history.detail, theme_history.run_id
FROM theme_history LEFT JOIN themes ON themes.id = theme_history.theme_id
WHERE theme_history.run_id > ? AND theme_history.run_id <= ?
ORDER BY theme_history.run_id, theme_history.theme_id, theme_history.event
"""
_MOVES = """
SELECT statement_id, from_id, to_id FROM theme_moves WHERE run_id > ? AND run_id <= ? ORDER BY run_id, statement_id
"""


def theme_diff(corpus: Corpus, first: int, second: int) -> dict[str, Any]:
    """Return the events of themes and the moves of statements after run `first` up to run `second`.

    A statement that moved several times is told once, from where it was to where it came; one that came back is left
    out. Raises BadInput when a run is not there, or the first is not before the second.
    """
    for number in (first, second):
        if not corpus.value("SELECT count(*) FROM runs WHERE id = ?", [number]):
            raise BadInput(f"There is no run {number}; crosstalk status tells the runs.")
    if first >= second:
        raise BadInput(f"Run {first} is not before run {second}; name the earlier one first.")
    ends: dict[str, list[str | None]] = {}
    for move in corpus.rows(_MOVES, [first, second]):
        ends.setdefault(move["statement_id"], [move["from_id"], None])[1] = move["to_id"]
    return {
        "first": first,
        "second": second,
        "events": corpus.rows(_EVENTS, [first, second]),
        "statements": [
            {"statement_id": statement, "from_id": start, "to_id": end}
            for statement, (start, end) in sorted(ends.items())
            if start != end
        ],
    }
