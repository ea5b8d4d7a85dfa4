"""Compare two runs of one corpus: settings, versions, counts, and what became of themes between them."""

from __future__ import annotations

from typing import Any

from corpus.compare.databases import told
from corpus.compare.differences import Comparison, Differences, Row, differences
from corpus.errors import BadInput
from corpus.store import Corpus
from corpus.theme_diff import theme_diff


def compare_runs(corpus: Corpus, before: int, after: int) -> Comparison:
    """Return what differs from run `before` to run `after`; raise BadInput when one is not there."""
    old, new = _run(corpus, before), _run(corpus, after)
    themes = theme_diff(corpus, before, after)
    settings = tuple(
        differences(what, _told(old, what), _told(new, what), ["value"], "name")
        for what in ("parameters", "versions", "counts")
    )
    return Comparison(_name(old), _name(new), settings, (_themes(themes), _moves(themes)))


def _run(corpus: Corpus, id: int) -> Row:
    found = corpus.rows("SELECT * FROM runs WHERE id = ?", [id])
    if not found:
        known = ", ".join(str(row["id"]) for row in corpus.rows("SELECT id FROM runs ORDER BY id DESC LIMIT 5"))
        raise BadInput(f"There is no run {id}; the last ones are {known or 'none'}. See: crosstalk status")
    return found[0]


def _name(run: Row) -> str:
    return f"run {run['id']} ({run['command']}, {run['started']})"


def _told(run: Row, what: str) -> dict[str, Row]:
    """The command is left out of the names, so that runs of two commands can be compared, too."""
    rows = told([{"command": "", "told": run[what]}])
    return {key: {**row, "name": row["name"].removeprefix(": ")} for key, row in rows.items()}


def _themes(found: dict[str, Any]) -> Differences:
    """Return what happened to themes, an event a row; themes that were only kept are left out."""
    events = {
        f"{n:05} {event['theme_id']}": {"name": _event(event)}
        for n, event in enumerate(found["events"])
        if event["event"] != "kept"
    }
    return differences("what happened to themes", {}, events, [], "name")


def _event(event: dict[str, Any]) -> str:
    other = f" {event['other_id']}" if event["other_id"] else ""
    detail = f" ({event['detail']})" if event["detail"] else ""
    return f"{event['theme_id']} {event['label'] or '(ended)'}: {event['event']}{other}{detail}"


def _moves(found: dict[str, Any]) -> Differences:
    """Return the sentences that came to a theme, went from one or moved."""
    from_rows = {m["statement_id"]: {"theme": m["from_id"], "text": m["statement_id"]} for m in found["statements"]}
    to_rows = {m["statement_id"]: {"theme": m["to_id"], "text": m["statement_id"]} for m in found["statements"]}
    return differences("sentences that changed theme", from_rows, to_rows, ["theme"], "text")
