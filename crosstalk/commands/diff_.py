"""crosstalk diff"""

from __future__ import annotations

import click

from crosstalk.options import counted, db_option, json_option, report


@click.command("diff")
@click.argument("first", type=int)
@click.argument("second", type=int)
@db_option
@json_option
def command(first: int, second: int, db: str, as_json: bool) -> None:
    """Tell what happened to the themes between two runs: FIRST and SECOND are run numbers of `crosstalk status`.

    Told are the themes that were born, kept, split, merged, renamed or gone after run FIRST, up to run SECOND, and the
    sentences that came to a theme, went from one, or moved.

    \b
    Example: crosstalk diff 3 7
    """
    from corpus import Corpus
    from corpus.theme_diff import theme_diff

    with Corpus.open(db, create=False) as corpus:
        found = theme_diff(corpus, first, second)
    lines = [f"Themes from run {first} to run {second}:"]
    for event in found["events"]:
        other = f" {event['other_id']}" if event["other_id"] else ""
        detail = f" ({event['detail']})" if event["detail"] else ""
        lines.append(f"  {event['theme_id']} {event['label'] or '(ended)'}: {event['event']}{other}{detail}")
    moves = found["statements"]
    came, went = (sum(move[end] is None for move in moves) for end in ("from_id", "to_id"))
    lines.append(
        f"{counted(came, 'sentence')} came to a theme, {counted(went, 'sentence')} went from one, "
        f"{counted(len(moves) - came - went, 'sentence')} moved to another."
    )
    report(found, lines, as_json)
