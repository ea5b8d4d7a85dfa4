"""A comparison as one page of HTML that needs no other file; every word of a corpus is escaped."""

from __future__ import annotations

from markupsafe import Markup

from corpus.compare.differences import Changed, Comparison, Differences

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
del { background: #fbe3e0; text-decoration-thickness: 1px } ins { background: #e0f2e4; text-decoration: none }
code { color: #555 } summary { cursor: pointer } li { margin: .3rem 0; overflow-wrap: anywhere }
"""


def as_page(found: Comparison) -> str:
    """Return the whole page."""
    title = Markup("{} → {}").format(found.before, found.after)
    body = Markup("\n").join(_part(part) for part in found.parts)
    return str(
        Markup(
            '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Crosstalk: {}</title><style>{}</style>\n'
            "<h1>What differs</h1><p><del>{}</del> → <ins>{}</ins></p>\n{}\n</html>\n"
        ).format(title, Markup(_STYLE), found.before, found.after, body)
    )


def _part(part: Differences) -> Markup:
    counts = f"{part.same:,} the same, {len(part.gone):,} gone, {len(part.new):,} new, {len(part.changed):,} changed"
    head = Markup("<h2>{}</h2><p>{}</p>").format(part.what.capitalize(), counts)
    lists = [
        _list("Changed", [_changed(row) for row in part.changed]),
        _list("Gone", [Markup("<code>{}</code> <del>{}</del>").format(*row) for row in part.gone]),
        _list("New", [Markup("<code>{}</code> <ins>{}</ins>").format(*row) for row in part.new]),
    ]
    return head + Markup("").join(lists)


def _list(name: str, items: list[Markup]) -> Markup:
    if not items:
        return Markup("")
    rows = Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
    return Markup("<details open><summary>{}</summary><ul>{}</ul></details>").format(f"{name}: {len(items):,}", rows)


def _changed(row: Changed) -> Markup:
    fields = [
        Markup("{}: <del>{}</del> <ins>{}</ins>").format(
            name, *("nothing" if v is None or v == "" else v for v in pair)
        )
        for name, pair in row.fields.items()
    ]
    return Markup("<code>{}</code> {}<br>{}").format(row.id, row.name, Markup("; ").join(fields))
